package io.autopurchase.core;

import io.autopurchase.Money;
import io.autopurchase.Option;
import io.autopurchase.PriceTolerance;
import io.autopurchase.Problem;
import io.autopurchase.Question;
import io.autopurchase.spi.PlainText;
import io.autopurchase.core.BookingBody.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Answers that a plan gives before a person is asked. */
final class Policies {
  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");
  private static final Set<String> ALWAYS = Set.of(Option.ASK, Option.CANCEL_ITEM, Option.SKIP_ITEM, Option.INTERRUPT);

  /** What each question of a booking takes besides. To look again is no policy: it would be answered so for ever. */
  private static final Map<String, Set<String>> MORE =
      Map.of(
          Question.PRICE_INCREASED, Set.of(Option.ACCEPT_PRICE, Option.ACCEPT_PRICE_UP_TO),
          Question.CONFIGURATION_OUTDATED, Set.of(Option.CHOOSE_VARIANT),
          Question.OUT_OF_STOCK, Set.of(Option.CHOOSE_VARIANT),
          Question.ITEM_GONE, Set.of());

  private final Map<String, String> byCode;

  Policies(Map<String, String> byCode) {
    this.byCode = byCode;
  }

  /** Which policies no booking can follow, by field. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    new TreeMap<>(byCode)
        .forEach(
            (code, option) -> {
              if (!MORE.containsKey(code)) {
                problems.add(
                    new Problem("policies." + code, "UNKNOWN_QUESTION", PlainText.quote(code) + " is none of " + new TreeSet<>(MORE.keySet())));
              } else if (!ALWAYS.contains(option) && !isOneMore(code, option)) {
                problems.add(
                    new Problem("policies." + code, "UNKNOWN_OPTION", PlainText.quote(option) + " is none of " + optionsOf(code)));
              }
            });
    return problems;
  }

  private static boolean isOneMore(String code, String option) {
    Set<String> more = MORE.get(code);
    if (option.startsWith(Option.ACCEPT_PRICE_UP_TO)) {
      return more.contains(Option.ACCEPT_PRICE_UP_TO) && PERCENT.matcher(rest(option, Option.ACCEPT_PRICE_UP_TO)).matches();
    }
    if (option.startsWith(Option.CHOOSE_VARIANT)) {
      return more.contains(Option.CHOOSE_VARIANT) && !rest(option, Option.CHOOSE_VARIANT).isBlank();
    }
    return more.contains(option);
  }

  private static Set<String> optionsOf(String code) {
    Set<String> options = new TreeSet<>(ALWAYS);
    options.addAll(MORE.get(code));
    return options;
  }

  /** As they are for a line: whether a price is accepted depends on how far it is above the plan's. */
  Map<String, String> forLine(Line line) {
    Map<String, String> policies = new TreeMap<>(byCode);
    policies.replaceAll((code, option) -> option.startsWith(Option.ACCEPT_PRICE_UP_TO) ? bounded(line, option) : option);
    return policies;
  }

  private static String bounded(Line line, String option) {
    Money most = PriceTolerance.of(new BigDecimal(rest(option, Option.ACCEPT_PRICE_UP_TO)), null).highest(line.planned());
    return line.price == null || !line.price.currency().equals(most.currency()) || line.price.isMoreThan(most) ? Option.ASK : Option.ACCEPT_PRICE;
  }

  private static String rest(String option, String prefix) {
    return option.substring(prefix.length());
  }
}

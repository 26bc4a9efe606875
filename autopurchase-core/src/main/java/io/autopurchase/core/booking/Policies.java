package io.autopurchase.core.booking;

import io.autopurchase.AnswerOption;
import io.autopurchase.Money;
import io.autopurchase.PriceTolerance;
import io.autopurchase.Question;
import io.autopurchase.Violation;
import io.autopurchase.core.booking.BookingState.Line;
import io.autopurchase.engine.Arguments;
import io.autopurchase.spi.PlainText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/** Answers that a plan gives before a person is asked. */
final class Policies {
  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");
  /** RETRY cannot be a policy, because it would loop. */
  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          Question.PRICE_INCREASED, aboutAnItem(AnswerOption.ACCEPT_PRICE, AnswerOption.ACCEPT_PRICE_UP_TO, AnswerOption.CANCEL_ORDER),
          Question.CONFIGURATION_OUTDATED, aboutAnItem(AnswerOption.CHOOSE_VARIANT),
          Question.OUT_OF_STOCK, aboutAnItem(AnswerOption.CHOOSE_VARIANT),
          Question.ITEM_DISCONTINUED, aboutAnItem(),
          Question.UNCLEAR_ORDER, Set.of(AnswerOption.ASK, AnswerOption.KEEP_WAITING, AnswerOption.INTERRUPT));

  private final Map<String, String> byCode;

  Policies(Map<String, String> byCode) {
    this.byCode = byCode;
  }

  /** Which policies no booking can follow, by field. */
  List<Violation> violations() {
    List<Violation> violations = new ArrayList<>();
    new TreeMap<>(byCode)
        .forEach(
            (code, option) -> {
              Set<String> options = OPTIONS.get(code);
              if (options == null) {
                violations.add(
                    Violation.error("policies." + code, "UNKNOWN_QUESTION", Arguments.of("value", PlainText.quote(code), "questions", new TreeSet<>(OPTIONS.keySet()))));
              } else if (!isPossible(options, option)) {
                violations.add(
                    Violation.error("policies." + code, "UNKNOWN_OPTION", Arguments.of("value", PlainText.quote(option), "options", new TreeSet<>(options))));
              }
            });
    return violations;
  }

  private static Set<String> aboutAnItem(String... more) {
    Set<String> options = new TreeSet<>(List.of(more));
    options.addAll(List.of(AnswerOption.ASK, AnswerOption.CANCEL_ITEM, AnswerOption.SKIP_ITEM, AnswerOption.INTERRUPT));
    return options;
  }

  private static boolean isPossible(Set<String> options, String option) {
    if (option.startsWith(AnswerOption.ACCEPT_PRICE_UP_TO)) {
      return options.contains(AnswerOption.ACCEPT_PRICE_UP_TO) && PERCENT.matcher(rest(option, AnswerOption.ACCEPT_PRICE_UP_TO)).matches();
    }
    if (option.startsWith(AnswerOption.CHOOSE_VARIANT)) {
      return options.contains(AnswerOption.CHOOSE_VARIANT) && !rest(option, AnswerOption.CHOOSE_VARIANT).isBlank();
    }
    return options.contains(option);
  }

  /** As they are for a line: whether a price is accepted depends on how far it is above the plan's. */
  Map<String, String> forLine(Line line) {
    Map<String, String> policies = new TreeMap<>(byCode);
    policies.replaceAll((code, option) -> option.startsWith(AnswerOption.ACCEPT_PRICE_UP_TO) ? bounded(line, option) : option);
    return policies;
  }

  /** Likewise, for what all units of a line cost in an order that was placed. */
  Map<String, String> forCharge(Line line, Money charged) {
    Map<String, String> policies = new TreeMap<>(byCode);
    policies.replaceAll(
        (code, option) ->
            option.startsWith(AnswerOption.ACCEPT_PRICE_UP_TO) ? bounded(charged, most(line, option).multiply(line.quantity)) : option);
    return policies;
  }

  private static String bounded(Line line, String option) {
    return bounded(line.price, most(line, option));
  }

  private static String bounded(@Nullable Money price, Money most) {
    return price == null || !price.currency().equals(most.currency()) || price.isGreaterThan(most) ? AnswerOption.ASK : AnswerOption.ACCEPT_PRICE;
  }

  private static Money most(Line line, String option) {
    return PriceTolerance.of(new BigDecimal(rest(option, AnswerOption.ACCEPT_PRICE_UP_TO)), null).maxPrice(line.planned());
  }

  private static String rest(String option, String prefix) {
    return option.substring(prefix.length());
  }
}

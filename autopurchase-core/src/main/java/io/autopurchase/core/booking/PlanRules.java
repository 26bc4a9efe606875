package io.autopurchase.core.booking;

import io.autopurchase.InvalidInputException;
import io.autopurchase.Messages;
import io.autopurchase.Money;
import io.autopurchase.PlanLine;
import io.autopurchase.Recipient;
import io.autopurchase.RecipientRule;
import io.autopurchase.ReservationPlan;
import io.autopurchase.Violation;
import io.autopurchase.core.session.ThrottleState;
import io.autopurchase.engine.Arguments;
import io.autopurchase.engine.SpendCap;
import io.autopurchase.spi.NameTransliterator;
import io.autopurchase.spi.PlainText;
import io.autopurchase.spi.ProviderClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.annotation.concurrent.ThreadSafe;

/** Rules for plans that can be checked without calling the provider. Thread-safe. */
@ThreadSafe
public final class PlanRules {
  /** Above what any provider takes. */
  private static final int LONGEST_FIELD = 1000;

  private static final Messages ENGLISH = Messages.in(Locale.ENGLISH);

  private final NameTransliterator names;
  private final Optional<SpendCap> cap;

  public PlanRules(NameTransliterator names, Optional<SpendCap> cap) {
    this.names = names;
    this.cap = cap;
  }

  /**
   * @throws InvalidInputException if the plan breaks a rule; warnings pass
   */
  void check(ReservationPlan plan, ProviderClient client) {
    List<Violation> violations = violations(plan, client).stream().filter(violation -> !violation.isWarning()).toList();
    if (!violations.isEmpty()) {
      throw new InvalidInputException(violations);
    }
  }

  /** Warnings among them. */
  List<Violation> violations(ReservationPlan plan, ProviderClient client) {
    List<Violation> violations = new ArrayList<>(violations(plan, plan.recipient(), "recipient", client));
    plan.consolidationWarehouse().ifPresent(warehouse -> violations.addAll(violations(plan, warehouse, "warehouse", client)));
    violations.addAll(new Policies(plan.policies()).violations());
    client
        .capabilities()
        .currency()
        .filter(currency -> !currency.equals(plan.lines().get(0).unitPrice().currency()))
        .ifPresent(
            currency -> violations.add(Violation.error("lines[0].unitPrice", "CURRENCY", Arguments.of("currency", currency))));
    cap.map(most -> most.amount().currency())
        .filter(currency -> !currency.equals(plan.lines().get(0).unitPrice().currency()))
        .ifPresent(currency -> violations.add(Violation.error("lines", "CURRENCY", Arguments.of("currency", currency))));
    violations.addAll(sameItems(plan));
    return violations;
  }

  private List<Violation> violations(ReservationPlan plan, Recipient recipient, String field, ProviderClient client) {
    List<Violation> unprintable = unprintable(recipient, field);
    if (!unprintable.isEmpty()) {
      // Other rules, and transliteration, make no sense for a value that is not a text.
      return unprintable;
    }
    Recipient written = written(plan, recipient);
    List<Violation> violations = client.check(written, field);
    if (written.equals(recipient)) {
      return violations;
    }
    return violations.stream().map(violation -> violation.field().equals(field + ".name") ? transliterated(violation) : violation).toList();
  }

  /** The person who gave the name has never seen it in these letters. */
  private static Violation transliterated(Violation violation) {
    Map<String, String> arguments = new LinkedHashMap<>(violation.arguments());
    arguments.put("rule", arguments.getOrDefault("text", violation.code()));
    arguments.put("text", "transliterated");
    String message = ENGLISH.format("violation.transliterated", Map.of("why", violation.message())).orElseThrow();
    return Violation.of(violation.field(), violation.code(), message, violation.severity()).withArguments(arguments);
  }

  /** Of every provider alike: what cannot be printed on a parcel cannot be delivered. */
  private static List<Violation> unprintable(Recipient recipient, String path) {
    List<Violation> violations = new ArrayList<>();
    for (RecipientRule.Field field : RecipientRule.Field.values()) {
      try {
        PlainText.requireText(path + "." + field.path(), field.of(recipient), LONGEST_FIELD);
      } catch (InvalidInputException e) {
        violations.addAll(e.violations());
      }
    }
    return violations;
  }

  /** Two lines may want the same, each for its own customer; more often one of them is a slip. */
  private static List<Violation> sameItems(ReservationPlan plan) {
    List<Violation> violations = new ArrayList<>();
    Map<Object, PlanLine> seen = new HashMap<>();
    for (int i = 0; i < plan.lines().size(); i++) {
      PlanLine line = plan.lines().get(i);
      PlanLine first = seen.putIfAbsent(line.item(), line);
      if (first != null) {
        violations.add(
            Violation.warning("lines[" + i + "].item", "SAME_ITEM", Arguments.of("lineId", first.lineId())));
      }
    }
    return violations;
  }

  /** A recipient of a plan as it is sent to the provider. */
  Recipient written(ReservationPlan plan, Recipient recipient) {
    if (!plan.transliterateNames()) {
      return recipient;
    }
    return recipient.toBuilder().name(names.transliterate(recipient.name())).build();
  }

  /** What a plan would do, not stored yet. */
  BookingState body(ReservationPlan plan) {
    return BookingState.of(plan, recipient -> written(plan, recipient));
  }

  /** How much of the cap a session has left, or empty if there is none. */
  Optional<Money> left(ThrottleState session, Instant there) {
    return cap.map(most -> most.amount().minus(session.spending.spent(most.amount().currency(), there)));
  }

  Optional<SpendCap> cap() {
    return cap;
  }
}

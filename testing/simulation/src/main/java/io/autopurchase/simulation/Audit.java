package io.autopurchase.simulation;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.PlanLine;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.ReservationPlan;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.core.SteppedEngine;
import io.autopurchase.core.SteppedEngine.StoredActivity;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The end of a history: what the shop believes against what the marketplace has. */
final class Audit {
  private final World world;
  private final Marketplace market;
  private final InMemoryActivityStore records;
  private final Operators people;
  private final Node node;

  Audit(World world, Marketplace market, InMemoryActivityStore records, Operators people, Node node) {
    this.world = world;
    this.market = market;
    this.records = records;
    this.people = people;
    this.node = node;
  }

  static int parked(InMemoryActivityStore records) {
    RecordFields parked = RecordFields.builder().state(ActivityState.PARKED.name()).build();
    return records.find(RecordQuery.of("activity", parked, 0, 100)).records().size();
  }

  /** Those that have not ended, to find out why. */
  static List<String> unfinished(InMemoryActivityStore records) {
    return records.find(RecordQuery.of("activity", RecordFields.none(), 0, 100)).records().stream()
        .filter(row -> !ActivityState.valueOf(row.fields().state().orElseThrow()).isFinished() || SteppedEngine.activity(row, records).inDoubt())
        .map(
            row ->
                row.fields().type().orElse("") + " " + row.key().id() + " is " + row.fields().state().orElse("") + " "
                    + SteppedEngine.activity(row, records).reason() + ", due at "
                    + row.fields().dueAt().map(at -> Duration.between(Node.BEGINNING, at).toSeconds() + " s").orElse("no time"))
        .toList();
  }

  void check() {
    Map<LineKey, MarketOrder> live = new HashMap<>();
    for (MarketOrder order : market.orders()) {
      boolean byHand = order.clientOrderId.isEmpty();
      order.lines.stream()
          .filter(line -> !byHand && order.isLive(line.lineNo(), world.now()))
          .forEach(line -> live.put(new LineKey(order.hostOrder, line.lineNo()), order));
    }
    Set<String> bound = new HashSet<>();
    Set<LineKey> checked = new HashSet<>();
    for (ReservationPlan plan : people.plans()) {
      Activity activity = activity(people.activityOf(plan));
      int successes = 0;
      for (PlanLine line : plan.lines()) {
        LineKey key = plan.key(line);
        Optional<MarketOrder> order = Optional.ofNullable(live.get(key));
        check(key, activity, order, checked.add(key) ? bound : new HashSet<>());
        successes += outcome(activity, key).isSuccess() ? 1 : 0;
      }
      if (successes > 0 && successes < plan.lines().size()) {
        world.reached(Sometimes.PARTIAL_SUCCESS);
      }
    }
    live.keySet().removeAll(checked);
    if (!live.isEmpty()) {
      throw world.broken("I2", "orders that no plan asked for: " + live.keySet());
    }
    if (market.profile.afterSale) {
      people.staff().check(node.api(), market.profile.wrongClocks);
    }
    checkAnswers();
  }

  private Activity activity(ActivityId id) {
    return node.api().activities().find(id).orElseThrow(() -> world.broken("I2", "acknowledged activity " + id + " is lost"));
  }

  private static LineOutcome outcome(Activity activity, LineKey key) {
    return activity.lines().stream()
        .filter(line -> line.line().equals(key))
        .map(LineResult::outcome)
        .findFirst()
        .orElse(LineOutcome.SKIPPED); // it was purchased before, and what is recorded of it is looked at
  }

  private void check(LineKey key, Activity activity, Optional<MarketOrder> order, Set<String> bound) {
    LineOutcome outcome = outcome(activity, key);
    if (activity.state().isFinished() && !outcome.isFinal()) {
      throw world.broken("I4", "line " + key + " is " + outcome + " in an activity that has ended");
    }
    Optional<Purchase> purchase = node.api().purchases().find(key);
    boolean purchased = purchase.filter(p -> p.group() == PurchaseGroup.PURCHASED).isPresent();
    if (order.isEmpty()) {
      if ((purchased || outcome == LineOutcome.BOOKED) && !hasClosed(key)) {
        throw world.broken("I2", "line " + key + " is " + outcome + " and " + purchase + ", but there is no live order");
      }
      return;
    }
    if (people.staff().isForgotten(key)) {
      return;
    }
    String id = order.get().id;
    if (!purchased || !purchase.get().providerOrderId().filter(id::equals).isPresent()) {
      throw world.broken("I2", "live order " + id + " of line " + key + " is unknown; the line is " + outcome + ", " + purchase);
    }
    if (!outcome.isSuccess() && isOnlyOneOf(key.orderId())) {
      throw world.broken("I2", "line " + key + " is " + outcome + ", but order " + id + " lives");
    }
    if (!bound.add(id + "/" + purchase.get().providerOrderLineId().orElse(""))) {
      throw world.broken("I11", "a line of order " + id + " is bound twice");
    }
    if (market.profile.afterSale) {
      people.staff().checkShown(purchase.get());
    }
    PlacementRequest.Line real =
        order.get().lines.stream().filter(line -> line.lineNo().equals(key.lineId())).findFirst().orElseThrow();
    Money amount = order.get().amount(real);
    // What was not shown for a while is read again after an hour, and the last look may have come before.
    if (!order.get().wasHidden() && !purchase.get().cost().filter(amount::equals).isPresent()) {
      throw world.broken("I3", "line " + key + " costs " + amount + "; recorded is " + purchase.get().cost());
    }
  }

  /** A line that one activity left ready may have been booked by the next. */
  private boolean isOnlyOneOf(String orderId) {
    RecordFields ofOrder = RecordFields.builder().orderId(orderId).build();
    return records.find(RecordQuery.of("activity", ofOrder, 0, 10)).total() == 1;
  }

  /** Whether there was an order of a line that has failed, or was closed. */
  private boolean hasClosed(LineKey key) {
    return market.orders().stream()
        .anyMatch(
            order ->
                order.hostOrder.equals(key.orderId())
                    && order.lines.stream().anyMatch(line -> line.lineNo().equals(key.lineId()))
                    && !order.isLive(key.lineId(), world.now()));
  }

  private void checkAnswers() {
    people
        .answers()
        .forEach(
            (place, option) -> {
              int slash = place.indexOf('/');
              StoredRecord row = records.load(new RecordKey("activity", place.substring(0, slash))).orElseThrow();
              StoredActivity stored = SteppedEngine.activity(row, records);
              if (!stored.interrupted() && !option.equals(stored.answers().get(place.substring(slash + 1)))) {
                throw world.broken("I7", "answer " + option + " to " + place + " was accepted; what counted is " + stored.answers());
              }
            });
  }
}

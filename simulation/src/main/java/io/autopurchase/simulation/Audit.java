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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The end of a history: what the shop believes against what the marketplace has. */
final class Audit {
  private final World world;
  private final Marketplace market;
  private final InMemoryActivityStore records;
  private final People people;
  private final Node node;

  Audit(World world, Marketplace market, InMemoryActivityStore records, People people, Node node) {
    this.world = world;
    this.market = market;
    this.records = records;
    this.people = people;
    this.node = node;
  }

  static int parked(InMemoryActivityStore records) {
    RecordFields waiting = RecordFields.builder().state(ActivityState.WAITING.name()).build();
    return (int)
        records.find(RecordQuery.of("activity", waiting, 0, 100)).records().stream()
            .filter(row -> SteppedEngine.activity(row.codecVersion(), row.body()).reason().equals("PARKED"))
            .count();
  }

  void check() {
    Map<LineKey, Marketplace.Order> live = new HashMap<>();
    for (Marketplace.Order order : market.orders()) {
      if (order.isLive(world.now())) {
        order.lines.forEach(line -> live.put(new LineKey(order.hostOrder, line.lineNo()), order));
      }
    }
    Set<String> bound = new HashSet<>();
    for (ReservationPlan plan : people.plans()) {
      Activity activity = activity(people.activityOf(plan));
      int successes = 0;
      for (PlanLine line : plan.lines()) {
        LineKey key = plan.key(line);
        check(key, activity, Optional.ofNullable(live.remove(key)), bound);
        successes += outcome(activity, key).isSuccess() ? 1 : 0;
      }
      if (successes > 0 && successes < plan.lines().size()) {
        world.reached(Sometimes.PARTIAL_SUCCESS);
      }
    }
    if (!live.isEmpty()) {
      throw new Violation("I2", "orders that no plan asked for: " + live.keySet());
    }
    checkAnswers();
  }

  private Activity activity(ActivityId id) {
    return node.api().activities().find(id).orElseThrow(() -> new Violation("I2", "acknowledged activity " + id + " is lost"));
  }

  private static LineOutcome outcome(Activity activity, LineKey key) {
    return activity.lines().stream()
        .filter(line -> line.line().equals(key))
        .map(LineResult::outcome)
        .findFirst()
        .orElseThrow(() -> new Violation("I2", "line " + key + " is lost"));
  }

  private void check(LineKey key, Activity activity, Optional<Marketplace.Order> order, Set<String> bound) {
    LineOutcome outcome = outcome(activity, key);
    if (activity.state().isFinished() && !outcome.isFinal()) {
      throw new Violation("I4", "line " + key + " is " + outcome + " in an activity that has ended");
    }
    Optional<Purchase> purchase = node.api().purchases().find(key);
    boolean purchased = purchase.filter(p -> p.group() == PurchaseGroup.PURCHASED).isPresent();
    if (order.isEmpty()) {
      boolean closedMeanwhile = purchase.flatMap(Purchase::providerOrderId).filter(this::hasFailed).isPresent();
      if ((purchased || outcome == LineOutcome.BOOKED) && !closedMeanwhile) {
        throw new Violation("I2", "line " + key + " is " + outcome + " and " + purchase + ", but there is no live order");
      }
      return;
    }
    String id = order.get().id;
    if (!purchased || !purchase.get().providerOrderId().filter(id::equals).isPresent()) {
      throw new Violation("I2", "live order " + id + " of line " + key + " is unknown; the line is " + outcome + ", " + purchase);
    }
    if (!outcome.isSuccess() && isOnlyOneOf(key.orderId())) {
      throw new Violation("I2", "line " + key + " is " + outcome + ", but order " + id + " lives");
    }
    if (!bound.add(id + "/" + purchase.get().providerOrderLineId().orElse(""))) {
      throw new Violation("I11", "a line of order " + id + " is bound twice");
    }
    PlacementRequest.Line real =
        order.get().lines.stream().filter(line -> line.lineNo().equals(key.lineId())).findFirst().orElseThrow();
    Money amount = real.unitPrice().times(real.quantity());
    if (!purchase.get().pricePaid().filter(amount::equals).isPresent()) {
      throw new Violation("I3", "line " + key + " costs " + amount + "; recorded is " + purchase.get().pricePaid());
    }
  }

  /** A line that one activity left ready may have been booked by the next. */
  private boolean isOnlyOneOf(String orderId) {
    RecordFields ofOrder = RecordFields.builder().orderId(orderId).build();
    return records.find(RecordQuery.of("activity", ofOrder, 0, 10)).total() == 1;
  }

  private boolean hasFailed(String orderId) {
    return market.orders().stream().anyMatch(order -> order.id.equals(orderId) && !order.isLive(world.now()));
  }

  private void checkAnswers() {
    people
        .answers()
        .forEach(
            (place, option) -> {
              int slash = place.indexOf('/');
              StoredRecord row = records.load(new RecordKey("activity", place.substring(0, slash))).orElseThrow();
              StoredActivity stored = SteppedEngine.activity(row.codecVersion(), row.body());
              if (!stored.interrupted() && !option.equals(stored.answers().get(place.substring(slash + 1)))) {
                throw new Violation("I7", "answer " + option + " to " + place + " was accepted; what counted is " + stored.answers());
              }
            });
  }
}

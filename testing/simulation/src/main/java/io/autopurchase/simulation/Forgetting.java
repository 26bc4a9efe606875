package io.autopurchase.simulation;

import io.autopurchase.ActivityState;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.core.SteppedEngine;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Long after a history: what has ended is removed, though nodes die at it, and what must stay is there as it was. */
final class Forgetting {
  /** Longer than two clocks are apart that are wrong by 30 days, one each way. */
  static final Duration RETENTION = Duration.ofDays(70);

  private static final int MOST = 1_000;
  private static final long WITH_TROUBLE = 30 * 60_000;
  private static final long WITHOUT = 45 * 60_000;

  private final World world;
  private final Marketplace market;
  private final InMemoryActivityStore records;
  private final List<Node> nodes;

  Forgetting(World world, Marketplace market, InMemoryActivityStore records, List<Node> nodes) {
    this.world = world;
    this.market = market;
    this.records = records;
    this.nodes = nodes;
  }

  void check(Runnable trouble, Runnable heal) {
    Map<RecordKey, String> purchases = links();
    nodes.forEach(node -> node.jumpClock(RETENTION.plusDays(1).toMillis()));
    market.invariants.pausesAreOver();
    Instant before = Node.BEGINNING.plusMillis(world.now());
    trouble.run();
    goOn(WITH_TROUBLE);
    heal.run();
    goOn(WITHOUT);
    for (StoredRecord row : rows("activity")) {
      boolean ended = ActivityState.valueOf(row.fields().state().orElseThrow()).isFinished();
      // One that ended by a clock that was ahead stays for as much longer.
      boolean isDue = row.fields().dueAt().filter(at -> at.isBefore(before.plus(RETENTION))).isPresent();
      if (ended && (isDue || row.fields().dueAt().isEmpty() && !SteppedEngine.activity(row, records).inDoubt())) {
        throw world.broken("I23", row.key() + " has ended and is not removed; due at " + row.fields().dueAt());
      }
    }
    for (StoredEvent event : records.events(null, false, MOST)) {
      if (event.at().isBefore(before)) {
        throw world.broken("I23", "event " + event.id() + " is not removed");
      }
    }
    if (!links().equals(purchases)) {
      throw world.broken("I23", "lines were linked to " + purchases + " and are to " + links());
    }
    for (MarketOrder order : market.orders()) {
      if (!order.clientOrderId.isEmpty() && records.owner("client-order-id", order.clientOrderId).isEmpty()) {
        throw world.broken("I23", "client order id " + order.clientOrderId + " is free again");
      }
    }
    world.reached(Sometimes.FORGOTTEN_IN_TIME);
  }

  private void goOn(long millis) {
    long end = world.now() + millis;
    while (world.next(end)) {
      world.expectNothingBroken();
    }
    world.pass(end - world.now());
  }

  /** The provider's order by line. */
  private Map<RecordKey, String> links() {
    Map<RecordKey, String> links = new HashMap<>();
    rows("purchase").forEach(row -> links.put(row.key(), SteppedEngine.purchase(row.codecVersion(), row.body()).providerOrderId()));
    return links;
  }

  private List<StoredRecord> rows(String kind) {
    return records.find(RecordQuery.of(kind, RecordFields.none(), 0, MOST)).records();
  }
}

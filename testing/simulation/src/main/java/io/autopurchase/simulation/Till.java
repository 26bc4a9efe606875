package io.autopurchase.simulation;

import io.autopurchase.spi.PaymentResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the marketplace takes money: what it has accepted to take it takes a while later, or never; and twice if asked twice. */
final class Till {
  private static final int LONGEST_PAYMENT = 60_000;

  private final World world;
  private final Marketplace market;
  private int accepted;

  Till(World world, Marketplace market) {
    this.world = world;
    this.market = market;
  }

  /**
   * A request to pay arrives.
   *
   * @param intendedAt when it was decided to send it
   */
  PaymentResponse pay(List<String> orderIds, long intendedAt) {
    List<String> accepted = new ArrayList<>();
    Map<String, PaymentResponse.Refusal> refused = new LinkedHashMap<>();
    for (String id : orderIds) {
      Optional<MarketOrder> order = market.lifecycle.order(id).filter(found -> found.isLive(world.now()));
      if (order.isEmpty()) {
        refused.put(id, PaymentResponse.Refusal.of("NOT_OPEN", "it is closed, or there is none"));
      } else if (order.get().isPaid()) {
        refused.put(id, PaymentResponse.Refusal.of("PAID", "it is paid"));
      } else {
        accepted.add(id);
        take(order.get(), intendedAt);
      }
    }
    return PaymentResponse.of(accepted, refused);
  }

  /** How many payments were accepted so far. */
  int accepted() {
    return accepted;
  }

  private void take(MarketOrder order, long intendedAt) {
    accepted++;
    if (order.pricedAt() >= 0) {
      world.reached(Sometimes.PAYMENT_REPRICED);
    }
    world.happened(null, "TAKES MONEY", () -> order.id + " " + order.total(world.now()));
    market.invariants.charged(order, order.charge(), intendedAt);
    if (!market.calm && world.oneIn(8)) {
      return; // it forgets it
    }
    world.after(
        world.random.nextInt(LONGEST_PAYMENT),
        () -> {
          if (order.isLive(world.now()) && !order.isPaid()) {
            order.pay(world.now());
            world.reached(Sometimes.PAID_BY_CALL);
          }
        });
  }
}

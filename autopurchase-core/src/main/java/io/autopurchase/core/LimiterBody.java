package io.autopurchase.core;

import io.autopurchase.Money;
import io.autopurchase.spi.PlacementLimit;
import io.autopurchase.spi.SpendCap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a session may do when, over all nodes; in the provider's time. Mutable, as {@link ActivityBody}. */
final class LimiterBody {
  /** When the last orders were placed, oldest first; as many as the limit allows. */
  List<Instant> placements = new ArrayList<>();

  /** What the orders of the last day cost; each once, as it was sent last. Only where there is a cap. */
  List<Spend> spends = new ArrayList<>();

  /** Until when the provider wants no calls. */
  Instant quietUntil = Instant.EPOCH;

  /** What an order costs. */
  record Spend(String outerId, Instant at, Money amount) {}

  LimiterBody copy() {
    LimiterBody copy = new LimiterBody();
    copy.placements.addAll(placements);
    copy.spends.addAll(spends);
    copy.quietUntil = quietUntil;
    return copy;
  }

  /** When the next order may be placed. */
  Instant placeableAt(PlacementLimit limit) {
    int first = placements.size() - limit.orders();
    return first < 0 ? Instant.EPOCH : placements.get(first).plus(limit.per());
  }

  void placed(PlacementLimit limit, Instant at) {
    placements.add(at);
    while (placements.size() > limit.orders()) {
      placements.remove(0);
    }
  }

  /**
   * When an order may be placed without exceeding a cap, if nothing else is placed until then.
   *
   * @param outerId of the order; what it has counted before does not count against it
   * @return empty where it is above the cap by itself
   */
  Optional<Instant> affordableAt(SpendCap cap, String outerId, Money amount) {
    if (amount.isMoreThan(cap.amount())) {
      return Optional.empty();
    }
    String currency = amount.currency();
    List<Spend> latestFirst =
        spends.stream()
            .filter(spend -> !spend.outerId().equals(outerId) && spend.amount().currency().equals(currency))
            .sorted(Comparator.comparing(Spend::at).reversed())
            .toList();
    Money sum = amount;
    for (Spend spend : latestFirst) {
      sum = sum.plus(spend.amount());
      if (sum.isMoreThan(cap.amount())) {
        // Until it has lapsed; then all that are older have, too.
        return Optional.of(spend.at().plus(SpendCap.PER));
      }
    }
    return Optional.of(Instant.EPOCH);
  }

  /** What orders have cost that were sent after a moment. */
  Money spentSince(Instant moment, String currency) {
    return spends.stream()
        .filter(spend -> spend.at().isAfter(moment) && spend.amount().currency().equals(currency))
        .map(Spend::amount)
        .reduce(Money.zero(currency), Money::plus);
  }

  /** An order is sent, for the first time or again. */
  void spent(String outerId, Money amount, Instant at) {
    Instant lapsed = at.minus(SpendCap.PER);
    spends.removeIf(spend -> spend.outerId().equals(outerId) || !spend.at().isAfter(lapsed));
    spends.add(new Spend(outerId, at, amount));
  }

  /** An order was certainly not placed. */
  void giveBack(String outerId) {
    spends.removeIf(spend -> spend.outerId().equals(outerId));
  }

  void quietUntil(Instant until) {
    if (until.isAfter(quietUntil)) {
      quietUntil = until;
    }
  }
}

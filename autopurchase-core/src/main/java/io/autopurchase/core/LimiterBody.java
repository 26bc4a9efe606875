package io.autopurchase.core;

import io.autopurchase.spi.PlacementLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a session may do when, over all nodes; in the provider's time. Mutable, as {@link ActivityBody}. */
final class LimiterBody {
  /** When the last orders were placed, oldest first; as many as the limit allows. */
  List<Instant> placements = new ArrayList<>();

  /** Until when the provider wants no calls. */
  Instant quietUntil = Instant.EPOCH;

  LimiterBody copy() {
    LimiterBody copy = new LimiterBody();
    copy.placements.addAll(placements);
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

  void quietUntil(Instant until) {
    if (until.isAfter(quietUntil)) {
      quietUntil = until;
    }
  }
}

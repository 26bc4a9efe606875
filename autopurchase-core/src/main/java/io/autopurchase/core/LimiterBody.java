package io.autopurchase.core;

import java.time.Instant;

/** When a session may place its next order, over all nodes. Mutable, as {@link ActivityBody}. */
final class LimiterBody {
  Instant nextAt = Instant.EPOCH;

  void notBefore(Instant at) {
    if (at.isAfter(nextAt)) {
      nextAt = at;
    }
  }
}

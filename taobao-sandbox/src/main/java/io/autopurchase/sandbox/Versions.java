package io.autopurchase.sandbox;

import io.autopurchase.sandbox.common.StateFile;
import java.util.List;
import java.util.Optional;

/** How orders were before: what a replica that lags behind would show. */
final class Versions {
  private Versions() {}

  static State.Order copy(State.Order order) {
    return StateFile.JSON.convertValue(order, State.Order.class);
  }

  /**
   * How an order was.
   *
   * @param at in milliseconds; 0 means before its latest change
   */
  static Optional<State.Order> before(State.Order order, long at) {
    List<State.Order> versions = order.versions;
    if (at == 0) {
      return versions.size() < 2 ? Optional.empty() : Optional.of(versions.get(versions.size() - 2));
    }
    return versions.stream().filter(version -> version.modifiedAt <= at).reduce((earlier, later) -> later);
  }
}

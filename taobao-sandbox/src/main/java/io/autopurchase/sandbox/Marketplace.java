package io.autopurchase.sandbox;

import io.autopurchase.sandbox.common.StateFile;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The state behind one lock. Time passes with each access: what is due is done at the next access. What was
 * changed is on disk, if there is a file, before the change is answered.
 */
final class Marketplace {
  private final InstantSource clock;
  private final StateFile file;
  private final State state;
  private final OrderLifecycle orders;
  final Settings settings;

  /**
   * @param listener receives each change, under the lock
   */
  Marketplace(Settings settings, InstantSource clock, StateFile file, OrderLifecycle.Listener listener) {
    this.settings = settings;
    this.clock = clock;
    this.file = file;
    Optional<State> found = file.read(State.class);
    state = found.orElseGet(State::new);
    orders = new OrderLifecycle(state, settings, listener);
    if (found.isEmpty()) {
      DefaultCatalog.fill(state);
      file.save(state);
    }
  }

  long now() {
    return clock.millis();
  }

  /** Reads. */
  synchronized <T> T look(Function<State, T> look) {
    orders.pass(now());
    return look.apply(state);
  }

  /** Changes, and saves what was changed. */
  synchronized <T> T change(Function<State, T> change) {
    return trade((state, orders) -> change.apply(state));
  }

  /** Changes orders, and saves what was changed. */
  synchronized <T> T trade(BiFunction<State, OrderLifecycle, T> change) {
    orders.pass(now());
    state.nextPurchaseId = Math.max(state.nextPurchaseId, settings.leastId);
    T result = change.apply(state, orders);
    file.save(state);
    return result;
  }
}

package io.autopurchase.spi;

import io.autopurchase.ActivityId;
import java.time.Instant;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Decides which thread of which node runs a due activity, and when. Correctness never rests on it: it may run an activity
 * twice at once, late, or on a node that was thought dead; the versions of the store fence the loser. It must only see to
 * it that every due activity is eventually run by some node.
 *
 * <p>Thread-safe. The rules have their numbers and reasons in {@code docs/implementing-a-dispatcher.md}; {@code
 * ActivityDispatcherContract} of the test kit proves an implementation.
 */
@ThreadSafe
public interface ActivityDispatcher extends AutoCloseable {
  /**
   * Called once, before anything else. The dispatcher then runs due activities, and continues even if a run or a query of due activities
   * throws.
   *
   * @param runner runs activities and says which are due; {@link #close()} drains it
   */
  void start(ActivityRunner runner);

  /**
   * A hint, given after a commit, that an activity is due at a time. Must not block, must not throw, and must not run the activity in the
   * calling thread. A hint during a run of the activity leads to another run. A hint may be lost with the node: {@link
   * ActivityRunner#due} finds the activity later.
   *
   * @param activity its id; may be unknown to the store
   * @param dueAt by the engine's clock; a time in the past means at once
   */
  void schedule(ActivityId activity, Instant dueAt);

  /**
   * Takes up nothing more, {@linkplain ActivityRunner#drain drains} the runner and waits for running activities to reach the
   * end of their step, for a bounded time. May be repeated, and may come before the start.
   */
  @Override
  void close();
}

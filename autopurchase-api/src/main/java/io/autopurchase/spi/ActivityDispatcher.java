package io.autopurchase.spi;

import io.autopurchase.ActivityId;
import java.time.Instant;

/**
 * Decides which thread of which node runs a due activity, and when. Correctness never rests on it: it may run an activity
 * twice at once, late, or on a node that was thought dead; the versions of the store fence the loser. It must only see to
 * it that every due activity is run by somebody, some time.
 */
public interface ActivityDispatcher extends AutoCloseable {
  /** Called once, before anything else. The dispatcher begins to run due activities by itself. */
  void start(ActivityRunner runner);

  /**
   * A hint, given after a commit, that an activity is due at a time. Must not block and must not run the activity in the
   * calling thread. May be lost: {@link ActivityRunner#due} finds what was.
   */
  void schedule(ActivityId activity, Instant dueAt);

  /** Takes up nothing more and waits for running activities to reach the end of their step. May be repeated. */
  @Override
  void close();
}

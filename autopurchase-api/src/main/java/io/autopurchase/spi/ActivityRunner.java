package io.autopurchase.spi;

import io.autopurchase.ActivityId;
import io.autopurchase.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.annotation.concurrent.ThreadSafe;

/** The engine, as a dispatcher sees it. Not for implementation outside of the engine and tests. Thread-safe. */
@ThreadSafe
public interface ActivityRunner {
  /**
   * Runs an activity until it rests. Does nothing if it is not due or another run holds it. Throws nothing but errors
   * of the virtual machine; failures are stored in the activity.
   *
   * @param activity its id; nothing is done if the store has no such activity
   * @return when it is due next; empty if it has ended or waits for a person
   */
  Optional<Instant> run(ActivityId activity);

  /**
   * Activities that are due now, earliest id first: the sweep that finds what was not scheduled.
   *
   * @param after only those after this id; empty from the beginning
   * @param limit 1 to 1000
   * @throws StoreUnavailableException if the store cannot be asked now
   */
  List<ActivityId> due(Optional<ActivityId> after, int limit);

  /** Whose activities they are, as {@link ActivityStore#shop} says: engines of several shops may share a scheduler's tables. */
  default String shop() {
    return "";
  }

  /** Asks a running activity to stop at the end of its step. Used at shutdown. */
  void drain();
}

package io.autopurchase.examples.operator;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.SessionState;
import io.autopurchase.StoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/** Looks at activities, which workers of this or another process run, until they rest. */
final class ActivityWatch {
  private static final Duration PAUSE = Duration.ofMillis(150);

  /** How long the database may be away: with H2 another process may be just taking over as its server. */
  private static final Duration STORE_PATIENCE = Duration.ofSeconds(30);

  private final AutoPurchase autoPurchase;
  private final CountDownLatch stopped;
  private final Consumer<Activity> progress;
  @Nullable private final Duration timeout;
  private final long begun = System.nanoTime();

  /**
   * @param stopped ends the watch early
   * @param progress is shown every look
   * @param timeout of the whole watch, from now on; null to wait without end
   */
  ActivityWatch(
      AutoPurchase autoPurchase, CountDownLatch stopped, Consumer<Activity> progress, @Nullable Duration timeout) {
    this.autoPurchase = autoPurchase;
    this.stopped = stopped;
    this.progress = progress;
    this.timeout = timeout;
  }

  /**
   * @param notYet what does not count as rest although it looks like it: a state that a person's word has not reached yet
   * @return the activity at rest, or as it was seen last when the time was up or the watch was stopped
   */
  Activity await(Activity started, Predicate<Activity> notYet) throws InterruptedException {
    Activity seen = started;
    long lastSeen = System.nanoTime();
    do {
      try {
        seen = autoPurchase.activities().get(started.id());
        lastSeen = System.nanoTime();
        progress.accept(seen);
        if (rests(seen) && !notYet.test(seen) || isTimeUp()) {
          return seen;
        }
      } catch (StoreException e) {
        // Who is stopped closes the database.
        if (stopped.getCount() > 0 && System.nanoTime() - lastSeen >= STORE_PATIENCE.toNanos()) {
          throw e;
        }
      }
    } while (!stopped.await(pause(), TimeUnit.NANOSECONDS));
    return seen;
  }

  private boolean isTimeUp() {
    return timeout != null && System.nanoTime() - begun >= timeout.toNanos();
  }

  private long pause() {
    if (timeout == null) {
      return PAUSE.toNanos();
    }
    long left = timeout.toNanos() - (System.nanoTime() - begun);
    return Math.max(0, Math.min(PAUSE.toNanos(), left));
  }

  private boolean rests(Activity activity) {
    if (activity.state().isFinished()
        || activity.state() == ActivityState.WAITING_FOR_ANSWER
        || ExitCode.isStuck(activity)) {
      return true;
    }
    // Once its session is usable again it goes on by itself, though it may not have noticed yet.
    return ExitCode.needsAuthorization(activity) && !sessionIsActive(activity);
  }

  private boolean sessionIsActive(Activity activity) {
    return activity
        .session()
        .flatMap(id -> autoPurchase.sessions().find(id))
        .filter(session -> session.state() == SessionState.ACTIVE)
        .isPresent();
  }
}

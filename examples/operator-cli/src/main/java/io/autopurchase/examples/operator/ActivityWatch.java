package io.autopurchase.examples.operator;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.SessionState;
import io.autopurchase.spi.StoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/** Looks at an activity, which workers of this or another process run, until it rests. */
final class ActivityWatch {
  private static final Duration PAUSE = Duration.ofMillis(150);

  /** How long the database may be away: with H2 another process may be just taking over as its server. */
  private static final Duration STORE_PATIENCE = Duration.ofSeconds(30);

  private final AutoPurchase autoPurchase;
  private final CountDownLatch stopped;
  private final Consumer<Activity> progress;

  /**
   * @param stopped ends the watch early
   * @param progress is shown every look
   */
  ActivityWatch(AutoPurchase autoPurchase, CountDownLatch stopped, Consumer<Activity> progress) {
    this.autoPurchase = autoPurchase;
    this.stopped = stopped;
    this.progress = progress;
  }

  /**
   * @param notYet what does not count as rest although it looks like it: a state that a person's word has not reached yet
   * @param timeout null to wait without end
   * @return the activity at rest, or as it stands when the time is up
   */
  Activity await(ActivityId id, Predicate<Activity> notYet, @Nullable Duration timeout) throws InterruptedException {
    long begun = System.nanoTime();
    long lastSeen = begun;
    while (true) {
      try {
        Activity activity = autoPurchase.activities().get(id);
        lastSeen = System.nanoTime();
        progress.accept(activity);
        if (rests(activity) && !notYet.test(activity)) {
          return activity;
        }
        if (timeout != null && System.nanoTime() - begun >= timeout.toNanos()) {
          return activity;
        }
      } catch (StoreException e) {
        if (System.nanoTime() - lastSeen >= STORE_PATIENCE.toNanos()) {
          throw e;
        }
      }
      if (stopped.await(pause(begun, timeout), TimeUnit.NANOSECONDS)) {
        throw new InterruptedException();
      }
    }
  }

  private static long pause(long begun, @Nullable Duration timeout) {
    if (timeout == null) {
      return PAUSE.toNanos();
    }
    long left = timeout.toNanos() - (System.nanoTime() - begun);
    return Math.max(0, Math.min(PAUSE.toNanos(), left));
  }

  private boolean rests(Activity activity) {
    if (activity.state().isFinished() || activity.state() == ActivityState.WAITING_FOR_ANSWER) {
      return true;
    }
    // Once its session is usable again it goes on by itself, though it may not have noticed yet.
    return ExitCode.needsAuthorization(activity) && !sessionIsActive(activity);
  }

  private boolean sessionIsActive(Activity activity) {
    return activity
        .session()
        .flatMap(id -> autoPurchase.sessions().find(id.provider(), id.login()))
        .filter(session -> session.state() == SessionState.ACTIVE)
        .isPresent();
  }
}

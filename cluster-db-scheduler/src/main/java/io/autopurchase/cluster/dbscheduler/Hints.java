package io.autopurchase.cluster.dbscheduler;

import io.autopurchase.ActivityId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.annotation.concurrent.ThreadSafe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings hints to the database on a thread of its own, so that the caller neither waits for the database nor hears
 * of its failures. What cannot be written is dropped: the sweep finds it. Thread-safe.
 */
@ThreadSafe
final class Hints implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Hints.class);

  /** What is beyond that is dropped: in a flood the sweep is as fast. */
  static final int MOST_WAITING = 10_000;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** A hint for an activity that runs that long is left to the sweep. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Brings a hint to the database. */
  interface Wake {
    /**
     * @return false if the activity is being run now: then it has to be tried again
     */
    boolean wake(ActivityId activity, Instant dueAt);
  }

  private final Wake wake;
  private final Duration closeTimeout;
  private final ScheduledThreadPoolExecutor writer = new ScheduledThreadPoolExecutor(1, Threads.named("autopurchase-hints"));

  /** The earliest time asked for, by activity. Several hints for an activity are one write. */
  private final Map<ActivityId, Instant> waiting = new HashMap<>();

  private boolean databaseAway;

  /** @param closeTimeout how long {@link #close} waits for a write */
  Hints(Wake wake, Duration closeTimeout) {
    this.wake = wake;
    this.closeTimeout = closeTimeout;
    writer.setRemoveOnCancelPolicy(true);
    writer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Never waits and never throws. */
  void add(ActivityId activity, Instant dueAt) {
    synchronized (waiting) {
      Instant before = waiting.get(activity);
      if (before != null) {
        waiting.put(activity, before.isBefore(dueAt) ? before : dueAt);
        return;
      }
      if (waiting.size() >= MOST_WAITING) {
        log.debug("Activity {} is left to the sweep: too many hints are waiting", activity);
        return;
      }
      waiting.put(activity, dueAt);
    }
    submit(activity, Duration.ZERO, Duration.ZERO);
  }

  /** Does something on the same thread, again and again. */
  void repeat(Runnable work, Duration interval) {
    writer.scheduleWithFixedDelay(work, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Drops what is waiting. A write comes to its end: an interruption in the middle of it could close an embedded database under the
   * host. One that takes too long is left alone. May be repeated.
   */
  @Override
  public void close() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(closeTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("A hint has not reached the database in {} ms; it is left alone", closeTimeout.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void submit(ActivityId activity, Duration pause, Duration waited) {
    try {
      writer.schedule(() -> write(activity, pause, waited), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Activity {} is left to another node: this one is closing", activity);
    }
  }

  private void write(ActivityId activity, Duration paused, Duration waited) {
    Instant dueAt;
    synchronized (waiting) {
      dueAt = waiting.remove(activity);
    }
    try {
      boolean done = wake.wake(activity, dueAt);
      if (databaseAway) {
        databaseAway = false;
        log.info("Hints reach the database again");
      }
      if (!done && waited.compareTo(PATIENCE) < 0) {
        // It runs, and may have looked for signals for the last time already: it has to run once more after that.
        again(activity, dueAt, paused, waited);
      }
    } catch (RuntimeException e) {
      if (!databaseAway) {
        databaseAway = true;
        log.warn("Hints do not reach the database; the sweep finds what is due once it is back: {}", e.getMessage());
      }
    }
  }

  private void again(ActivityId activity, Instant dueAt, Duration paused, Duration waited) {
    Duration pause = paused.isZero() ? FIRST_PAUSE : paused.multipliedBy(2);
    Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    synchronized (waiting) {
      if (waiting.putIfAbsent(activity, dueAt) != null) {
        return; // a newer hint takes care of it
      }
    }
    submit(activity, bounded, waited.plus(bounded));
  }
}

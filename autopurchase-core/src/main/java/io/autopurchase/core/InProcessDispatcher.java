package io.autopurchase.core;

import io.autopurchase.ActivityId;
import io.autopurchase.StoreException;
import io.autopurchase.core.runtime.Threads;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityRunner;
import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs due activities on threads of this process. Several processes on one database may each have one. */
final class InProcessDispatcher implements ActivityDispatcher {
  private static final Logger log = LoggerFactory.getLogger(InProcessDispatcher.class);
  private static final long SWEEP_MILLIS = 1000;
  private static final int PAGE = 200;

  /** Longer waits are left to the sweep, so that a hundred thousand waiting activities cost no memory here. */
  private static final Duration TIMER_LIMIT = Duration.ofSeconds(30);

  private final TimeSource time;
  private final Duration closeLimit;
  private final ExecutorService workers;
  private final ScheduledExecutorService timer;

  /** Activities that are queued or run here; true if one must run once more after that. */
  private final Map<ActivityId, Boolean> active = new HashMap<>();

  /** Null until it is started. */
  @Nullable private ActivityRunner runner;

  InProcessDispatcher(TimeSource time, int workers, ThreadFactory threads) {
    this(time, workers, threads, Duration.ofSeconds(15));
  }

  /**
   * @param closeLimit how long a step that is running may hold up the closing
   */
  InProcessDispatcher(TimeSource time, int workers, ThreadFactory threads, Duration closeLimit) {
    this.time = time;
    this.closeLimit = closeLimit;
    this.workers = Executors.newFixedThreadPool(workers, Threads.named("autopurchase-worker", threads));
    ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, Threads.named("autopurchase-timer", threads));
    scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.timer = scheduler;
  }

  @Override
  public void start(ActivityRunner activityRunner) {
    runner = activityRunner;
    timer.scheduleWithFixedDelay(this::sweep, 0, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void schedule(ActivityId activity, Instant dueAt) {
    Duration delay = Duration.between(time.now(), dueAt);
    try {
      if (delay.isNegative() || delay.isZero()) {
        submit(activity);
      } else if (delay.compareTo(TIMER_LIMIT) < 0) {
        timer.schedule(() -> submit(activity), delay.toMillis() + 1, TimeUnit.MILLISECONDS);
      }
    } catch (RejectedExecutionException e) {
      log.debug("Activity {} is left to the next run: this one is closing", activity);
    }
  }

  @Override
  public void close() {
    if (runner != null) {
      runner.drain();
    }
    timer.shutdown();
    workers.shutdown();
    try {
      if (!timer.awaitTermination(closeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("The sweep for due activities has not ended in {} s", closeLimit.toSeconds());
      }
      if (!workers.awaitTermination(closeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("A step has not ended in {} s; it is in doubt until the activity is taken up again", closeLimit.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ActivityRunner runner() {
    return Objects.requireNonNull(runner, "the dispatcher was not started");
  }

  private void sweep() {
    try {
      Optional<ActivityId> after = Optional.empty();
      List<ActivityId> page;
      do {
        page = runner().due(after, PAGE);
        page.forEach(this::submit);
        after = page.isEmpty() ? after : Optional.of(page.get(page.size() - 1));
      } while (page.size() == PAGE);
    } catch (StoreException e) {
      log.warn("The store cannot tell what is due: {}", e.getMessage());
    } catch (RejectedExecutionException e) {
      log.debug("The sweep ends: the engine is closing");
    } catch (RuntimeException | Error e) {
      // An exception ends a periodic task permanently and silently.
      log.error("The sweep for due activities failed; the next one tries again", e);
    }
  }

  private void submit(ActivityId activity) {
    synchronized (active) {
      if (active.containsKey(activity)) {
        active.put(activity, true);
        return;
      }
      active.put(activity, false);
    }
    try {
      workers.execute(() -> run(activity));
    } catch (RejectedExecutionException e) {
      synchronized (active) {
        active.remove(activity);
      }
      throw e;
    }
  }

  private void run(ActivityId activity) {
    Optional<Instant> next;
    do {
      synchronized (active) {
        active.put(activity, false);
      }
      next = runOnce(activity);
    } while (!rests(activity));
    next.ifPresent(at -> schedule(activity, at));
  }

  private Optional<Instant> runOnce(ActivityId activity) {
    try {
      return runner().run(activity);
    } catch (RuntimeException | Error e) {
      log.error("Activity {} threw at the dispatcher; it is left to a sweep", activity, e);
      return Optional.empty();
    }
  }

  /** Lets go of the activity, unless another run was requested in the meantime. */
  private boolean rests(ActivityId activity) {
    synchronized (active) {
      if (active.getOrDefault(activity, false)) {
        return false;
      }
      active.remove(activity);
      return true;
    }
  }
}

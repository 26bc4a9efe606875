package io.autopurchase.testkit;

import io.autopurchase.ActivityId;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityRunner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** A complete dispatcher for one node: a thread that sweeps, and a few that run what it finds. */
class SmallDispatcher implements ActivityDispatcher {
  final ExecutorService workers = Executors.newFixedThreadPool(4);
  final Thread sweeper = new Thread(this::sweepAgainAndAgain, "sweeper");
  final Set<ActivityId> taken = ConcurrentHashMap.newKeySet();
  volatile boolean closed;
  ActivityRunner runner;

  @Override
  public void start(ActivityRunner activityRunner) {
    runner = activityRunner;
    sweeper.start();
  }

  @Override
  public void schedule(ActivityId activity, Instant dueAt) {
    if (!dueAt.isAfter(Instant.now())) {
      take(activity); // what is due later, or hinted while it runs, is found by a sweep
    }
  }

  void take(ActivityId activity) {
    if (!closed && taken.add(activity)) {
      try {
        workers.execute(() -> run(activity));
      } catch (RejectedExecutionException e) {
        taken.remove(activity); // closed at this very moment
      }
    }
  }

  void run(ActivityId activity) {
    try {
      if (!closed) {
        runner.run(activity); // when it is due next is left to the sweep too
      }
    } catch (Throwable e) {
      System.err.println("activity " + activity + " is left to the next sweep: " + e);
    } finally {
      taken.remove(activity);
    }
  }

  void sweepAgainAndAgain() {
    while (!closed) {
      try {
        sweep();
        TimeUnit.MILLISECONDS.sleep(200);
      } catch (InterruptedException e) {
        return;
      } catch (Throwable e) {
        System.err.println("this sweep failed, the next one asks again: " + e);
      }
    }
  }

  void sweep() {
    Optional<ActivityId> after = Optional.empty();
    List<ActivityId> page;
    do {
      page = runner.due(after, 100);
      page.forEach(this::take);
      after = page.stream().reduce((first, last) -> last);
    } while (after.isPresent());
  }

  @Override
  public void close() {
    closed = true;
    if (runner != null) {
      runner.drain();
    }
    sweeper.interrupt();
    workers.shutdown();
    try {
      workers.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

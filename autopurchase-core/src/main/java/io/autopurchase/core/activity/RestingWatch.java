package io.autopurchase.core.activity;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchaseException;
import io.autopurchase.StoreException;
import io.autopurchase.core.runtime.Loop;
import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import javax.annotation.Nullable;
import javax.annotation.concurrent.GuardedBy;

/** Looks at activities that hosts wait for until they rest: soon at first, later less often. Its thread is there only once it is needed. */
public final class RestingWatch implements AutoCloseable {
  private static final Duration FIRST_LOOK = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration NOTHING_TO_DO = Duration.ofMinutes(1);

  private final Function<ActivityId, Activity> read;
  private final TimeSource time;
  private final ThreadFactory threads;

  @GuardedBy("this")
  private final List<Waiting> all = new ArrayList<>();

  @GuardedBy("this")
  @Nullable private Loop loop;

  @GuardedBy("this")
  private boolean isClosed;

  /** @param read throws if there is no such activity */
  RestingWatch(Function<ActivityId, Activity> read, TimeSource time, ThreadFactory threads) {
    this.read = read;
    this.time = time;
    this.threads = threads;
  }

  /** A host's wish. */
  private static final class Waiting {
    final ActivityId id;
    final CompletableFuture<Activity> result = new CompletableFuture<>();
    Duration pause = FIRST_LOOK;
    long lookAtNanos;

    Waiting(ActivityId id) {
      this.id = id;
    }
  }

  CompletionStage<Activity> watch(ActivityId id) {
    Activity now = read.apply(id);
    if (now.rests()) {
      return CompletableFuture.completedStage(now);
    }
    Waiting waiting = new Waiting(id);
    waiting.lookAtNanos = time.nanoTime() + FIRST_LOOK.toNanos();
    synchronized (this) {
      if (isClosed) {
        throw new IllegalStateException("the engine is closed");
      }
      all.add(waiting);
      if (loop == null) {
        loop = new Loop("autopurchase-watch", threads, this::step);
        loop.start();
      }
      loop.wake();
    }
    return waiting.result.minimalCompletionStage();
  }

  /** Looks at what is due. Returns how long to rest. */
  Duration step() {
    long now = time.nanoTime();
    for (Waiting waiting : list()) {
      if (waiting.lookAtNanos - now <= 0 && isSettled(waiting)) {
        synchronized (this) {
          all.remove(waiting);
        }
      }
    }
    return list().stream().map(waiting -> Duration.ofNanos(Math.max(1_000_000, waiting.lookAtNanos - now))).min(Duration::compareTo).orElse(NOTHING_TO_DO);
  }

  private synchronized List<Waiting> list() {
    return List.copyOf(all);
  }

  private boolean isSettled(Waiting waiting) {
    try {
      Activity activity = read.apply(waiting.id);
      if (activity.rests()) {
        waiting.result.complete(activity);
        return true;
      }
    } catch (StoreException e) {
      // The store is away: it is looked at once more.
    } catch (AutoPurchaseException e) {
      waiting.result.completeExceptionally(e);
      return true;
    }
    Duration longer = waiting.pause.multipliedBy(3).dividedBy(2);
    waiting.pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    waiting.lookAtNanos = time.nanoTime() + waiting.pause.toNanos();
    return false;
  }

  /** What is still waited for fails. */
  @Override
  public void close() {
    List<Waiting> left;
    synchronized (this) {
      isClosed = true;
      left = List.copyOf(all);
      all.clear();
      if (loop != null) {
        loop.end();
      }
    }
    left.forEach(waiting -> waiting.result.completeExceptionally(new IllegalStateException("the engine is closed")));
  }
}

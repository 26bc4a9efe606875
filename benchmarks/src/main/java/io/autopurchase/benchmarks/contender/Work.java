package io.autopurchase.benchmarks.contender;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/** What activities do: nothing that takes time. Keeps who did what how often, so that no contender gets credit for less. Thread-safe. */
public final class Work {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Load load;
  private final AtomicIntegerArray steps;
  private final AtomicLongArray firstStepNanos;
  private final CountDownLatch[] ended;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  public Work(Load load) {
    this.load = load;
    steps = new AtomicIntegerArray(load.activities());
    firstStepNanos = new AtomicLongArray(load.activities());
    ended = new CountDownLatch[load.activities()];
    for (int i = 0; i < ended.length; i++) {
      ended[i] = new CountDownLatch(1);
    }
  }

  /** A step is carried out: an order is placed, a job's body runs. */
  public void step(int activity) {
    if (steps.getAndIncrement(activity) == 0) {
      firstStepNanos.set(activity, System.nanoTime());
    }
  }

  /** It is durable that an activity has done all its steps. */
  public void ended(int activity) {
    ended[activity].countDown();
  }

  /** Something went wrong that leaves an activity without an end. */
  public void failed(Throwable cause) {
    failure.compareAndSet(null, cause);
    for (CountDownLatch one : ended) {
      one.countDown();
    }
  }

  /** {@link System#nanoTime()} of its first step. */
  public long firstStepNanos(int activity) {
    return firstStepNanos.get(activity);
  }

  public void awaitEnd(int activity) throws InterruptedException {
    if (!ended[activity].await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("activity " + activity + " has not ended in " + PATIENCE.toMinutes() + " minutes, after " + steps.get(activity) + " steps");
    }
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException("an activity has failed", cause);
    }
  }

  public void awaitAll() throws InterruptedException {
    for (int i = 0; i < ended.length; i++) {
      awaitEnd(i);
    }
  }

  /**
   * @throws IllegalStateException if a step was left out or repeated: then the run is worth nothing
   */
  public void verify() {
    for (int i = 0; i < load.activities(); i++) {
      if (steps.get(i) != load.steps()) {
        throw new IllegalStateException("activity " + i + " made " + steps.get(i) + " steps of " + load.steps());
      }
    }
  }
}

package io.autopurchase.benchmarks.contender;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What activities do: nothing that takes time. Keeps who did what how often, so that no contender gets credit for less. Thread-safe. */
public final class Work {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Load load;
  private final AtomicIntegerArray steps;
  private final CountDownLatch[] ended;
  private final AtomicLong firstCallNanos = new AtomicLong();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  public Work(Load load) {
    this.load = load;
    steps = new AtomicIntegerArray(load.activities());
    ended = new CountDownLatch[load.activities()];
    for (int i = 0; i < ended.length; i++) {
      ended[i] = new CountDownLatch(1);
    }
  }

  /** A step is carried out: an order is placed, a job's body runs. */
  public void step(int activity) {
    called();
    steps.getAndIncrement(activity);
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

  /** A call that belongs to a step, as one for a price, or the step itself. */
  public void called() {
    if (firstCallNanos.get() == 0) {
      firstCallNanos.compareAndSet(0, System.nanoTime());
    }
  }

  /** From now on the first call counts. For runs of one activity at a time. */
  public void expectCall() {
    firstCallNanos.set(0);
  }

  /**
   * {@link System#nanoTime()} of the first call since then.
   *
   * @throws IllegalStateException if there was none
   */
  public long firstCallNanos() {
    long nanos = firstCallNanos.get();
    if (nanos == 0) {
      throw new IllegalStateException("there was no call");
    }
    return nanos;
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

package io.autopurchase.testkit;

import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Where threads in the middle of a call wait a moment for each other, so that a race that can happen does happen. */
final class Meeting {
  private final AtomicInteger inside = new AtomicInteger();
  private final Exchanger<Integer> exchanger = new Exchanger<>();

  /** Makes a call in the middle of which threads may meet. */
  <T> T call(Supplier<T> call) {
    inside.incrementAndGet();
    try {
      return call.get();
    } finally {
      inside.decrementAndGet();
    }
  }

  /** Returns whether another thread came to this point of its call at the same time. */
  boolean met() {
    if (inside.get() < 2) {
      return false;
    }
    try {
      exchanger.exchange(1, 20, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

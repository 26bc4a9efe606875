package io.autopurchase.testkit;

import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where threads in the middle of a call wait a moment for each other, so that a race that can happen does happen. A test's own
 * thread does not wait: it is alone.
 */
final class Meeting {
  private final Exchanger<Integer> exchanger = new Exchanger<>();

  /** Returns whether another thread came to this point of its call at the same time. */
  boolean met() {
    if (!Thread.currentThread().getName().equals(StoreHarness.THREAD)) {
      return false;
    }
    try {
      exchanger.exchange(1, 5, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

package io.autopurchase.sandbox.common;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.annotation.concurrent.ThreadSafe;

/** The times that a slow gateway takes, as faults want it. All of them end when the sandbox closes. Thread-safe. */
@ThreadSafe
public final class Delays {
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Holds the calling thread. Returns whether the time has passed; it has not if the sandbox closes or the thread is interrupted. */
  public boolean pass(Duration time) {
    try {
      return !closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public void end() {
    closed.countDown();
  }
}

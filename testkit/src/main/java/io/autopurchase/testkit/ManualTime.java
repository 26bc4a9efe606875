package io.autopurchase.testkit;

import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import javax.annotation.concurrent.ThreadSafe;

/** Time that moves when a test says so. Thread-safe. */
@ThreadSafe
public final class ManualTime implements TimeSource {
  private Instant now;
  private long nanos;

  /** Begins at noon of an ordinary day. */
  public ManualTime() {
    this(Instant.parse("2026-03-10T12:00:00Z"));
  }

  public ManualTime(Instant start) {
    now = start;
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  /** Both kinds of time go on. */
  public synchronized void advance(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  /** The wall clock goes to a moment, and the monotonic one goes on by as much, if it is later. */
  public synchronized void advanceTo(Instant moment) {
    if (moment.isAfter(now)) {
      advance(Duration.between(now, moment));
    }
  }

  /** The wall clock is set; the monotonic one takes no notice. */
  public synchronized void setWallClock(Instant moment) {
    now = moment;
  }
}

package io.autopurchase.year;

import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** Time that moves when the program says so, both clocks together. Thread-safe. */
final class CompressedTime implements TimeSource {
  static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = BEGINNING;
  private long nanos;

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  synchronized void advance(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  synchronized void advanceTo(Instant moment) {
    if (moment.isAfter(now)) {
      advance(Duration.between(now, moment));
    }
  }
}

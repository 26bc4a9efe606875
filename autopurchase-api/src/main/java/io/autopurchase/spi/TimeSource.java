package io.autopurchase.spi;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.annotation.concurrent.ThreadSafe;

/** The two kinds of time that the engine knows. Thread-safe. */
@ThreadSafe
public interface TimeSource {
  /** The wall clock, to the millisecond. May jump. */
  Instant now();

  /** Nanoseconds from a fixed point, never going back, as {@link System#nanoTime()}. Durations are measured with it. */
  long nanoTime();

  /** Those of this machine. */
  static TimeSource system() {
    return new TimeSource() {
      @Override
      public Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
      }

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }
    };
  }
}

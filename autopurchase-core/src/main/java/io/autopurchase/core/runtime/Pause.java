package io.autopurchase.core.runtime;

import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import javax.annotation.concurrent.Immutable;

/**
 * A pause that begins when this is made. It is measured by the monotonic clock, so that it becomes neither longer nor shorter when the
 * wall clock is set while the pause is being noted. Thread-safe.
 */
@Immutable
public final class Pause {
  private final TimeSource time;
  private final Duration length;
  private final long sinceNanos;

  public Pause(TimeSource time, Duration length) {
    this.time = time;
    this.length = length;
    sinceNanos = time.nanoTime();
  }

  /** The end, which may have passed, as a clock will show it that shows this time now. */
  public Instant endBy(Instant now) {
    return now.plus(length).minusNanos(time.nanoTime() - sinceNanos);
  }
}

package io.autopurchase.core.runtime;

import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import javax.annotation.Nullable;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Notices that this node's wall clock jumps, by comparing it with the monotonic clock, and judges times that another node has
 * written. No clock is trusted with progress: what was written by a clock that was ahead counts as due now. Thread-safe.
 */
@ThreadSafe
public final class ClockWatch {
  /** How far the clocks of two nodes may differ before one of them counts as wrong. */
  public static final Duration TOLERANCE = Duration.ofMinutes(1);

  /** A clock that goes steadily for so long since it has jumped is believed again. */
  public static final Duration STEADY = Duration.ofMinutes(5);

  private final TimeSource time;

  @GuardedBy("this")
  private Instant lastWall;

  @GuardedBy("this")
  private long lastNanos;

  @GuardedBy("this")
  private long steadySinceNanos;

  @GuardedBy("this")
  private int jumps;

  public ClockWatch(TimeSource time) {
    this.time = time;
    lastWall = time.now();
    lastNanos = time.nanoTime();
    steadySinceNanos = lastNanos;
  }

  /** The wall clock's time. */
  public synchronized Instant now() {
    Instant wall = time.now();
    long nanos = time.nanoTime();
    Duration difference = Duration.between(lastWall.plusNanos(nanos - lastNanos), wall).abs();
    if (difference.compareTo(TOLERANCE) > 0) {
      steadySinceNanos = nanos;
      jumps++;
    }
    lastWall = wall;
    lastNanos = nanos;
    return wall;
  }

  /**
   * Whether the wall clock was seen to go steadily for {@link #STEADY}. If it has jumped a short while ago, or this node has
   * just started, what it shows may be wrong.
   */
  public synchronized boolean isSteady() {
    return time.nanoTime() - steadySinceNanos >= STEADY.toNanos();
  }

  /** How many times the wall clock has jumped since this node started. */
  public synchronized int jumps() {
    return jumps;
  }

  /**
   * Whether a time at which something was written lies in the future, so that the writer's clock was ahead, or ours is behind:
   * either way nothing that was derived from it is worth waiting for.
   */
  public static boolean isAhead(@Nullable Instant writtenAt, Instant now) {
    return writtenAt != null && writtenAt.isAfter(now.plus(TOLERANCE));
  }
}

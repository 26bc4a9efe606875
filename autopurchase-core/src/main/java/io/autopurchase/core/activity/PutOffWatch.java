package io.autopurchase.core.activity;

import io.autopurchase.core.record.RecordStore;
import java.time.Duration;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Says when to look for what a clock that was ahead has put off: when this node has started, when its own clock has jumped, and now and
 * then, because it may have been another node's. Thread-safe.
 */
@ThreadSafe
public final class PutOffWatch {
  private final RecordStore recordStore;
  private final Duration every;

  @GuardedBy("this")
  private int seenJumps = -1;

  @GuardedBy("this")
  private long lookedAtNanos;

  public PutOffWatch(RecordStore recordStore, Duration every) {
    this.recordStore = recordStore;
    this.every = every;
  }

  /** Whether it is time; then not again until there is a reason. */
  public synchronized boolean isTimeToLook() {
    int jumps = recordStore.clock.jumps();
    long nanos = recordStore.time.nanoTime();
    if (jumps == seenJumps && nanos - lookedAtNanos < every.toNanos()) {
      return false;
    }
    seenJumps = jumps;
    lookedAtNanos = nanos;
    return true;
  }
}

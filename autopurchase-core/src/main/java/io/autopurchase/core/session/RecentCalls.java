package io.autopurchase.core.session;

import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;

/** The calls that this node has made in a session's name a short while ago, and that were not refused. Thread-safe. */
@ThreadSafe
public final class RecentCalls {
  private static final int MOST = 1_000;
  private static final Duration LEAST_WINDOW = Duration.ofSeconds(1);

  private final TimeSource time;

  @GuardedBy("this")
  private final Deque<Long> madeAt = new ArrayDeque<>();

  RecentCalls(TimeSource time) {
    this.time = time;
  }

  public synchronized void made() {
    madeAt.addLast(time.nanoTime());
    if (madeAt.size() > MOST) {
      madeAt.removeFirst();
    }
  }

  /**
   * The distance of calls that the provider seems to take, now that it has refused one more: as many as it took in the time for
   * which it wants none, but at least in a second.
   */
  public synchronized Duration distance(Duration retryAfter) {
    Duration window = retryAfter.compareTo(LEAST_WINDOW) < 0 ? LEAST_WINDOW : retryAfter;
    long since = time.nanoTime() - window.toNanos();
    long taken = madeAt.stream().filter(at -> at - since > 0).count();
    return window.dividedBy(Math.max(1, taken));
  }
}

package io.autopurchase.core.activity;

import io.autopurchase.ActivityId;
import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Which activities this node has run a short while ago because it did not trust the times of another node. Nodes whose clocks
 * differ by minutes distrust each other: without a bound each would run at once what the other has let rest. Thread-safe, and
 * bounded.
 */
@ThreadSafe
final class Distrust {
  /** An activity is run out of distrust so often at most, by one node. */
  private static final Duration ONCE_IN = Duration.ofMinutes(1);

  private static final int MOST = 10_000;

  private final TimeSource time;

  @GuardedBy("this")
  private final Map<ActivityId, Long> shownAt =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ActivityId, Long> eldest) {
          return size() > MOST;
        }
      };

  Distrust(TimeSource time) {
    this.time = time;
  }

  synchronized void show(ActivityId id) {
    shownAt.put(id, time.nanoTime());
  }

  synchronized boolean wasShown(ActivityId id) {
    Long at = shownAt.get(id);
    return at != null && time.nanoTime() - at < ONCE_IN.toNanos();
  }
}

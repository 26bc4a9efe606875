package io.autopurchase.core.record;

import io.autopurchase.spi.RecordKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;

/**
 * How long records were seen unchanged, on this node's monotonic clock: whether a node that holds something has fallen silent can be
 * detected without comparing the clocks of two nodes. Thread-safe.
 */
@ThreadSafe
public final class SilenceDetector {
  @GuardedBy("this")
  private final Map<RecordKey, Sight> sights = new HashMap<>();

  private record Sight(long version, long sinceNanos) {}

  /** Zero for a version that is seen for the first time. */
  public synchronized Duration unchangedFor(Versioned<?> document, long nowNanos) {
    Sight sight = sights.get(document.key());
    if (sight == null || sight.version() != document.version()) {
      sight = new Sight(document.version(), nowNanos);
      sights.put(document.key(), sight);
    }
    return Duration.ofNanos(nowNanos - sight.sinceNanos());
  }
}

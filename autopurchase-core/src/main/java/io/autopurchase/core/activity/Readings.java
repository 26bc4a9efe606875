package io.autopurchase.core.activity;

import io.autopurchase.core.safety.SafetyRules;
import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;

/**
 * When this node has read, by the monotonic clock, what its activities rest on: nothing is ordered at a price that was read long
 * ago, and no order is cancelled or paid that was. What another node has read, or this one before it was started, counts as read too
 * long ago. Thread-safe, and bounded.
 */
@ThreadSafe
public final class Readings {
  private static final int MOST_ACTIVITIES = 10_000;

  private final TimeSource time;
  private final SafetyRules safety;

  @GuardedBy("this")
  private final Map<String, Map<String, Long>> byActivity =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Long>> eldest) {
          return size() > MOST_ACTIVITIES;
        }
      };

  Readings(TimeSource time, SafetyRules safety) {
    this.time = time;
    this.safety = safety;
  }

  /**
   * Something was read for an activity.
   *
   * @param what names it within the activity
   * @param askedAt the monotonic clock before it was
   */
  public synchronized void note(ActivityRecord activity, String what, long askedAt) {
    byActivity.computeIfAbsent(activity.id, id -> new HashMap<>()).put(what, askedAt);
  }

  /** Whether it was read within a time; a rest of the activity since does not matter. */
  public synchronized boolean isFresh(ActivityRecord activity, String what, Duration limit) {
    Map<String, Long> times = byActivity.get(activity.id);
    return safety.isFresh(times == null ? null : times.get(what), time::nanoTime, limit);
  }

  public synchronized void forget(ActivityRecord activity) {
    byActivity.remove(activity.id);
  }
}

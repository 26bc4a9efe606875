package io.autopurchase.core;

import io.autopurchase.core.BookingState.Line;
import io.autopurchase.core.BookingState.Placement;
import io.autopurchase.spi.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * When this node has read, by the monotonic clock, what its activities rest on: nothing is ordered at a price that was read long
 * ago, and no order is cancelled or paid that was. What another node has read, or this one before it was started, counts as read too long ago. Thread-safe, and bounded.
 */
final class Readings {
  /** How old the price of a line may be when its order is sent. */
  static final Duration FRESH = Duration.ofMinutes(2).minus(MutatingCall.SEND_WITHIN);

  /** How old the look at an item may be whose price was quoted since. */
  private static final Duration FRESH_ITEM = Duration.ofMinutes(10);

  private static final int MOST_ACTIVITIES = 10_000;

  private final TimeSource time;
  private final boolean counts;
  private final Map<String, Times> byActivity =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Times> eldest) {
          return size() > MOST_ACTIVITIES;
        }
      };

  /**
   * @param counts whether the age of a reading counts at all
   */
  Readings(TimeSource time, boolean counts) {
    this.time = time;
    this.counts = counts;
  }

  private static final class Times {
    final Map<String, Long> items = new HashMap<>();
    final Map<String, Long> prices = new HashMap<>();
    final Map<String, Long> orders = new HashMap<>();
  }

  /**
   * An item was looked up.
   *
   * @param askedAt the monotonic clock before it was
   */
  synchronized void itemRead(ActivityRecord activity, String itemId, long askedAt) {
    byActivity.computeIfAbsent(activity.id, id -> new Times()).items.put(itemId, askedAt);
  }

  /** The provider has quoted a line's price. */
  synchronized void priced(ActivityRecord activity, String lineId, long askedAt) {
    byActivity.computeIfAbsent(activity.id, id -> new Times()).prices.put(lineId, askedAt);
  }

  /** An order of the provider was read, to be cancelled or paid. */
  synchronized void orderRead(ActivityRecord activity, String orderId, long askedAt) {
    byActivity.computeIfAbsent(activity.id, id -> new Times()).orders.put(orderId, askedAt);
  }

  /** Whether an order was read a short while ago; a rest of the activity in between does not matter. */
  synchronized boolean isOrderFresh(ActivityRecord activity, String orderId, Duration limit) {
    Times times = byActivity.get(activity.id);
    return !counts || times != null && isWithin(times.orders.get(orderId), limit);
  }

  /** Whether all lines of a placement were read a short while ago. */
  synchronized boolean areFresh(ActivityRecord activity, Placement placement) {
    Times times = byActivity.get(activity.id);
    return !counts || times != null && activity.booking.linesOf(placement).stream().allMatch(line -> isFresh(times, line));
  }

  private boolean isFresh(Times times, Line line) {
    Long item = times.items.get(line.itemId);
    Long price = times.prices.get(line.lineId);
    return isWithin(item, FRESH) || isWithin(price, FRESH) && isWithin(item, FRESH_ITEM);
  }

  private boolean isWithin(@Nullable Long askedAt, Duration limit) {
    return askedAt != null && time.nanoTime() - askedAt <= limit.toNanos();
  }

  synchronized void forget(ActivityRecord activity) {
    byActivity.remove(activity.id);
  }
}

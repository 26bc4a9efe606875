package io.autopurchase.core.booking;

import io.autopurchase.core.activity.MutatingCall;
import io.autopurchase.core.activity.Readings;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.booking.BookingState.Line;
import io.autopurchase.core.booking.BookingState.Placement;
import java.time.Duration;

/** When this node has read the prices that a booking orders at: an order is not sent at those of a while ago. */
final class PriceReadings {
  /** How old the price of a line may be when its order is sent. */
  static final Duration FRESH = Duration.ofMinutes(2).minus(MutatingCall.SEND_WITHIN);

  /** How old the look at an item may be whose price was quoted since. */
  private static final Duration FRESH_ITEM = Duration.ofMinutes(10);

  private PriceReadings() {}

  /**
   * An item was looked up.
   *
   * @param askedAt the monotonic clock before it was
   */
  static void itemRead(StepContext step, String itemId, long askedAt) {
    step.services.readings.note(step.body, item(itemId), askedAt);
  }

  /** The provider has quoted a line's price. */
  static void quoted(StepContext step, String lineId, long askedAt) {
    step.services.readings.note(step.body, quote(lineId), askedAt);
  }

  /** Whether the prices of all lines of a placement were read a short while ago. */
  static boolean areFresh(StepContext step, Placement placement) {
    return BookingRecord.state(step).linesOf(placement).stream().allMatch(line -> isFresh(step, line));
  }

  private static boolean isFresh(StepContext step, Line line) {
    Readings readings = step.services.readings;
    return readings.isFresh(step.body, item(line.itemId), FRESH)
        || readings.isFresh(step.body, quote(line.lineId), FRESH) && readings.isFresh(step.body, item(line.itemId), FRESH_ITEM);
  }

  private static String item(String id) {
    return "item " + id;
  }

  private static String quote(String lineId) {
    return "quote " + lineId;
  }
}

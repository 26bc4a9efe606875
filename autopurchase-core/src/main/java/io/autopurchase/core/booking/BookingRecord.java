package io.autopurchase.core.booking;

import io.autopurchase.ActivityType;
import io.autopurchase.LineResult;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.booking.BookingState.PlacementState;
import io.autopurchase.core.purchase.PlacesOrders;
import io.autopurchase.core.record.Stored;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A booking as it is stored. Mutable, as {@link ActivityRecord}. */
@Stored
public final class BookingRecord extends ActivityRecord implements PlacesOrders {
  public BookingState booking;

  public BookingRecord() {
    super(ActivityType.BOOKING);
  }

  /** What the activity of a step works on. */
  static BookingState state(StepContext step) {
    return ((BookingRecord) step.body).booking;
  }

  @Override
  public int size() {
    return booking.lines.size();
  }

  @Override
  public List<PiecedList> growing() {
    return Stream.concat(
            super.growing().stream(),
            Stream.of(
                PiecedList.ofElements("booking.lines"),
                PiecedList.ofElements("booking.placements")))
        .toList();
  }

  @Override
  public List<LineResult> lines() {
    return booking.lines.stream().map(line -> line.result(booking.orderId)).toList();
  }

  @Override
  public List<InDoubt> inDoubt() {
    return booking.placements.stream()
        .filter(placement -> placement.state == PlacementState.UNCERTAIN || booking.isUnnoted(placement))
        .map(placement -> new InDoubt(placement.clientOrderId, placement.sentAt))
        .toList();
  }

  /** Ids at any time, titles only while it is at work. */
  @Override
  public String searchedBy() {
    return booking.lines.stream()
        .map(line -> state.isFinished() ? line.itemId : line.itemId + " " + line.title)
        .collect(Collectors.joining(" "));
  }

  @Override
  public boolean placedFor(String clientOrderId, Collection<String> lineIds) {
    return booking.placements.stream()
        .filter(placement -> placement.clientOrderId.equals(clientOrderId))
        .anyMatch(placement -> placement.lineIds.containsAll(lineIds));
  }
}

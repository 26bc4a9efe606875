package io.autopurchase.core.booking;

import io.autopurchase.ActivityId;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.NotFoundException;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.booking.BookingState.Line;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.UnreadableException;
import java.util.List;
import java.util.function.Function;

/**
 * Orders that cost more than was approved and are to be cancelled: each by an unbinding, which sees to it that nothing paid is cancelled unasked and
 * that a line is free only once its order is closed. An unbinding holds its lines alone, as a booking does. So the booking gives them back in one commit,
 * and asks for the unbinding after it; a repetition after a crash finds the unbinding that is there.
 */
final class WithdrawnOrders {
  private final Function<UnbindingRequest, ActivityId> unbinder;

  /** @param unbinder creates an unbinding, or finds the one that was created before */
  WithdrawnOrders(Function<UnbindingRequest, ActivityId> unbinder) {
    this.unbinder = unbinder;
  }

  /** Marks all lines of an order, which is cancelled as a whole. */
  static void withdraw(BookingState booking, Line overcharged) {
    ofOrder(booking.lines, overcharged).forEach(line -> line.stage = new LineStage.Withdrawn(false));
  }

  /** Goes one step further with what is withdrawn. Returns whether there was anything. */
  boolean cancelNext(StepContext step) {
    BookingState booking = BookingRecord.state(step);
    List<Line> withdrawn = booking.lines.stream().filter(line -> line.stage instanceof LineStage.Withdrawn).toList();
    List<Line> held = withdrawn.stream().filter(line -> line.stage.equals(new LineStage.Withdrawn(false))).toList();
    if (withdrawn.isEmpty()) {
      return false;
    }
    if (held.isEmpty()) {
      cancel(step, ofOrder(withdrawn, withdrawn.get(0)));
    }
    for (Line line : held) {
      step.changes.release(Keys.LINE_SCOPE, Keys.name(booking.key(line)), step.body.id);
      line.stage = new LineStage.Withdrawn(true);
    }
    return true;
  }

  private static List<Line> ofOrder(List<Line> lines, Line one) {
    return lines.stream().filter(line -> line.providerOrderId != null && line.providerOrder().equals(one.providerOrder())).toList();
  }

  private void cancel(StepContext step, List<Line> lines) {
    String order = lines.get(0).providerOrder();
    UnbindingRequest.Builder request = UnbindingRequest.builder(BookingRecord.state(step).key(lines.get(0)).orderId());
    lines.forEach(line -> request.line(line.lineId, order));
    try {
      ActivityId unbinding = unbinder.apply(request.build());
      step.journal("INFO", "ORDER_WITHDRAWN", "order", order, "activity", unbinding);
    } catch (ConflictException | InvalidInputException | NotFoundException | UnreadableException e) {
      // Someone else deals with the lines by now, or has dealt with them, or what is stored of them cannot be read.
      step.journal("WARN", "NOT_WITHDRAWN", "order", order, "message", String.valueOf(e.getMessage()));
    }
    lines.forEach(line -> line.stage = new LineStage.Unpayable());
  }
}

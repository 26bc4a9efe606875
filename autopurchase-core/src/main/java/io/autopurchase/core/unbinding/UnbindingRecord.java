package io.autopurchase.core.unbinding;

import io.autopurchase.ActivityType;
import io.autopurchase.LineResult;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.record.Stored;
import java.util.List;
import java.util.stream.Stream;

/** An unbinding as it is stored. Mutable, as {@link ActivityRecord}. */
@Stored
public final class UnbindingRecord extends ActivityRecord {
  UnbindingState unbinding;

  public UnbindingRecord() {
    super(ActivityType.UNBINDING);
  }

  /** What the activity of a step works on. */
  static UnbindingState state(StepContext step) {
    return ((UnbindingRecord) step.body).unbinding;
  }

  @Override
  public List<LineResult> lines() {
    return Stream.concat(
            unbinding.lines.stream().map(line -> line.result(unbinding.orderId)),
            unbinding.leftOut.stream().map(line -> line.result(unbinding.orderId)))
        .toList();
  }
}

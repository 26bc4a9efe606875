package io.autopurchase.core.binding;

import io.autopurchase.ActivityType;
import io.autopurchase.LineResult;
import io.autopurchase.core.activity.ActivityRecord;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.record.Stored;
import java.util.List;

/** A binding as it is stored. Mutable, as {@link ActivityRecord}. */
@Stored
public final class BindingRecord extends ActivityRecord {
  BindingState binding;

  public BindingRecord() {
    super(ActivityType.BINDING);
  }

  /** What the activity of a step works on. */
  static BindingState state(StepContext step) {
    return ((BindingRecord) step.body).binding;
  }

  @Override
  public List<LineResult> lines() {
    return binding.lines.stream().map(line -> line.result(binding.orderId)).toList();
  }
}

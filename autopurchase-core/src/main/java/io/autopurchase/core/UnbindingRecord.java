package io.autopurchase.core;

import io.autopurchase.LineResult;
import java.util.List;

/** An unbinding as it is stored. Mutable, as {@link ActivityRecord}. */
final class UnbindingRecord extends ActivityRecord {
  UnbindingState unbinding;

  /** What the activity of a step works on. */
  static UnbindingState state(StepContext step) {
    return ((UnbindingRecord) step.body).unbinding;
  }

  @Override
  List<LineResult> lines() {
    return unbinding.lines.stream().map(line -> line.result(unbinding.orderId)).toList();
  }
}

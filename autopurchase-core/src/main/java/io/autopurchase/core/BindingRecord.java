package io.autopurchase.core;

import io.autopurchase.LineResult;
import java.util.List;

/** A binding as it is stored. Mutable, as {@link ActivityRecord}. */
final class BindingRecord extends ActivityRecord {
  BindingState binding;

  /** What the activity of a step works on. */
  static BindingState state(StepContext step) {
    return ((BindingRecord) step.body).binding;
  }

  @Override
  List<LineResult> lines() {
    return binding.lines.stream().map(line -> line.result(binding.orderId)).toList();
  }
}

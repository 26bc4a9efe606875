package io.autopurchase.core.activity;

import io.autopurchase.core.record.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.Nullable;

/** One node executing an activity, between two steps. For one thread. */
public final class ActivityRun {
  @Nullable private final StepContext step;
  List<Versioned<SignalRecord>> signals;
  private boolean over;
  @Nullable private Instant due;

  private ActivityRun(@Nullable StepContext step, List<Versioned<SignalRecord>> signals) {
    this.step = step;
    this.signals = signals;
  }

  static ActivityRun at(StepContext step, List<Versioned<SignalRecord>> signals) {
    return new ActivityRun(step, signals);
  }

  /** There is nothing to do now. */
  static ActivityRun none(@Nullable Instant due) {
    ActivityRun run = new ActivityRun(null, List.of());
    run.end(due);
    return run;
  }

  /** What it works with, of a run that had something to do. */
  StepContext step() {
    return Objects.requireNonNull(step, "the step of a run that has nothing to do");
  }

  /**
   * @param next when to look at the activity again; null if only a signal can let it go on, or another node has it
   */
  void end(@Nullable Instant next) {
    over = true;
    due = next;
  }

  public boolean isOver() {
    return over;
  }

  public Optional<Instant> due() {
    return Optional.ofNullable(due);
  }
}

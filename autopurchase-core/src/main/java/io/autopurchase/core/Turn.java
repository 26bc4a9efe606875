package io.autopurchase.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;

/** One node's turn at an activity, between two steps. For one thread. */
final class Turn {
  @Nullable final Run run;
  List<Document<SignalBody>> signals;
  private boolean over;
  @Nullable private Instant due;

  private Turn(@Nullable Run run, List<Document<SignalBody>> signals) {
    this.run = run;
    this.signals = signals;
  }

  static Turn at(Run run, List<Document<SignalBody>> signals) {
    return new Turn(run, signals);
  }

  /** There is nothing to do now. */
  static Turn none(@Nullable Instant due) {
    Turn turn = new Turn(null, List.of());
    turn.end(due);
    return turn;
  }

  /**
   * @param next when to look at the activity again; null where only a signal can let it go on, or another node has it
   */
  void end(@Nullable Instant next) {
    over = true;
    due = next;
  }

  boolean isOver() {
    return over;
  }

  Optional<Instant> due() {
    return Optional.ofNullable(due);
  }
}

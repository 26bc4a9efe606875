package io.autopurchase.core.activity;

import java.time.Instant;
import java.util.Optional;

/** How an activity of one type is carried out. Stateless; shared by all runs. */
public interface ActivityHandler {
  /** Brings the body of an activity that another run has left into a state from which a step can go on. */
  void recover(StepContext step);

  /**
   * A failed activity is tried again: takes its names again, and puts what has failed back to its beginning. The commit that
   * follows fails if another activity holds one of the names.
   */
  void reopen(StepContext step);

  /**
   * One step: reads the state, makes at most one provider call, and changes the body for the commit that follows. Leaves
   * the state at {@code RUNNING} if there is more to do at once; otherwise lets the activity rest or finish.
   */
  void step(StepContext step);

  /**
   * What must not wait for an answer, while a question is open; at most one provider call.
   *
   * @return when to do it again; empty if there is nothing to do
   */
  Optional<Instant> stepWhileAsking(StepContext step);

  /**
   * Ends the activity though it is not known what became of what it has sent: it was interrupted, and has looked for long
   * enough. The lines that are concerned are reported as uncertain.
   */
  void endUncertain(StepContext step);

  /** Applies an answer to the open question, which the caller then closes. */
  void answer(StepContext step, QuestionRecord question, String option);

  /** A person wants it to go on at once. */
  void wake(StepContext step);

  /** A clock that was wrong may have written what the activity waits for: it looks at once, and counts from now. */
  default void distrustTimes(StepContext step) {
    wake(step);
  }
}

package io.autopurchase.core.activity;

import io.autopurchase.core.runtime.ClockWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When an open question takes its default, by a clock that may have jumped: no answer of a person is preempted by a wrong clock, and
 * no default waits for a month.
 */
final class QuestionDeadlines {
  private static final Duration RECHECK = Duration.ofMinutes(1);

  /** A node with a steady clock looks at a provisional deadline within this time, unless all nodes are down. */
  private static final Duration LONGEST_PROVISIONAL = ClockWatch.STEADY.multipliedBy(2);

  private final ClockWatch clock;

  QuestionDeadlines(ClockWatch clock) {
    this.clock = clock;
  }

  /** Whether the default is to be taken now. A node whose clock has just jumped, or that has just started, takes none. */
  boolean isOver(StepContext step) {
    QuestionRecord question = step.body.question;
    return question != null && !question.deadline().isAfter(step.now()) && clock.isSteady();
  }

  /**
   * The run that has asked sees its question stored. Its time begins now if the commit has taken long, because this node may have been
   * suspended.
   *
   * @param asked when, and what else the activity has to do
   */
  void confirm(StepContext step, StepContext.Asked asked) {
    QuestionRecord question = step.body.openQuestion();
    boolean isLate = asked.isOlderThan(step, ClockWatch.TOLERANCE);
    step.body.question = isLate ? begun(step, question) : question.until(question.deadline(), question.provisional());
    step.body.until = nextLook(step, asked.next());
  }

  /** Sets a deadline again that a wrong clock has set, or that was not seen stored by the run that set it. */
  void correct(StepContext step) {
    QuestionRecord question = step.body.question;
    Instant now = step.now();
    if (question != null && question.unconfirmed()) {
      step.body.question = begun(step, question);
      return;
    }
    if (question == null || question.openForMillis() == 0 || !clock.isSteady()) {
      return; // it may be this node's clock that is wrong
    }
    Instant usual = now.plusMillis(question.openForMillis());
    boolean isLate = question.provisional() && question.deadline().isBefore(usual.minus(LONGEST_PROVISIONAL));
    boolean isWrong = isLate || ClockWatch.isAhead(question.deadline(), usual);
    step.body.question = question.until(step.safety.deadline(question.deadline(), isWrong, usual), false);
  }

  private QuestionRecord begun(StepContext step, QuestionRecord question) {
    return question.until(step.now().plusMillis(question.openForMillis()), !clock.isSteady());
  }

  /**
   * When to look at the question again.
   *
   * @param next when the activity has something to do in the meantime
   */
  Instant nextLook(StepContext step, Optional<Instant> next) {
    Instant now = step.now();
    QuestionRecord question = step.body.openQuestion();
    // One that has passed was not believed yet: a clock has just jumped.
    Instant deadline = question.deadline().isAfter(now) ? question.deadline() : now.plus(RECHECK);
    Instant look = question.provisional() || !clock.isSteady() ? now.plus(ClockWatch.STEADY) : deadline;
    return next.filter(at -> at.isBefore(look)).orElse(look);
  }
}

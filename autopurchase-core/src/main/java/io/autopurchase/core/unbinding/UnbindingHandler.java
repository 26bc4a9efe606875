package io.autopurchase.core.unbinding;

import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.LineOutcome;
import io.autopurchase.WaitReason;
import io.autopurchase.core.activity.ActivityHandler;
import io.autopurchase.core.activity.MutatingCall;
import io.autopurchase.core.activity.QuestionDraft;
import io.autopurchase.core.activity.QuestionRecord;
import io.autopurchase.core.activity.Questions;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.purchase.PurchaseEdit;
import io.autopurchase.core.purchase.PurchaseRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.core.unbinding.UnbindingState.Cancellation;
import io.autopurchase.core.unbinding.UnbindingState.Line;
import io.autopurchase.core.unbinding.UnbindingState.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * Sets lines free: cancels their orders, one after the other, and lets a line go only when the provider shows that its order
 * is closed. If only the link is to be removed, no call is made.
 */
public final class UnbindingHandler implements ActivityHandler {
  private final OrderCanceller cancelling = new OrderCanceller();
  private final Questions questions;

  public UnbindingHandler(Questions questions) {
    this.questions = questions;
  }

  @Override
  public void recover(StepContext step) {
    for (Cancellation cancellation : UnbindingRecord.state(step).cancellations) {
      if (cancellation.state == State.SENDING) {
        OrderCanceller.markUncertain(
            step, cancellation, Text.of("NODE_STOPPED", "text", "stoppedCancelling", "order", OrderCanceller.what(cancellation)), step.now());
      } else if (cancellation.state == State.READY && !(step.calls.waitedForSlot() && OrderCanceller.isFresh(step, cancellation))) {
        // It was looked at before a long rest, or by another node: it may be paid by now.
        cancellation.state = State.NEW;
        cancellation.nextLook = null;
      }
    }
  }

  @Override
  public void reopen(StepContext step) {
    UnbindingState work = UnbindingRecord.state(step);
    for (Line line : work.lines) {
      if (line.reopen(step, work.key(line))) {
        Cancellation cancellation = work.cancellationOf(line.lineId);
        lookAgain(cancellation);
        step.changes.reserve(Keys.ORDER_SCOPE, Keys.providerOrder(step.body.provider, cancellation.providerOrderId), step.body.id);
      }
    }
  }

  /** Since it failed a line may have been set free, or linked to another order. */
  private static void leaveWhatIsLinkedOtherwise(StepContext step, UnbindingState work) {
    for (Line line : work.lines.stream().filter(line -> !line.outcome.isFinal()).toList()) {
      if (!PurchaseEdit.isPossible(step, work.key(line))) {
        OrderCanceller.leaveLinked(step, line);
        continue;
      }
      boolean ours =
          step.recordStore
              .load(Keys.purchase(work.key(line)), PurchaseRecord.class)
              .filter(purchase -> line.providerOrder().equals(purchase.body().providerOrderId))
              .isPresent();
      if (!ours) {
        line.end(LineOutcome.SKIPPED, "NOT_PURCHASED", "providerOrderId", line.providerOrder());
      }
    }
    for (Cancellation cancellation : work.cancellations) {
      if (work.openLines(cancellation).isEmpty()) {
        cancellation.state = State.CLOSED;
      }
    }
  }

  @Override
  public void step(StepContext step) {
    UnbindingState work = UnbindingRecord.state(step);
    if (step.body.reopened) {
      leaveWhatIsLinkedOtherwise(step, work);
    }
    Optional<MutatingCall> sending = step.intent.take();
    if (sending.isPresent()) {
      cancelling.send(step, (Cancellation) sending.get());
    } else if (step.body.interrupted && giveUpTheRest(work)) {
      finish(step);
    } else if (work.forget) {
      work.lines.stream().filter(line -> !line.outcome.isFinal()).forEach(line -> OrderCanceller.forget(step, line));
      finish(step);
    } else {
      proceed(step, work);
    }
    progress(step);
  }

  /** No order waits for a question about another one. */
  private void proceed(StepContext step, UnbindingState work) {
    Optional<Cancellation> ready = work.cancellations.stream().filter(c -> c.state == State.READY).findFirst();
    Optional<Cancellation> issue = work.cancellations.stream().filter(c -> c.issue != null).findFirst();
    if (ready.isPresent()) {
      cancelling.intend(step, ready.get());
    } else if (lookAtDue(step)) {
      return;
    } else if (issue.isPresent()) {
      settle(step, work, issue.get());
    } else {
      Optional<Instant> next = nextLook(work);
      if (next.isPresent()) {
        step.body.waitFor(WaitReason.CANCELLATION_PENDING, next.get());
      } else {
        finish(step);
      }
    }
  }

  /** Looks at one order whose turn has come. Returns whether there was one. */
  private boolean lookAtDue(StepContext step) {
    Instant now = step.now();
    Optional<Cancellation> due =
        UnbindingRecord.state(step).cancellations.stream()
            .filter(Cancellation::isToBeLookedAt)
            .filter(c -> c.nextLook == null || !c.nextLook.isAfter(now))
            .findFirst();
    due.ifPresent(cancellation -> cancelling.look(step, cancellation));
    return due.isPresent();
  }

  private static Optional<Instant> nextLook(UnbindingState work) {
    return work.cancellations.stream()
        .filter(c -> c.isToBeLookedAt() && c.nextLook != null)
        .map(c -> c.nextLook)
        .min(Comparator.naturalOrder());
  }

  /** Answers by policy, or asks. */
  private void settle(StepContext step, UnbindingState work, Cancellation cancellation) {
    String lineId = work.openLines(cancellation).get(0).lineId;
    QuestionDraft issue = Objects.requireNonNull(cancellation.issue, "the issue");
    Optional<String> policy = Questions.byPolicy(step, work.policies, lineId, issue);
    if (policy.isPresent()) {
      apply(step, cancellation, policy.get());
    } else {
      questions.ask(step, lineId, issue, AnswerOption.SKIP_ITEM, nextLook(work));
    }
  }

  @Override
  public Optional<Instant> stepWhileAsking(StepContext step) {
    lookAtDue(step);
    boolean paused = step.body.state != ActivityState.RUNNING;
    return paused ? Optional.ofNullable(step.body.until) : nextLook(UnbindingRecord.state(step));
  }

  @Override
  public void answer(StepContext step, QuestionRecord question, String option) {
    apply(step, UnbindingRecord.state(step).cancellationOf(question.line()), option);
  }

  private static void apply(StepContext step, Cancellation cancellation, String option) {
    QuestionDraft issue = cancellation.issue;
    if (issue == null) {
      return;
    }
    cancellation.issue = null;
    switch (option) {
      case AnswerOption.CANCEL_ORDER -> {
        cancellation.evenIfPaid = true;
        lookAgain(cancellation);
      }
      case AnswerOption.RETRY -> lookAgain(cancellation);
      case AnswerOption.UNLINK_ONLY -> {
        UnbindingRecord.state(step).openLines(cancellation).forEach(line -> OrderCanceller.forget(step, line));
        cancellation.state = State.CLOSED;
      }
      case AnswerOption.SKIP_ITEM -> {
        UnbindingRecord.state(step).openLines(cancellation).forEach(line -> line.end(LineOutcome.SKIPPED, issue.text()));
        cancellation.state = State.CLOSED;
      }
      case AnswerOption.INTERRUPT -> step.body.interrupted = true;
      default -> throw new IllegalStateException("no such option: " + option);
    }
  }

  /** A question may have been open for days: the order is looked at again before anything is sent. */
  private static void lookAgain(Cancellation cancellation) {
    cancellation.state = State.NEW;
    cancellation.refusal = null;
    cancellation.looks = 0;
    cancellation.nextLook = null;
  }

  @Override
  public void endUncertain(StepContext step) {
    UnbindingState work = UnbindingRecord.state(step);
    for (Cancellation cancellation : work.cancellations) {
      boolean isInDoubt = cancellation.state == State.FOLLOWING && cancellation.inDoubt;
      work.openLines(cancellation)
          .forEach(line -> line.end(isInDoubt ? LineOutcome.UNCERTAIN : LineOutcome.SKIPPED, "INTERRUPTED", "text", "mayBeCancelled"));
      cancellation.state = State.CLOSED;
    }
    finish(step);
  }

  @Override
  public void wake(StepContext step) {
    UnbindingRecord.state(step).cancellations.stream().filter(c -> c.nextLook != null).forEach(c -> c.nextLook = step.now());
  }

  @Override
  public void distrustTimes(StepContext step) {
    wake(step);
    UnbindingRecord.state(step).cancellations.stream()
        .filter(c -> ClockWatch.isAhead(c.followedSince, step.now()))
        .forEach(c -> c.followedSince = step.now());
  }

  /**
   * Their links stay. What may or may not have been sent is followed until its conclusiveAt; should the provider carry out what it
   * has accepted, synchronization shows it.
   *
   * @return whether nothing is in doubt
   */
  private static boolean giveUpTheRest(UnbindingState work) {
    boolean over = true;
    for (Cancellation cancellation : work.cancellations) {
      cancellation.issue = null;
      if (cancellation.state == State.FOLLOWING && cancellation.inDoubt) {
        over = false;
      } else {
        boolean sent = cancellation.attempt > 0;
        work.openLines(cancellation)
            .forEach(line -> line.end(LineOutcome.SKIPPED, sent ? Text.of("INTERRUPTED", "text", "mayBeCancelled") : Text.of("INTERRUPTED")));
        cancellation.state = State.CLOSED;
      }
    }
    return over;
  }

  private static void progress(StepContext step) {
    UnbindingState work = UnbindingRecord.state(step);
    step.body.total = work.lines.size();
    step.body.done = (int) work.lines.stream().filter(line -> line.outcome.isFinal()).count();
  }

  private static void finish(StepContext step) {
    step.services.readings.forget(step.body);
    UnbindingState work = UnbindingRecord.state(step);
    work.lines.forEach(line -> step.changes.release(Keys.LINE_SCOPE, Keys.name(work.key(line)), step.body.id));
    work.cancellations.forEach(
        c -> step.changes.release(Keys.ORDER_SCOPE, Keys.providerOrder(step.body.provider, c.providerOrderId), step.body.id));
    long free = work.lines.stream().filter(line -> line.outcome == LineOutcome.UNBOUND).count();
    boolean failed = work.lines.stream().allMatch(line -> line.outcome == LineOutcome.FAILED);
    ActivityState end =
        step.body.interrupted ? ActivityState.INTERRUPTED : failed ? ActivityState.FAILED : ActivityState.COMPLETED;
    step.journal("INFO", end.name(), "text", "released", "count", free, "total", work.lines.size() + work.leftOut.size());
    step.body.finish(end, step.now());
  }
}

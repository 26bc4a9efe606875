package io.autopurchase.core;

import io.autopurchase.ActivityState;
import io.autopurchase.LineOutcome;
import io.autopurchase.AnswerOption;
import io.autopurchase.core.UnbindingBody.Cancellation;
import io.autopurchase.core.UnbindingBody.Line;
import io.autopurchase.core.UnbindingBody.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Sets lines free: cancels their orders, one after the other, and lets a line go only when the provider shows that its order
 * is closed. Where only the link is to be forgotten, nobody is called.
 */
final class UnbindingProcedure implements Procedure {
  private final Cancelling cancelling = new Cancelling();
  private final Questions questions;

  UnbindingProcedure(Questions questions) {
    this.questions = questions;
  }

  @Override
  public void recover(Run run) {
    for (Cancellation cancellation : run.body.unbinding.cancellations) {
      if (cancellation.state == State.SENDING) {
        Cancelling.doubt(run, cancellation, "INTERRUPTED", "the program ended while it was being sent", run.now());
      } else if (cancellation.state == State.READY && !(run.waitedForSlot() && Cancelling.isFresh(run, cancellation))) {
        // It was looked at before a long rest, or by another node: it may be paid by now.
        cancellation.state = State.NEW;
        cancellation.nextLook = null;
      }
    }
  }

  @Override
  public void reopen(Run run) {
    UnbindingBody work = run.body.unbinding;
    for (Line line : work.lines) {
      if (line.reopen(run, work.key(line))) {
        Cancellation cancellation = work.cancellationOf(line.lineId);
        lookAgain(cancellation);
        run.changes.reserve(Keys.ORDER_SCOPE, Keys.providerOrder(run.body.provider, cancellation.providerOrderId), run.body.id);
      }
    }
  }

  /** Since it failed a line may have been set free, or linked to another order. */
  private static void leaveWhatIsLinkedOtherwise(Run run, UnbindingBody work) {
    for (Line line : work.lines) {
      boolean ours =
          run.kernel
              .load(Keys.purchase(work.key(line)), PurchaseBody.class)
              .filter(purchase -> line.providerOrderId.equals(purchase.body().providerOrderId))
              .isPresent();
      if (!line.outcome.isFinal() && !ours) {
        line.end(LineOutcome.SKIPPED, "NOT_PURCHASED", "the line is not linked to order " + line.providerOrderId + " any more");
      }
    }
    for (Cancellation cancellation : work.cancellations) {
      if (work.openLines(cancellation).isEmpty()) {
        cancellation.state = State.CLOSED;
      }
    }
  }

  @Override
  public void step(Run run) {
    UnbindingBody work = run.body.unbinding;
    if (run.body.reopened) {
      leaveWhatIsLinkedOtherwise(run, work);
    }
    Optional<Effect> sending = run.takeSending();
    if (sending.isPresent()) {
      cancelling.send(run, (Cancellation) sending.get());
    } else if (run.body.interrupted && giveUpTheRest(work)) {
      finish(run);
    } else if (work.forget) {
      work.lines.stream().filter(line -> !line.outcome.isFinal()).forEach(line -> OrderLinks.forget(run, line));
      finish(run);
    } else {
      proceed(run, work);
    }
    progress(run);
  }

  /** No order waits for a question about another one. */
  private void proceed(Run run, UnbindingBody work) {
    Optional<Cancellation> ready = work.cancellations.stream().filter(c -> c.state == State.READY).findFirst();
    Optional<Cancellation> issue = work.cancellations.stream().filter(c -> c.issue != null).findFirst();
    if (ready.isPresent()) {
      cancelling.intend(run, ready.get());
    } else if (lookAtDue(run)) {
      return;
    } else if (issue.isPresent()) {
      settle(run, work, issue.get());
    } else {
      Optional<Instant> next = nextLook(work);
      if (next.isPresent()) {
        run.body.rest(ActivityState.WAITING, "CANCELLING", next.get());
      } else {
        finish(run);
      }
    }
  }

  /** Looks at one order whose turn has come. Returns whether there was one. */
  private boolean lookAtDue(Run run) {
    Instant now = run.now();
    Optional<Cancellation> due =
        run.body.unbinding.cancellations.stream()
            .filter(Cancellation::isToBeLookedAt)
            .filter(c -> c.nextLook == null || !c.nextLook.isAfter(now))
            .findFirst();
    due.ifPresent(cancellation -> cancelling.look(run, cancellation));
    return due.isPresent();
  }

  private static Optional<Instant> nextLook(UnbindingBody work) {
    return work.cancellations.stream()
        .filter(c -> c.isToBeLookedAt() && c.nextLook != null)
        .map(c -> c.nextLook)
        .min(Comparator.naturalOrder());
  }

  /** Answers by policy, or asks. */
  private void settle(Run run, UnbindingBody work, Cancellation cancellation) {
    String lineId = work.openLines(cancellation).get(0).lineId;
    Optional<String> policy = Questions.byPolicy(run, work.policies, lineId, cancellation.issue);
    if (policy.isPresent()) {
      apply(run, cancellation, policy.get());
    } else {
      questions.ask(run, lineId, cancellation.issue, AnswerOption.SKIP_ITEM, nextLook(work));
    }
  }

  @Override
  public Optional<Instant> attend(Run run) {
    lookAtDue(run);
    boolean paused = run.body.state != ActivityState.RUNNING;
    return paused ? Optional.ofNullable(run.body.until) : nextLook(run.body.unbinding);
  }

  @Override
  public void answer(Run run, QuestionBody question, String option) {
    apply(run, run.body.unbinding.cancellationOf(question.lineId()), option);
  }

  private static void apply(Run run, Cancellation cancellation, String option) {
    Issue issue = cancellation.issue;
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
        run.body.unbinding.openLines(cancellation).forEach(line -> OrderLinks.forget(run, line));
        cancellation.state = State.CLOSED;
      }
      case AnswerOption.SKIP_ITEM -> {
        run.body.unbinding.openLines(cancellation).forEach(line -> line.end(LineOutcome.SKIPPED, issue.code(), issue.message()));
        cancellation.state = State.CLOSED;
      }
      case AnswerOption.INTERRUPT -> run.body.interrupted = true;
      default -> throw new IllegalStateException("no such option: " + option);
    }
  }

  /** A question may have been open for days: the order is looked at again before anything is sent. */
  private static void lookAgain(Cancellation cancellation) {
    cancellation.state = State.NEW;
    cancellation.refusalCode = null;
    cancellation.looks = 0;
    cancellation.nextLook = null;
  }

  @Override
  public void endUncertain(Run run) {
    UnbindingBody work = run.body.unbinding;
    String message = "interrupted; the order may be cancelled by what was sent: synchronization shows it when it is";
    for (Cancellation cancellation : work.cancellations) {
      boolean isInDoubt = cancellation.state == State.FOLLOWING && cancellation.inDoubt;
      work.openLines(cancellation)
          .forEach(line -> line.end(isInDoubt ? LineOutcome.UNCERTAIN : LineOutcome.SKIPPED, "INTERRUPTED", message));
      cancellation.state = State.CLOSED;
    }
    finish(run);
  }

  @Override
  public void hurry(Run run) {
    run.body.unbinding.cancellations.stream().filter(c -> c.nextLook != null).forEach(c -> c.nextLook = run.now());
  }

  @Override
  public void distrustTimes(Run run) {
    hurry(run);
    run.body.unbinding.cancellations.stream()
        .filter(c -> ClockWatch.isAhead(c.followedSince, run.now()))
        .forEach(c -> c.followedSince = run.now());
  }

  /**
   * Their links stay. What may or may not have been sent is followed until its horizon; should the provider carry out what it
   * has accepted, synchronization shows it.
   *
   * @return whether nothing is in doubt
   */
  private static boolean giveUpTheRest(UnbindingBody work) {
    boolean over = true;
    for (Cancellation cancellation : work.cancellations) {
      cancellation.issue = null;
      if (cancellation.state == State.FOLLOWING && cancellation.inDoubt) {
        over = false;
      } else {
        boolean sent = cancellation.attempt > 0;
        work.openLines(cancellation)
            .forEach(
                line ->
                    line.end(
                        LineOutcome.SKIPPED,
                        "INTERRUPTED",
                        sent ? "interrupted; the order may still be cancelled by what was sent" : "the unbinding was interrupted"));
        cancellation.state = State.CLOSED;
      }
    }
    return over;
  }

  private static void progress(Run run) {
    UnbindingBody work = run.body.unbinding;
    run.body.total = work.lines.size();
    run.body.done = (int) work.lines.stream().filter(line -> line.outcome.isFinal()).count();
  }

  private static void finish(Run run) {
    run.kernel.readings.forget(run.body);
    UnbindingBody work = run.body.unbinding;
    work.lines.forEach(line -> run.changes.release(Keys.LINE_SCOPE, Keys.name(work.key(line)), run.body.id));
    work.cancellations.forEach(
        c -> run.changes.release(Keys.ORDER_SCOPE, Keys.providerOrder(run.body.provider, c.providerOrderId), run.body.id));
    long free = work.lines.stream().filter(line -> line.outcome == LineOutcome.UNBOUND).count();
    boolean failed = work.lines.stream().allMatch(line -> line.outcome == LineOutcome.FAILED);
    ActivityState end =
        run.body.interrupted ? ActivityState.INTERRUPTED : failed ? ActivityState.FAILED : ActivityState.COMPLETED;
    run.journal("INFO", end.name(), free + " of " + work.lines.size() + " lines are free");
    run.body.finish(end, run.now());
  }
}

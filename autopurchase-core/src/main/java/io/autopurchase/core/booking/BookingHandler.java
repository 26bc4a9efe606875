package io.autopurchase.core.booking;

import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.LineOutcome;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.Question;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.core.activity.ActivityHandler;
import io.autopurchase.core.activity.MutatingCall;
import io.autopurchase.core.activity.QuestionDraft;
import io.autopurchase.core.activity.QuestionRecord;
import io.autopurchase.core.activity.Questions;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.booking.BookingState.Line;
import io.autopurchase.core.booking.BookingState.Placement;
import io.autopurchase.core.booking.BookingState.PlacementState;
import io.autopurchase.core.purchase.OrderLinks;
import io.autopurchase.core.purchase.PurchaseEdit;
import io.autopurchase.core.record.Keys;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Books the lines of a plan: looks every item up, asks about what has changed, asks for the split by seller, and places an
 * order for each seller. What was sent and not answered is looked up before anything else.
 */
public final class BookingHandler implements ActivityHandler {
  private final OrderPlacer placer;
  private final Questions questions;
  private final WithdrawnOrders withdrawn;

  /** @param unbinder creates an unbinding, or finds the one that was created before */
  public BookingHandler(OrderPlacer placer, Questions questions, Function<UnbindingRequest, ActivityId> unbinder) {
    this.placer = placer;
    this.questions = questions;
    withdrawn = new WithdrawnOrders(unbinder);
  }

  @Override
  public void recover(StepContext step) {
    placer.recover(step);
  }

  @Override
  public void reopen(StepContext step) {
    BookingState booking = BookingRecord.state(step);
    booking.lines.stream().filter(line -> line.reopen(step, booking.key(line))).forEach(Line::lookAgain);
  }

  /** Since it ended others may have bought its lines, bound them, or given them up. */
  private static void leaveWhatOthersHaveDealtWith(StepContext step) {
    BookingState booking = BookingRecord.state(step);
    for (Placement placement : booking.placements.stream().filter(p -> p.state == PlacementState.UNCERTAIN).toList()) {
      List<Line> lines = booking.linesOf(placement);
      if (lines.stream().allMatch(line -> OrderLinks.orderOf(step, booking.key(line)).isPresent() && !OrderLinks.isLastOf(step, booking.key(line)))) {
        lines.forEach(line -> line.end(LineOutcome.SKIPPED, "LINE_CHANGED_MEANWHILE"));
        PlacementOutcomes.abandon(step, placement);
      }
    }
    for (Line line : booking.pending().toList()) {
      Optional<String> order = OrderLinks.orderOf(step, booking.key(line));
      if (!PurchaseEdit.isPossible(step, booking.key(line))) {
        PlacementOutcomes.refuseUnreadable(step, line);
      } else if (order.isPresent()) {
        line.end(LineOutcome.BOOKED, "ALREADY_PURCHASED");
        line.providerOrderId = order.get();
      } else if (!OrderLinks.isLastOf(step, booking.key(line))) {
        line.end(LineOutcome.SKIPPED, "LINE_CHANGED_MEANWHILE");
      }
    }
  }

  @Override
  public void step(StepContext step) {
    if (step.body.reopened) {
      leaveWhatOthersHaveDealtWith(step);
    }
    Optional<MutatingCall> sending = step.intent.take();
    if (sending.isPresent()) {
      placer.send(step, (Placement) sending.get());
      // The outcome of this order and the intent of the next one share a commit.
      if (step.body.state == ActivityState.RUNNING && isReadyToPlace(step) && !step.isDraining()) {
        placer.intendNext(step);
      }
    } else if (BookingLookup.lookUpDue(step)) {
      askAboutWhatCannotBeLookedUp(step);
    } else {
      if (!step.safety.mayPlace(step.body.interrupted)) {
        giveUpTheRest(step);
      }
      proceed(step);
    }
    progress(step);
  }

  private void proceed(StepContext step) {
    BookingState booking = BookingRecord.state(step);
    if (placer.waitsForTurn(step)) {
      return;
    }
    Optional<Line> unchecked = booking.free(LineStage.Unchecked.class).findFirst();
    if (unchecked.isPresent()) {
      LineQuotes.readItem(step, unchecked.get());
    } else if (settleIssues(step)) {
      return;
    } else if (booking.free(LineStage.Checked.class).findAny().isPresent()) {
      LineQuotes.readPrices(step);
    } else {
      PlacementPlan.make(step);
      if (booking.any(PlacementState.NEW)) {
        placer.intendOrPrepare(step);
      } else if (!askAboutUnclearOrder(step, BookingLookup.nextDue(booking))
          && !BookingLookup.restUntilNextLookup(step)
          && !ChargedPrices.settle(step, questions)
          && !withdrawn.cancelNext(step)) {
        finish(step);
      }
    }
  }

  private static boolean isReadyToPlace(StepContext step) {
    BookingState booking = BookingRecord.state(step);
    return step.safety.mayPlace(step.body.interrupted) && booking.pending().noneMatch(booking::isFree);
  }

  /** Closes what a rule or a policy decides, and asks about the first of the rest. Returns whether there was an issue. */
  private boolean settleIssues(StepContext step) {
    BookingState booking = BookingRecord.state(step);
    Policies policies = new Policies(booking.policies);
    boolean settled = false;
    for (Line line : booking.pending().filter(l -> l.stage.blockedBy().isPresent()).toList()) {
      QuestionDraft issue = line.stage.blockedBy().get();
      Optional<String> policy = Questions.byPolicy(step, policies.forLine(line), line.lineId, issue);
      if (issue.isRefusal()) {
        line.end(LineOutcome.REJECTED, issue.text());
        step.journal("WARN", issue.ofLine(line.lineId, "line"));
      } else if (policy.isPresent()) {
        apply(step, line, issue, policy.get());
      } else {
        questions.ask(step, line.lineId, issue, AnswerOption.SKIP_ITEM, BookingLookup.nextDue(booking));
        return true;
      }
      settled = true;
      if (step.body.interrupted) {
        break;
      }
    }
    return settled;
  }

  /** While look-ups fail they stay due, so that nothing else has its turn: a person is asked beside them. */
  private void askAboutWhatCannotBeLookedUp(StepContext step) {
    if (step.body.state == ActivityState.WAITING && UnclearOrders.isUnanswered(step.body.reason)) {
      askAboutUnclearOrder(step, Optional.ofNullable(step.body.until));
    }
  }

  /**
   * Look-ups have not resolved the outcome of an order: a policy or a person does.
   *
   * @param nextLook until when it is not looked up again
   */
  private boolean askAboutUnclearOrder(StepContext step, Optional<Instant> nextLook) {
    BookingState booking = BookingRecord.state(step);
    Optional<Placement> unclear = booking.placements.stream().filter(p -> p.state == PlacementState.UNCERTAIN && p.issue != null).findFirst();
    if (unclear.isEmpty() || step.body.interrupted) {
      return false;
    }
    Placement placement = unclear.get();
    QuestionDraft issue = Objects.requireNonNull(placement.issue, "the issue");
    Line line = booking.linesOf(placement).get(0);
    Optional<String> policy = Questions.byPolicy(step, new Policies(booking.policies).forLine(line), line.lineId, issue);
    if (policy.isPresent()) {
      UnclearOrders.apply(step, placement, policy.get());
    } else {
      questions.ask(step, line.lineId, issue, AnswerOption.KEEP_WAITING, nextLook);
    }
    return true;
  }

  @Override
  public Optional<Instant> stepWhileAsking(StepContext step) {
    BookingLookup.lookUpDue(step);
    QuestionRecord question = step.body.openQuestion();
    if (question.code().equals(Question.UNCLEAR_ORDER) && unclear(step, question).isEmpty()) {
      step.journal("INFO", Question.UNCLEAR_ORDER, "text", "settled");
      step.body.question = null;
      return Optional.empty();
    }
    boolean paused = step.body.state != ActivityState.RUNNING;
    return paused ? Optional.ofNullable(step.body.until) : BookingLookup.nextDue(BookingRecord.state(step));
  }

  @Override
  public void answer(StepContext step, QuestionRecord question, String option) {
    if (question.code().equals(Question.UNCLEAR_ORDER)) {
      unclear(step, question).ifPresent(placement -> UnclearOrders.apply(step, placement, option));
      return;
    }
    Line line = BookingRecord.state(step).line(question.line());
    if (line.stage instanceof LineStage.Overcharged overcharged) {
      ChargedPrices.apply(step, line, overcharged.charged(), option);
    } else {
      line.stage.blockedBy().ifPresent(issue -> apply(step, line, issue, option));
    }
  }

  /** The placement about which a question was asked, if it is still in doubt. */
  private static Optional<Placement> unclear(StepContext step, QuestionRecord question) {
    return BookingRecord.state(step).placements.stream()
        .filter(p -> p.state == PlacementState.UNCERTAIN && p.lineIds.contains(question.lineId()))
        .findFirst();
  }

  private static void apply(StepContext step, Line line, QuestionDraft issue, String option) {
    if (option.startsWith(AnswerOption.CHOOSE_VARIANT)) {
      line.skuId = option.substring(AnswerOption.CHOOSE_VARIANT.length());
      line.lookAgain();
      return;
    }
    switch (option) {
      case AnswerOption.CANCEL_ITEM -> line.end(LineOutcome.CANCELLED, issue.text());
      case AnswerOption.SKIP_ITEM -> line.end(LineOutcome.SKIPPED, issue.text());
      case AnswerOption.INTERRUPT -> step.body.interrupted = true;
      case AnswerOption.ACCEPT_PRICE -> {
        line.approved = Objects.requireNonNull(line.price, "the price that is accepted");
        // A question may have been open for days: what was looked up then is looked up again.
        line.lookAgain();
      }
      case AnswerOption.RETRY -> line.lookAgain();
      default -> throw new IllegalStateException("no such option: " + option);
    }
  }

  @Override
  public void wake(StepContext step) {
    placer.wake(step);
  }

  /** The lines stay held by this activity, so that nothing orders them again before it is known what became of them. */
  @Override
  public void endUncertain(StepContext step) {
    giveUpTheRest(step);
    // What the provider still builds is linked, so synchronization follows it; others may deal with its lines from now on.
    BookingState booking = BookingRecord.state(step);
    booking.placements.stream().filter(p -> p.state == PlacementState.SETTLING && !booking.isUnnoted(p)).forEach(p -> {
      p.state = PlacementState.CLOSED;
      p.nextLookup = null;
    });
    finish(step);
    progress(step);
  }

  private static void giveUpTheRest(StepContext step) {
    BookingState booking = BookingRecord.state(step);
    boolean waitsForDoubt = step.safety.doesInterruptionWaitForDoubt();
    for (Placement placement : booking.placements) {
      if (placement.state == PlacementState.UNCERTAIN && !waitsForDoubt) {
        placement.state = PlacementState.CLOSED;
        booking.linesOf(placement).forEach(line -> line.end(LineOutcome.SKIPPED, "INTERRUPTED"));
      } else if (placement.state == PlacementState.NEW && placement.inDoubt && waitsForDoubt) {
        placement.state = PlacementState.UNCERTAIN;
      } else if (placement.state == PlacementState.NEW) {
        PlacementOutcomes.abandon(step, placement);
      }
    }
    booking.pending().filter(booking::isFree).forEach(line -> line.end(LineOutcome.SKIPPED, "INTERRUPTED"));
  }

  private static void progress(StepContext step) {
    BookingState booking = BookingRecord.state(step);
    int steps = 0;
    for (Line line : booking.lines) {
      steps += line.outcome.isFinal() ? 3 : line.outcome == LineOutcome.PENDING ? steps(line.stage) : 2;
    }
    step.body.total = 3 * booking.lines.size();
    step.body.done = step.body.state.isFinished() ? step.body.total : Math.max(step.body.done, Math.min(steps, step.body.total - 1));
  }

  private static int steps(LineStage stage) {
    return stage instanceof LineStage.Unchecked ? 0 : stage instanceof LineStage.Quoted ? 2 : 1;
  }

  private void finish(StepContext step) {
    BookingState booking = BookingRecord.state(step);
    step.services.readings.forget(step.body);
    placer.releaseTurn(step);
    for (Line line : booking.lines) {
      if (line.outcome == LineOutcome.UNCERTAIN) {
        continue;
      }
      step.changes.release(Keys.LINE_SCOPE, Keys.name(booking.key(line)), step.body.id);
      if (line.outcome == LineOutcome.CANCELLED) {
        PurchaseEdit.ifPossible(step, booking.key(line), purchase -> {
          purchase.group = PurchaseGroup.OTHER;
          return true;
        });
      }
    }
    long booked = booking.lines.stream().filter(line -> line.outcome.isSuccess()).count();
    boolean failed = booking.lines.stream().allMatch(line -> line.outcome == LineOutcome.FAILED);
    ActivityState end =
        step.body.interrupted ? ActivityState.INTERRUPTED : failed ? ActivityState.FAILED : ActivityState.COMPLETED;
    step.journal("INFO", end.name(), "text", "booked", "count", booked, "total", booking.lines.size());
    step.body.finish(end, step.now());
  }
}

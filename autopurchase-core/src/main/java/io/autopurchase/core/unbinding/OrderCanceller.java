package io.autopurchase.core.unbinding;

import io.autopurchase.AnswerOption;
import io.autopurchase.LineOutcome;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.core.activity.FollowUp;
import io.autopurchase.core.activity.MutatingCall;
import io.autopurchase.core.activity.QuestionDraft;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.purchase.OrderLinks;
import io.autopurchase.core.purchase.PurchaseEdit;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.record.Unreadable;
import io.autopurchase.core.unbinding.UnbindingState.Cancellation;
import io.autopurchase.core.unbinding.UnbindingState.Line;
import io.autopurchase.core.unbinding.UnbindingState.State;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends cancellations and follows them. That a provider has accepted one says nothing: a line is free when its order is seen to be
 * closed. One whose answer was lost is looked at until conclusiveAt, and then sent again, because a repetition does no harm.
 */
final class OrderCanceller {
  private static final int MOST_ATTEMPTS = 5;
  private static final int MOST_LOOKS_FOR_MISSING = 6;
  private static final Duration FIRST_LOOK = Duration.ofMillis(500);

  /** An order that was looked at longer ago, by the monotonic clock, may have been paid since. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  void intend(StepContext step, Cancellation cancellation) {
    long readAt = step.ahead.sinceNanos();
    Optional<RequestValidity> validity = step.calls.validityOrPrepare();
    if (validity.isEmpty()) {
      return;
    }
    if (!isFresh(step, cancellation)) {
      cancellation.state = State.NEW;
      return;
    }
    cancellation.state = State.SENDING;
    cancellation.refusal = null;
    cancellation.intend(step, validity.get());
    step.intent.sendSoonAfter(readAt);
    step.intent.intend(cancellation);
  }

  /** Whether this node has looked at an order a moment ago. */
  static boolean isFresh(StepContext step, Cancellation cancellation) {
    return step.services.readings.isFresh(step.body, cancellation.providerOrderId, FRESH);
  }

  /** Sends what was intended. */
  void send(StepContext step, Cancellation cancellation) {
    CancelRequest request = CancelRequest.of(cancellation.providerOrderId, cancellation.wanted, UnbindingRecord.state(step).reason);
    ProviderResult<Boolean> result =
        step.calls.send(context -> step.client().cancel(request, cancellation.validity(), context), step.intent.sendByNanos());
    step.advance();
    cancellation.tooEarly = result instanceof ProviderResult.TooEarly ? cancellation.tooEarly + 1 : 0;
    if (result instanceof ProviderResult.Success<Boolean>) {
      step.body.failures = 0;
      step.journal("INFO", "CANCEL_ACCEPTED", "order", what(cancellation));
      follow(step, cancellation, FIRST_LOOK);
    } else if (result instanceof ProviderResult.Unknown<Boolean> unknown) {
      if (unknown.refusal()) {
        // It seems to be a no: unless the order is closed by conclusiveAt, it was one.
        cancellation.refusal = Text.said(unknown.code(), unknown.message());
      }
      markUncertain(
          step,
          cancellation,
          Text.said(unknown.code(), unknown.message()).within("cancellationInDoubt", "order", what(cancellation)),
          step.now().plus(FIRST_LOOK));
    } else if (result instanceof ProviderResult.Rejected<Boolean> no) {
      // Perhaps it was closed or paid since it was looked at, or by an earlier attempt: that shows in the order.
      cancellation.refusal = Text.said(no.code(), no.message());
      follow(step, cancellation, Duration.ZERO);
    } else if (result instanceof ProviderResult.TooEarly<Boolean> early) {
      tooEarly(step, cancellation, early);
    } else {
      cancellation.state = State.READY;
      if (result instanceof ProviderResult.Limited<Boolean> limited) {
        step.slots.refused(limited);
      } else if (result instanceof ProviderResult.NotSent<Boolean> notSent) {
        step.calls.pause(notSent.code(), notSent.message());
      } else if (result instanceof ProviderResult.NeedsAuthorization<Boolean> no) {
        step.calls.pauseIfRefusedAgain(no.code(), no.message());
      }
    }
  }

  /** Nothing was done. Its order is looked at again after a pause, and then it is sent again; other orders don't wait for it. */
  private static void tooEarly(StepContext step, Cancellation cancellation, ProviderResult.TooEarly<Boolean> early) {
    if (cancellation.tooEarly == 1) {
      step.journal(
          "INFO",
          "TOO_EARLY",
          "text",
          "cancellationTooEarly",
          "order",
          what(cancellation),
          "providerCode",
          early.code(),
          "message",
          early.message());
    }
    cancellation.state = State.NEW;
    cancellation.nextLook = step.now().plus(step.calls.tooEarly(early, cancellation.tooEarly - 1));
    if (cancellation.tooEarly >= MutatingCall.MOST_TOO_EARLY) {
      cancellation.tooEarly = 0;
      cancellation.issue =
          pending(cancellation, "it is too early to cancel order " + cancellation.providerOrderId + ", as the provider says again and again (" + early.code() + ")");
    }
  }

  private static QuestionDraft pending(Cancellation cancellation, String message) {
    return issue(
        Question.CANCELLATION_PENDING,
        message,
        Map.of("providerOrderId", cancellation.providerOrderId),
        Text.option(AnswerOption.RETRY, "text", "cancelAgain"));
  }

  /** It may or may not have reached the provider. */
  static void markUncertain(StepContext step, Cancellation cancellation, Text why, Instant nextLook) {
    cancellation.inDoubt = true;
    cancellation.doubtedUntil = cancellation.conclusiveAt;
    step.journal("WARN", why);
    cancellation.state = State.FOLLOWING;
    cancellation.looks = 0;
    cancellation.followedSince = step.now();
    cancellation.nextLook = nextLook;
  }

  private static void follow(StepContext step, Cancellation cancellation, Duration pause) {
    cancellation.state = State.FOLLOWING;
    cancellation.looks = 0;
    cancellation.followedSince = step.now();
    cancellation.nextLook = step.now().plus(pause);
  }

  private static void refuse(StepContext step, Cancellation cancellation, Text why) {
    cancellation.state = State.CLOSED;
    boolean isProviders = why.words() != null;
    step.journal("ERROR", isProviders ? why.within("cancellationRefused", "order", what(cancellation)) : Text.of(why.code(), "order", what(cancellation)));
    UnbindingRecord.state(step).openLines(cancellation).forEach(line -> line.end(LineOutcome.REJECTED, why));
  }

  /** Looks at an order: before anything is sent, and then until it is closed. */
  void look(StepContext step, Cancellation cancellation) {
    String id = cancellation.providerOrderId;
    long asked = step.recordStore.time.nanoTime();
    Optional<ProviderResult<List<ProviderOrder>>> result = step.calls.read(context -> step.client().orders(List.of(id), context));
    if (result.isEmpty()) {
      return;
    }
    if (result.get() instanceof ProviderResult.Rejected<List<ProviderOrder>> no) {
      step.journal("WARN", Text.said(no.code(), no.message()).within("ordersNotRead", "orders", id));
      cancellation.looks++;
      missing(step, cancellation);
    } else if (result.get() instanceof ProviderResult.Success<List<ProviderOrder>> yes) {
      cancellation.looks++;
      step.services.readings.note(step.body, id, asked);
      yes.value().stream()
          .filter(order -> order.id().equals(id) && isWhole(order, UnbindingRecord.state(step).openLines(cancellation)))
          .findFirst()
          .ifPresentOrElse(order -> take(step, cancellation, order), () -> missing(step, cancellation));
    }
  }

  /** An order that does not show our lines (yet) is not judged by what it shows. */
  private static boolean isWhole(ProviderOrder order, List<Line> ours) {
    Set<String> shown = order.lines().stream().map(ProviderOrder.Line::id).collect(Collectors.toSet());
    return order.status() == PurchaseStatus.CLOSED || ours.stream().allMatch(line -> shown.contains(line.providerLineId));
  }

  private static void missing(StepContext step, Cancellation cancellation) {
    if (++cancellation.missed < MOST_LOOKS_FOR_MISSING) {
      later(step, cancellation);
      return;
    }
    cancellation.state = State.CLOSED;
    step.journal("ERROR", "ORDER_NOT_FOUND", "providerOrderId", cancellation.providerOrderId);
    UnbindingRecord.state(step).openLines(cancellation).forEach(line -> line.end(LineOutcome.FAILED, "ORDER_NOT_FOUND"));
  }

  private void take(StepContext step, Cancellation cancellation, ProviderOrder order) {
    UnbindingState work = UnbindingRecord.state(step);
    cancellation.missed = 0;
    boolean accepted = cancellation.state == State.FOLLOWING;
    for (Line line : work.openLines(cancellation)) {
      if (step.safety.isFree(order.status() == PurchaseStatus.CLOSED || isClosed(order, line.providerLineId), accepted)) {
        free(step, line);
      }
    }
    List<Line> open = work.openLines(cancellation);
    if (open.isEmpty()) {
      cancellation.state = State.CLOSED;
    } else if (!step.body.interrupted && step.safety.mustAskBeforeCancelling(isPaid(order, open), cancellation.evenIfPaid)) {
      cancellation.issue = paid(order);
    } else if (cancellation.state == State.NEW) {
      if (cancellation.inDoubt && isAfter(step, cancellation.doubtedUntil())) {
        cancellation.inDoubt = false; // what was sent before will not be carried out any more
      }
      prepare(step, cancellation, order, open);
    } else {
      goOn(step, cancellation);
    }
  }

  /** Decides what the request will name: single lines wherever the order holds more than is to be cancelled. */
  private void prepare(StepContext step, Cancellation cancellation, ProviderOrder order, List<Line> open) {
    List<String> ours = open.stream().map(line -> line.providerLineId).toList();
    boolean whole = order.lines().stream().allMatch(line -> ours.contains(line.id()) || line.status() == PurchaseStatus.CLOSED);
    ProviderCapabilities.Cancellation possible = step.client().capabilities().cancellation();
    if (possible == ProviderCapabilities.Cancellation.NONE) {
      refuse(step, cancellation, Text.of("NOT_SUPPORTED"));
    } else if (!whole && possible == ProviderCapabilities.Cancellation.ORDERS) {
      refuse(step, cancellation, Text.of("ONLY_WHOLE_ORDERS"));
    } else {
      cancellation.wanted = step.safety.linesToCancel(whole, ours);
      cancellation.state = State.READY;
    }
  }

  /** Whether a look came after a moment. It is as old as the question, however late its answer is read. */
  private static boolean isAfter(StepContext step, Instant moment) {
    return step.client().providerTime(step.calls.calledAt()).isAfter(moment);
  }

  private static void goOn(StepContext step, Cancellation cancellation) {
    // What was refused is in no doubt itself: it makes the wait for earlier attempts no longer.
    boolean isRefused = cancellation.refusal != null;
    boolean isConclusive = isAfter(step, isRefused ? cancellation.doubtedUntil() : cancellation.conclusiveAt());
    if (step.body.interrupted && !isConclusive) {
      later(step, cancellation);
    } else if (step.body.interrupted) {
      cancellation.inDoubt = false; // nothing more is sent, and nothing will be carried out any more
    } else if (cancellation.refusal != null && (!cancellation.inDoubt || isConclusive)) {
      refuse(step, cancellation, cancellation.refusal);
    } else if (cancellation.inDoubt && isConclusive && cancellation.attempt < MOST_ATTEMPTS) {
      step.journal("INFO", "NOT_CANCELLED", "order", what(cancellation));
      cancellation.inDoubt = false;
      cancellation.state = State.READY;
    } else if (FollowUp.hasLasted(cancellation.followedSince, cancellation.looks, step.now())) {
      cancellation.issue = pending(cancellation, "order " + cancellation.providerOrderId + " is still open, long after its cancellation was asked for");
    } else {
      later(step, cancellation);
    }
  }

  private static void later(StepContext step, Cancellation cancellation) {
    cancellation.nextLook = step.now().plus(FollowUp.pause(FIRST_LOOK, cancellation.looks));
  }

  private static QuestionDraft paid(ProviderOrder order) {
    Map<String, String> context = new LinkedHashMap<>();
    context.put("providerOrderId", order.id());
    context.put("status", order.rawStatus());
    order.total().ifPresent(total -> context.put("total", total.toString()));
    return issue(
        Question.CANCEL_PAID_ORDER,
        "order " + order.id() + (order.status() == PurchaseStatus.UNKNOWN ? " may be paid (" : " is paid (") + order.rawStatus()
            + "): cancelling it means asking for the money back",
        context,
        Text.option(AnswerOption.CANCEL_ORDER, "text", "cancelAnyway"));
  }

  private static QuestionDraft issue(String code, String message, Map<String, String> context, AnswerOption first) {
    return new QuestionDraft(
        code,
        message,
        context,
        List.of(
            first,
            Text.option(AnswerOption.UNLINK_ONLY, "text", "removeLink"),
            Text.option(AnswerOption.SKIP_ITEM, "text", "keepLinked"),
            Text.option(AnswerOption.INTERRUPT, "text", "interruptUnbinding")));
  }

  private static boolean isClosed(ProviderOrder order, String lineId) {
    return order.lines().stream().anyMatch(line -> line.id().equals(lineId) && line.status() == PurchaseStatus.CLOSED);
  }

  /** Whether the order, or one of our lines of it, may be paid: a word that we do not know may mean that. */
  private static boolean isPaid(ProviderOrder order, List<Line> open) {
    boolean lines =
        order.lines().stream()
            .filter(theirs -> open.stream().anyMatch(ours -> ours.providerLineId.equals(theirs.id())))
            .anyMatch(line -> mayBePaid(line.status() == PurchaseStatus.UNKNOWN ? order.status() : line.status()));
    return lines || mayBePaid(order.status());
  }

  private static boolean mayBePaid(PurchaseStatus status) {
    return switch (status) {
      case AWAITING_SHIPMENT, PARTIALLY_SHIPPED, SHIPPED, RECEIVED, UNKNOWN -> true;
      case PENDING, AWAITING_PAYMENT, CLOSED -> false;
    };
  }

  /** The order, with its lines in parentheses if only these are meant. */
  static String what(Cancellation cancellation) {
    return cancellation.providerOrderId + (cancellation.wanted.isEmpty() ? "" : " (" + String.join(", ", cancellation.wanted) + ")");
  }

  /** Sets a line free: it is ready for purchase again. */
  private static void free(StepContext step, Line line) {
    if (!PurchaseEdit.isPossible(step, UnbindingRecord.state(step).key(line))) {
      leaveLinked(step, line);
      return;
    }
    OrderLinks.unlink(step, UnbindingRecord.state(step).key(line), line.providerOrder(), line.providerLineId);
    line.end(LineOutcome.UNBOUND);
  }

  /** Its link stays as it is, and so is not lost. */
  static void leaveLinked(StepContext step, Line line) {
    line.end(LineOutcome.FAILED, Unreadable.UNREADABLE);
    step.journal("ERROR", Unreadable.UNREADABLE, "text", "unreadableLine", "lineId", line.lineId);
  }

  /** Sets a line free although its order lives, as a person wants it. */
  static void forget(StepContext step, Line line) {
    free(step, line);
    if (line.outcome == LineOutcome.UNBOUND) {
      OrderLinks.forget(step, line.providerOrder());
    }
  }
}

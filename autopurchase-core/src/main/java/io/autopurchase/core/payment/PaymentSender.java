package io.autopurchase.core.payment;

import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.core.activity.MutatingCall;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.payment.PaymentState.Batch;
import io.autopurchase.core.payment.PaymentState.Order;
import io.autopurchase.core.payment.PaymentState.State;
import io.autopurchase.core.purchase.PurchaseEdit;
import io.autopurchase.core.purchase.PurchaseRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.record.Unreadable;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.spi.PayRequest;
import io.autopurchase.spi.PaymentResponse;
import io.autopurchase.spi.ProviderCapabilities.PriceCheck;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/** Sends payments. Each order is sent once; the order shows its outcome. */
final class PaymentSender {
  static final Duration FIRST_LOOK = Duration.ofSeconds(1);

  /** An order that was read longer ago, by the monotonic clock, may cost something else by now. */
  private static final Duration FRESH = Duration.ofMinutes(2).minus(MutatingCall.SEND_WITHIN);

  private PaymentSender() {}

  /** Commits to send the next orders, or finds out first what must be known for it. */
  static void intend(StepContext step, PaymentState work) {
    int most = step.client().capabilities().maxOrdersPerPayment();
    long readAt = step.ahead.sinceNanos();
    Optional<RequestValidity> validity = step.calls.validityOrPrepare();
    if (validity.isEmpty()) {
      return;
    }
    work.in(State.CHECKED).filter(order -> !isReadable(step, order)).toList().forEach(order -> leaveOut(step, order));
    work.in(State.CHECKED)
        .filter(order -> order.lines.stream().noneMatch(line -> isLinked(step, order, line)))
        .toList()
        .forEach(order -> order.close(LineOutcome.SKIPPED, "NOT_PURCHASED", "providerOrderId", order.providerOrder()));
    Batch batch = new Batch();
    work.in(State.CHECKED)
        .filter(order -> isFresh(step, order))
        .limit(most)
        .forEach(order -> batch.orderIds.add(order.providerOrderId));
    if (batch.orderIds.isEmpty()) {
      // So few at a time that they are still fresh when all of them were read.
      int together = work.singly ? 1 : Math.min(most, step.client().capabilities().maxOrdersPerRead());
      work.in(State.CHECKED).limit(together).toList().forEach(order -> order.state = State.NEW);
      return;
    }
    Instant now = step.now();
    for (String id : batch.orderIds) {
      for (PaymentState.HostLine line : work.order(id).lines) {
        PurchaseEdit.of(
            step,
            line.key(),
            purchase -> {
              if (id.equals(purchase.providerOrderId)) {
                purchase.paymentSentAt = now;
              }
              return false;
            });
      }
    }
    batch.orderIds.forEach(id -> work.order(id).intendedAt = now);
    batch.sending = true;
    batch.intend(step, validity.get());
    work.batches.add(batch);
    step.intent.sendSoonAfter(readAt);
    step.intent.intend(batch);
  }

  /** Whether this node has read an order a short while ago. */
  static boolean isFresh(StepContext step, Order order) {
    return step.services.readings.isFresh(step.body, order.providerOrder(), FRESH);
  }

  /** Whether it can be noted of all lines of an order that it is sent to be paid. */
  static boolean isReadable(StepContext step, Order order) {
    return order.lines.stream().allMatch(line -> PurchaseEdit.isPossible(step, line.key()));
  }

  /** It was not sent: that could not be noted, and so it might be paid twice. */
  static void leaveOut(StepContext step, Order order) {
    order.close(LineOutcome.FAILED, Unreadable.UNREADABLE);
    step.journal("ERROR", Unreadable.UNREADABLE, "text", "unreadableLineOfOrder", "providerOrderId", order.providerOrder());
  }

  private static boolean isLinked(StepContext step, Order order, PaymentState.HostLine line) {
    return step.recordStore
        .load(Keys.purchase(line.key()), PurchaseRecord.class)
        .filter(purchase -> purchase.body().isLinked() && order.providerOrder().equals(purchase.body().providerOrderId))
        .isPresent();
  }

  /** When another activity has sent an order to be paid last, as far as it is not known that it was not. */
  static Optional<Instant> sentByOthers(StepContext step, Order order) {
    return order.lines.stream()
        .flatMap(line -> step.recordStore.load(Keys.purchase(line.key()), PurchaseRecord.class).stream())
        .map(Versioned::body)
        .filter(purchase -> order.providerOrder().equals(purchase.providerOrderId) && purchase.paymentSentAt != null)
        .map(purchase -> purchase.paymentSentAt)
        .filter(at -> !at.equals(order.intendedAt))
        .max(Comparator.naturalOrder());
  }

  /** Which lines of an order cost more than was approved or accepted, if the provider shows that only once it is placed. */
  static Optional<String> aboveApproved(StepContext step, Order order, ProviderOrder theirs) {
    if (step.client().capabilities().priceCheck() == PriceCheck.BEFORE_PLACING) {
      return Optional.empty();
    }
    String above =
        order.lines.stream()
            .flatMap(line -> step.recordStore.load(Keys.purchase(line.key()), PurchaseRecord.class).stream())
            .map(Versioned::body)
            .filter(purchase -> order.providerOrder().equals(purchase.providerOrderId))
            .filter(purchase -> !purchase.isPayableAt(amount(purchase, theirs)))
            .map(purchase -> "line " + purchase.lineId + " costs " + amount(purchase, theirs) + ", approved are " + purchase.payableUpTo)
            .collect(Collectors.joining(", "));
    return above.isEmpty() ? Optional.empty() : Optional.of(above);
  }

  @Nullable
  private static Money amount(PurchaseRecord purchase, ProviderOrder theirs) {
    return theirs.lines().stream()
        .filter(line -> line.id().equals(purchase.providerOrderLineId))
        .flatMap(line -> line.amount().stream())
        .findFirst()
        .orElse(purchase.cost);
  }

  private static PayRequest request(PaymentState work, Batch batch) {
    PayRequest request = PayRequest.of(batch.orderIds);
    for (String id : batch.orderIds) {
      Money amount = work.order(id).amount;
      request = amount == null ? request : request.withAmount(id, amount);
    }
    return request;
  }

  /** Sends what was intended. */
  static void send(StepContext step, Batch batch) {
    PaymentState work = PaymentRecord.state(step);
    ProviderResult<PaymentResponse> result =
        step.calls.send(context -> step.client().pay(request(work, batch), batch.validity(), context), step.intent.sendByNanos());
    step.advance();
    work.tooEarly = result instanceof ProviderResult.TooEarly ? work.tooEarly + 1 : 0;
    if (result instanceof ProviderResult.Success<PaymentResponse> yes) {
      batch.sending = false;
      for (String id : batch.orderIds) {
        PaymentResponse.Refusal refusal = yes.value().refused().get(id);
        if (refusal != null && !yes.value().accepted().contains(id)) {
          work.order(id).refuse(refusal.code(), refusal.message(), step.now());
        } else {
          follow(step, batch, work.order(id), true);
        }
      }
    } else if (result instanceof ProviderResult.Unknown<PaymentResponse> unknown) {
      markUncertain(step, batch, Text.said(unknown.code(), unknown.message()).within("paymentInDoubt", "orders", batch.orderIds));
      if (unknown.refusal()) {
        batch.orderIds.forEach(id -> work.order(id).seemsRefused(unknown.code(), unknown.message()));
      }
    } else if (result instanceof ProviderResult.TooEarly<PaymentResponse> early && work.tooEarly >= MutatingCall.MOST_TOO_EARLY) {
      work.tooEarly = 0;
      batch.sending = false;
      batch.orderIds.forEach(id -> work.order(id).refuse(early.code(), early.message(), step.now()));
    } else if (result instanceof ProviderResult.Rejected<PaymentResponse> no) {
      batch.sending = false;
      batch.orderIds.forEach(id -> work.order(id).refuse(no.code(), no.message(), step.now()));
    } else {
      work.batches.remove(batch);
      if (result instanceof ProviderResult.Limited<PaymentResponse> limited) {
        step.slots.refused(limited);
      } else if (result instanceof ProviderResult.TooEarly<PaymentResponse> early) {
        step.calls.waitForTheTime(early);
      } else if (result instanceof ProviderResult.NotSent<PaymentResponse> notSent) {
        step.calls.pause(notSent.code(), notSent.message());
      } else if (result instanceof ProviderResult.NeedsAuthorization<PaymentResponse> no) {
        step.calls.pauseIfRefusedAgain(no.code(), no.message());
      }
    }
  }

  /** It may or may not have reached the provider. */
  static void markUncertain(StepContext step, Batch batch, Text why) {
    batch.sending = false;
    step.journal("WARN", why);
    batch.orderIds.forEach(id -> follow(step, batch, PaymentRecord.state(step).order(id), false));
  }

  private static void follow(StepContext step, Batch batch, Order order, boolean isCertain) {
    PaymentEvents.sent(step, order, isCertain);
    order.state = State.FOLLOWING;
    order.outcome = LineOutcome.UNCERTAIN;
    order.conclusiveAt = batch.conclusiveAt;
    order.looks = 0;
    order.followedSince = step.now();
    order.nextLook = step.now().plus(FIRST_LOOK);
  }
}

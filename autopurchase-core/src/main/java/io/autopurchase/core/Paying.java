package io.autopurchase.core;

import io.autopurchase.LineOutcome;
import io.autopurchase.core.PaymentBody.Batch;
import io.autopurchase.core.PaymentBody.Order;
import io.autopurchase.core.PaymentBody.State;
import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.PaymentResponse;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sends payments. Each order is sent once; what became of it shows in the order. */
final class Paying {
  static final Duration FIRST_LOOK = Duration.ofSeconds(1);

  /** An order that was read longer ago, by the monotonic clock, may cost something else by now. */
  private static final Duration FRESH = Duration.ofMinutes(2).minus(Effect.SEND_WITHIN);

  private Paying() {}

  /** Commits to send the next orders, or finds out first what must be known for it. */
  static void intend(Run run, PaymentBody work) {
    int most = run.client().capabilities().maxOrdersPerPayment();
    long readAt = run.kernel.time.nanoTime();
    if (!run.mayCall()) {
      return;
    }
    Optional<RequestValidity> validity = run.client().validity(run.now());
    if (validity.isEmpty()) {
      run.prepare();
      return;
    }
    work.in(State.CHECKED)
        .filter(order -> order.lines.stream().noneMatch(line -> isLinked(run, order, line)))
        .toList()
        .forEach(order -> order.close(LineOutcome.SKIPPED, "NOT_PURCHASED", "no line is linked to the order any more"));
    Batch batch = new Batch();
    work.in(State.CHECKED)
        .filter(order -> isFresh(run, order))
        .limit(most)
        .forEach(order -> batch.orderIds.add(order.providerOrderId));
    if (batch.orderIds.isEmpty()) {
      // So few at a time that they are still fresh when all of them were read.
      int together = work.singly ? 1 : Math.min(most, run.client().capabilities().maxOrdersPerRead());
      work.in(State.CHECKED).limit(together).toList().forEach(order -> order.state = State.NEW);
      return;
    }
    Instant now = run.now();
    for (String id : batch.orderIds) {
      for (PaymentBody.HostLine line : work.order(id).lines) {
        run.changes.edit(
            line.key(),
            purchase -> {
              if (id.equals(purchase.providerOrderId)) {
                purchase.paymentSentAt = now;
              }
              return false;
            });
      }
    }
    batch.sending = true;
    batch.intend(run, validity.get());
    work.batches.add(batch);
    run.sendSoonAfter(readAt);
    run.intend(batch);
  }

  /** Whether this node has read an order a short while ago. */
  static boolean isFresh(Run run, Order order) {
    return run.kernel.readings.isOrderFresh(run.body, order.providerOrderId, FRESH);
  }

  private static boolean isLinked(Run run, Order order, PaymentBody.HostLine line) {
    return run.kernel
        .load(Keys.purchase(line.key()), PurchaseBody.class)
        .filter(purchase -> purchase.body().isLinked() && order.providerOrderId.equals(purchase.body().providerOrderId))
        .isPresent();
  }

  /** Sends what was intended. */
  static void send(Run run, Batch batch) {
    PaymentBody work = run.body.payment;
    ProviderResult<PaymentResponse> result =
        run.send(context -> run.client().pay(batch.orderIds, batch.validity(), context), run.sendByNanos());
    run.advance();
    if (result instanceof ProviderResult.Success<PaymentResponse> yes) {
      batch.sending = false;
      for (String id : batch.orderIds) {
        PaymentResponse.Refusal refusal = yes.value().refused().get(id);
        if (refusal != null && !yes.value().accepted().contains(id)) {
          work.order(id).refuse(refusal.code(), refusal.message(), run.now());
        } else {
          follow(run, batch, work.order(id));
        }
      }
    } else if (result instanceof ProviderResult.Unknown<PaymentResponse> unknown) {
      doubt(run, batch, unknown.code(), unknown.message());
      if (unknown.refusal()) {
        batch.orderIds.forEach(id -> work.order(id).seemsRefused(unknown.code(), unknown.message()));
      }
    } else if (result instanceof ProviderResult.Rejected<PaymentResponse> no) {
      batch.sending = false;
      batch.orderIds.forEach(id -> work.order(id).refuse(no.code(), no.message(), run.now()));
    } else {
      work.batches.remove(batch);
      if (result instanceof ProviderResult.Limited<PaymentResponse> limited) {
        run.slots.refused(limited);
      } else if (result instanceof ProviderResult.NotSent<PaymentResponse> notSent) {
        run.pause(notSent.code(), notSent.message());
      } else if (result instanceof ProviderResult.NeedsAuthorization<PaymentResponse> no) {
        run.pauseIfRefusedAgain(no.code(), no.message());
      }
    }
  }

  /** It may or may not have reached the provider. */
  static void doubt(Run run, Batch batch, String code, String message) {
    batch.sending = false;
    run.journal("WARN", code, "the payment of " + batch.orderIds + " may or may not have been sent: " + message);
    batch.orderIds.forEach(id -> follow(run, batch, run.body.payment.order(id)));
  }

  private static void follow(Run run, Batch batch, Order order) {
    order.state = State.FOLLOWING;
    order.outcome = LineOutcome.UNCERTAIN;
    order.conclusiveAt = batch.conclusiveAt;
    order.looks = 0;
    order.followedSince = run.now();
    order.nextLook = run.now().plus(FIRST_LOOK);
  }
}

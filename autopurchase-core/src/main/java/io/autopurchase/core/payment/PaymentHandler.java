package io.autopurchase.core.payment;

import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.WaitReason;
import io.autopurchase.core.activity.ActivityHandler;
import io.autopurchase.core.activity.FollowUp;
import io.autopurchase.core.activity.MutatingCall;
import io.autopurchase.core.activity.QuestionDraft;
import io.autopurchase.core.activity.QuestionRecord;
import io.autopurchase.core.activity.Questions;
import io.autopurchase.core.activity.StepContext;
import io.autopurchase.core.payment.PaymentState.Batch;
import io.autopurchase.core.payment.PaymentState.Order;
import io.autopurchase.core.payment.PaymentState.State;
import io.autopurchase.core.purchase.OpenPurchases;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.engine.PaymentLimits;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Has orders paid: reads them, compares their sum with the limits, asks a person, reads them again, sends each once, and then
 * follows the orders, for only they show what is paid.
 */
public final class PaymentHandler implements ActivityHandler {
  private static final Duration NOT_ALLOWED_PAUSE = Duration.ofMinutes(1);

  private final Optional<PaymentLimits> limits;
  private final Questions questions;

  public PaymentHandler(Optional<PaymentLimits> limits, Questions questions) {
    this.limits = limits;
    this.questions = questions;
  }

  @Override
  public void recover(StepContext step) {
    PaymentState work = PaymentRecord.state(step);
    work.sending().ifPresent(batch -> PaymentSender.markUncertain(step, batch, Text.of("NODE_STOPPED", "text", "stoppedPaying", "orders", batch.orderIds)));
    // Since they were read a person may have paid them, or changed their price.
    work.in(State.CHECKED)
        .filter(order -> !step.calls.waitedForSlot() || !PaymentSender.isFresh(step, order))
        .toList()
        .forEach(order -> order.state = State.NEW);
  }

  /** It is asked for again: what was approved was approved once. */
  @Override
  public void reopen(StepContext step) {
    PaymentState work = PaymentRecord.state(step);
    work.approved = null;
    work.approvedBefore = false;
    work.orders.forEach(order -> order.toldAbove = null);
    for (Order order : work.orders) {
      if (order.outcome == LineOutcome.FAILED) {
        order.end(LineOutcome.PENDING);
        order.sentBefore = order.followedSince == null ? order.sentBefore : order.followedSince;
        order.state = State.NEW;
        order.conclusiveAt = null;
        order.looks = 0;
        step.changes.reserve(Keys.ORDER_SCOPE, Keys.providerOrder(step.body.provider, order.providerOrder()), step.body.id);
      }
    }
  }

  @Override
  public void step(StepContext step) {
    PaymentState work = PaymentRecord.state(step);
    Optional<MutatingCall> sending = step.intent.take();
    if (sending.isPresent()) {
      PaymentSender.send(step, (Batch) sending.get());
    } else if (step.body.interrupted && work.in(State.FOLLOWING).findAny().isEmpty()) {
      work.orders.stream().filter(o -> o.state != State.CLOSED).forEach(o -> o.close(LineOutcome.SKIPPED, "INTERRUPTED"));
      finish(step);
    } else {
      proceed(step, work);
    }
    step.body.total = work.orders.size();
    step.body.done = (int) work.in(State.CLOSED).count();
  }

  private void proceed(StepContext step, PaymentState work) {
    boolean mayPay = limits.isPresent() && !step.body.interrupted;
    List<Order> toRead = due(step, o -> o.state == State.NEW && mayPay || o.state == State.FOLLOWING);
    if (!toRead.isEmpty()) {
      read(step, toRead);
    } else if (mayPay && work.in(State.CHECKED).findAny().isPresent()) {
      approveOrPay(step, work);
    } else {
      Optional<Instant> next = nextLook(work);
      if (next.isPresent()) {
        step.body.waitFor(WaitReason.PAYMENT_PENDING, next.get());
      } else if (!step.body.interrupted && isLeft(work)) {
        // This node may pay nothing: it leaves the activity to one that may.
        step.body.waitFor(WaitReason.PAYMENT_NOT_ALLOWED, step.now().plus(NOT_ALLOWED_PAUSE));
      } else {
        finish(step);
      }
    }
  }

  private static boolean isLeft(PaymentState work) {
    return work.orders.stream().anyMatch(order -> order.state == State.NEW || order.state == State.CHECKED);
  }

  // Reading

  private static List<Order> due(StepContext step, Predicate<Order> which) {
    Instant now = step.now();
    return PaymentRecord.state(step).orders.stream()
        .filter(which)
        .filter(o -> o.nextLook == null || !o.nextLook.isAfter(now))
        .limit(PaymentRecord.state(step).singly ? 1 : step.client().capabilities().maxOrdersPerRead())
        .toList();
  }

  private static Optional<Instant> nextLook(PaymentState work) {
    return work.in(State.FOLLOWING).map(o -> o.nextLook).min(Comparator.naturalOrder());
  }

  private void read(StepContext step, List<Order> some) {
    List<String> ids = some.stream().map(order -> order.providerOrderId).toList();
    long asked = step.recordStore.time.nanoTime();
    Optional<ProviderResult<List<ProviderOrder>>> result = step.calls.read(context -> step.client().orders(ids, context));
    if (result.isEmpty()) {
      return;
    }
    if (result.get() instanceof ProviderResult.Rejected<List<ProviderOrder>> no) {
      refused(step, some, no);
    } else if (result.get() instanceof ProviderResult.Success<List<ProviderOrder>> yes) {
      for (Order order : some) {
        order.looks++;
        step.services.readings.note(step.body, order.providerOrder(), asked);
        yes.value().stream()
            .filter(theirs -> theirs.id().equals(order.providerOrderId))
            .findFirst()
            .ifPresentOrElse(theirs -> take(step, order, theirs), () -> missing(step, order));
      }
    }
  }

  /** One order that the provider refuses to show must not hold up the others: then they are read one by one. */
  private static void refused(StepContext step, List<Order> some, ProviderResult.Rejected<List<ProviderOrder>> no) {
    Text why = Text.said(no.code(), no.message());
    step.journal("WARN", why.within("ordersNotRead", "orders", some.stream().map(order -> order.providerOrderId).toList()));
    if (some.size() > 1) {
      PaymentRecord.state(step).singly = true;
    } else if (some.get(0).state == State.NEW) {
      some.get(0).close(LineOutcome.FAILED, why);
    } else {
      some.get(0).looks++;
      goOn(step, some.get(0));
    }
  }

  private void missing(StepContext step, Order order) {
    if (order.state == State.NEW) {
      order.close(LineOutcome.FAILED, "ORDER_NOT_FOUND");
    } else {
      goOn(step, order);
    }
  }

  private void take(StepContext step, Order order, ProviderOrder theirs) {
    OpenPurchases.read(step, theirs, step.calls.calledAt());
    switch (theirs.status()) {
      case AWAITING_SHIPMENT, PARTIALLY_SHIPPED, SHIPPED, RECEIVED -> {
        if (order.followedSince != null) {
          PaymentEvents.confirmed(step, order, theirs.total().orElse(null));
        }
        order.end(LineOutcome.PAID);
        order.close();
      }
      case CLOSED -> order.close(LineOutcome.REJECTED, "ORDER_CLOSED");
      case PENDING, AWAITING_PAYMENT, UNKNOWN -> {
        if (order.state == State.FOLLOWING) {
          goOn(step, order);
        } else if (theirs.status() != PurchaseStatus.AWAITING_PAYMENT) {
          order.close(LineOutcome.REJECTED, "NOT_PAYABLE", "status", theirs.rawStatus());
        } else {
          check(step, order, theirs);
        }
      }
    }
  }

  private void check(StepContext step, Order order, ProviderOrder theirs) {
    Money perOrder = limits.orElseThrow().perOrder();
    if (!PaymentSender.isReadable(step, order)) {
      PaymentSender.leaveOut(step, order);
    } else if (theirs.total().isEmpty()) {
      order.close(LineOutcome.REJECTED, "AMOUNT_UNKNOWN");
    } else if (!theirs.total().get().currency().equals(perOrder.currency())) {
      order.close(LineOutcome.REJECTED, "CURRENCY", "price", theirs.total().get(), "currency", perOrder.currency());
    } else if (theirs.total().get().isGreaterThan(perOrder)) {
      order.close(LineOutcome.REJECTED, "ABOVE_LIMIT", "cost", theirs.total().get(), "limit", perOrder);
    } else {
      PaymentSender.sentByOthers(step, order).ifPresent(at -> order.sentBefore = at);
      order.aboveApproved = PaymentSender.aboveApproved(step, order, theirs).orElse(null);
      order.amount = theirs.total().get();
      order.state = State.CHECKED;
    }
  }

  private static void goOn(StepContext step, Order order) {
    boolean isConclusive = order.conclusiveAt == null || step.client().providerTime(step.calls.calledAt()).isAfter(order.conclusiveAt);
    if (order.code != null && isConclusive) {
      PaymentEvents.failed(step, order, order.code);
      order.outcome = LineOutcome.REJECTED;
      order.close();
    } else if (isConclusive && FollowUp.hasLasted(order.followedSince, order.looks, step.now())) {
      PaymentEvents.failed(step, order, "PAYMENT_UNCONFIRMED");
      order.close(LineOutcome.FAILED, "PAYMENT_UNCONFIRMED");
    } else {
      later(step, order);
    }
  }

  private static void later(StepContext step, Order order) {
    order.nextLook = step.now().plus(FollowUp.pause(PaymentSender.FIRST_LOOK, order.looks));
  }

  // Approval and payment

  private void approveOrPay(StepContext step, PaymentState work) {
    Money sum = work.sum();
    Money most = limits.orElseThrow().perActivity();
    Money limit = work.limit.isGreaterThan(most) ? most : work.limit;
    if (sum.isGreaterThan(limit)) {
      work.in(State.CHECKED).toList()
          .forEach(order -> order.close(LineOutcome.REJECTED, "ABOVE_LIMIT", "text", "sumAboveLimit", "sum", sum, "limit", limit));
    } else if (needsApproval(work, sum)) {
      ask(step, work, sum);
    } else {
      PaymentSender.intend(step, work);
    }
  }

  /**
   * What was sent once, and not seen to be paid, is sent again only by a person who was shown that; so is an order that costs more than
   * was approved before it was placed.
   */
  private static boolean needsApproval(PaymentState work, Money sum) {
    boolean isAbove = work.in(State.CHECKED).anyMatch(order -> order.aboveApproved != null && !order.aboveApproved.equals(order.toldAbove));
    boolean sentBefore = work.in(State.CHECKED).anyMatch(order -> order.sentBefore != null);
    return isAbove || (work.approved == null ? !work.approvedBefore || sentBefore : sum.isGreaterThan(work.approved));
  }

  private void ask(StepContext step, PaymentState work, Money sum) {
    Money open = work.in(State.CHECKED).map(order -> order.amount).reduce(Money::plus).orElseThrow();
    Map<String, String> context = new LinkedHashMap<>();
    work.in(State.CHECKED)
        .forEach(
            order -> {
              String before = order.sentBefore == null ? "" : ", sent to be paid before at " + order.sentBefore;
              String above = order.aboveApproved == null ? "" : ", " + order.aboveApproved;
              context.put("order " + order.providerOrderId, order.amount + before + above);
              order.toldAbove = order.aboveApproved;
            });
    boolean again = work.in(State.CHECKED).anyMatch(order -> order.sentBefore != null);
    boolean above = work.in(State.CHECKED).anyMatch(order -> order.aboveApproved != null);
    context.put("newValue", open.toString());
    QuestionDraft issue =
        new QuestionDraft(
            Question.APPROVE_PAYMENT,
            work.in(State.CHECKED).count() + " orders are to be paid for " + open
                + (again ? "; some were sent to be paid before, and may yet be" : "")
                + (above ? "; some cost more than was approved" : ""),
            context,
            List.of(Text.option(AnswerOption.APPROVE, "text", "payAmount", "amount", open), Text.option(AnswerOption.INTERRUPT, "text", "payNothing")));
    String line = work.orders.get(0).lines.get(0).lineId();
    work.asked = sum;
    questions.ask(step, line, issue, AnswerOption.INTERRUPT, nextLook(work));
  }

  @Override
  public void answer(StepContext step, QuestionRecord question, String option) {
    if (option.equals(AnswerOption.APPROVE)) {
      PaymentRecord.state(step).approved = PaymentRecord.state(step).asked;
      PaymentRecord.state(step).approvedBy = step.body.answeredBy;
      PaymentRecord.state(step).in(State.CHECKED).toList().forEach(order -> order.state = State.NEW);
    } else {
      step.body.interrupted = true;
    }
  }

  // The end

  @Override
  public Optional<Instant> stepWhileAsking(StepContext step) {
    List<Order> toRead = due(step, order -> order.state == State.FOLLOWING);
    if (!toRead.isEmpty()) {
      read(step, toRead);
    }
    boolean paused = step.body.state != ActivityState.RUNNING;
    return paused ? Optional.ofNullable(step.body.until) : nextLook(PaymentRecord.state(step));
  }

  @Override
  public void endUncertain(StepContext step) {
    PaymentRecord.state(step).orders.stream()
        .filter(order -> order.state != State.CLOSED)
        .forEach(
            order -> {
              boolean sent = order.state == State.FOLLOWING;
              order.close(
                  sent ? LineOutcome.UNCERTAIN : LineOutcome.SKIPPED,
                  sent ? Text.of("INTERRUPTED", "text", "mayBePaid") : Text.of("INTERRUPTED"));
            });
    finish(step);
  }

  @Override
  public void wake(StepContext step) {
    PaymentRecord.state(step).orders.stream().filter(order -> order.nextLook != null).forEach(order -> order.nextLook = step.now());
  }

  @Override
  public void distrustTimes(StepContext step) {
    wake(step);
    PaymentRecord.state(step).orders.stream()
        .filter(order -> ClockWatch.isAhead(order.followedSince, step.now()))
        .forEach(order -> order.followedSince = step.now());
  }

  private static void finish(StepContext step) {
    step.services.readings.forget(step.body);
    PaymentState work = PaymentRecord.state(step);
    work.orders.forEach(
        order -> step.changes.release(Keys.ORDER_SCOPE, Keys.providerOrder(step.body.provider, order.providerOrder()), step.body.id));
    long paid = work.orders.stream().filter(order -> order.outcome == LineOutcome.PAID).count();
    boolean failed = work.orders.stream().allMatch(order -> order.outcome == LineOutcome.FAILED);
    ActivityState end =
        step.body.interrupted ? ActivityState.INTERRUPTED : failed ? ActivityState.FAILED : ActivityState.COMPLETED;
    step.journal("INFO", end.name(), "text", "paid", "count", paid, "total", work.orders.size());
    step.body.finish(end, step.now());
  }
}

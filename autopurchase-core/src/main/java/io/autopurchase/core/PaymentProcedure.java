package io.autopurchase.core;

import io.autopurchase.ActivityState;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.AnswerOption;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.core.PaymentBody.Batch;
import io.autopurchase.core.PaymentBody.Order;
import io.autopurchase.core.PaymentBody.State;
import io.autopurchase.spi.PaymentLimits;
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
final class PaymentProcedure implements Procedure {
  private static final Duration LAST_PAUSE = Duration.ofMinutes(2);

  /** After so long an order that was to be paid is left to synchronization. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final Duration NOT_ALLOWED_PAUSE = Duration.ofMinutes(1);

  private final Optional<PaymentLimits> limits;
  private final Questions questions;

  PaymentProcedure(Optional<PaymentLimits> limits, Questions questions) {
    this.limits = limits;
    this.questions = questions;
  }

  @Override
  public void recover(Run run) {
    PaymentBody work = run.body.payment;
    work.sending().ifPresent(batch -> Paying.doubt(run, batch, "INTERRUPTED", "the program ended while it was being sent"));
    // Since they were read somebody may have paid them, or changed their price.
    work.in(State.CHECKED).filter(order -> !run.waitedForSlot() || !Paying.isFresh(run, order)).toList().forEach(order -> order.state = State.NEW);
  }

  /** It is asked for anew: what was approved was approved once. */
  @Override
  public void reopen(Run run) {
    PaymentBody work = run.body.payment;
    work.approved = null;
    work.approvedBefore = false;
    for (Order order : work.orders) {
      if (order.outcome == LineOutcome.FAILED) {
        order.end(LineOutcome.PENDING, null, null);
        order.sentBefore = order.followedSince;
        order.state = State.NEW;
        order.conclusiveAt = null;
        order.looks = 0;
        run.changes.reserve(Keys.ORDER_SCOPE, Keys.providerOrder(run.body.provider, order.providerOrderId), run.body.id);
      }
    }
  }

  @Override
  public void step(Run run) {
    PaymentBody work = run.body.payment;
    Optional<Effect> sending = run.takeSending();
    if (sending.isPresent()) {
      Paying.send(run, (Batch) sending.get());
    } else if (run.body.interrupted && work.in(State.FOLLOWING).findAny().isEmpty()) {
      work.orders.stream().filter(o -> o.state != State.CLOSED).forEach(o -> o.close(LineOutcome.SKIPPED, "INTERRUPTED", "the payment was interrupted"));
      finish(run);
    } else {
      proceed(run, work);
    }
    run.body.total = work.orders.size();
    run.body.done = (int) work.in(State.CLOSED).count();
  }

  private void proceed(Run run, PaymentBody work) {
    boolean mayPay = limits.isPresent() && !run.body.interrupted;
    List<Order> toRead = due(run, o -> o.state == State.NEW && mayPay || o.state == State.FOLLOWING);
    if (!toRead.isEmpty()) {
      read(run, toRead);
    } else if (mayPay && work.in(State.CHECKED).findAny().isPresent()) {
      approveOrPay(run, work);
    } else {
      Optional<Instant> next = nextLook(work);
      if (next.isPresent()) {
        run.body.rest(ActivityState.WAITING, "PAYING", next.get());
      } else if (!run.body.interrupted && isLeft(work)) {
        // This node may pay nothing: it leaves the activity to one that may.
        run.body.rest(ActivityState.WAITING, "PAYMENT_NOT_ALLOWED", run.now().plus(NOT_ALLOWED_PAUSE));
      } else {
        finish(run);
      }
    }
  }

  private static boolean isLeft(PaymentBody work) {
    return work.orders.stream().anyMatch(order -> order.state == State.NEW || order.state == State.CHECKED);
  }

  // Reading

  private static List<Order> due(Run run, Predicate<Order> which) {
    Instant now = run.now();
    return run.body.payment.orders.stream()
        .filter(which)
        .filter(o -> o.nextLook == null || !o.nextLook.isAfter(now))
        .limit(run.body.payment.singly ? 1 : run.client().capabilities().maxOrdersPerRead())
        .toList();
  }

  private static Optional<Instant> nextLook(PaymentBody work) {
    return work.in(State.FOLLOWING).map(o -> o.nextLook).min(Comparator.naturalOrder());
  }

  private void read(Run run, List<Order> some) {
    List<String> ids = some.stream().map(order -> order.providerOrderId).toList();
    long asked = run.kernel.time.nanoTime();
    Optional<ProviderResult<List<ProviderOrder>>> result = run.read(context -> run.client().orders(ids, context));
    if (result.isEmpty()) {
      return;
    }
    if (result.get() instanceof ProviderResult.Rejected<List<ProviderOrder>> no) {
      refused(run, some, no);
    } else if (result.get() instanceof ProviderResult.Success<List<ProviderOrder>> yes) {
      for (Order order : some) {
        order.looks++;
        run.kernel.readings.orderRead(run.body, order.providerOrderId, asked);
        yes.value().stream()
            .filter(theirs -> theirs.id().equals(order.providerOrderId))
            .findFirst()
            .ifPresentOrElse(theirs -> take(run, order, theirs), () -> missing(run, order));
      }
    }
  }

  /** One order that the provider refuses to show must not hold up the others: then they are read one by one. */
  private static void refused(Run run, List<Order> some, ProviderResult.Rejected<List<ProviderOrder>> no) {
    run.journal("WARN", no.code(), "orders cannot be read: " + no.message());
    if (some.size() > 1) {
      run.body.payment.singly = true;
    } else if (some.get(0).state == State.NEW) {
      some.get(0).close(LineOutcome.FAILED, no.code(), no.message());
    } else {
      some.get(0).looks++;
      goOn(run, some.get(0));
    }
  }

  private void missing(Run run, Order order) {
    if (order.state == State.NEW) {
      order.close(LineOutcome.FAILED, "ORDER_NOT_FOUND", "the provider does not show the order to this session");
    } else {
      goOn(run, order);
    }
  }

  private void take(Run run, Order order, ProviderOrder theirs) {
    switch (theirs.status()) {
      case AWAITING_SHIPMENT, PARTIALLY_SHIPPED, SHIPPED, RECEIVED -> order.close(LineOutcome.PAID, null, null);
      case CLOSED -> order.close(LineOutcome.REJECTED, "ORDER_CLOSED", "the order is closed");
      case PENDING, AWAITING_PAYMENT, UNKNOWN -> {
        if (order.state == State.FOLLOWING) {
          goOn(run, order);
        } else if (theirs.status() != PurchaseStatus.AWAITING_PAYMENT) {
          order.close(LineOutcome.REJECTED, "NOT_PAYABLE", "the order is " + theirs.rawStatus());
        } else {
          check(order, theirs);
        }
      }
    }
  }

  private void check(Order order, ProviderOrder theirs) {
    Money perOrder = limits.orElseThrow().perOrder();
    if (theirs.total().isEmpty()) {
      order.close(LineOutcome.REJECTED, "AMOUNT_UNKNOWN", "the provider does not tell what the order costs");
    } else if (!theirs.total().get().currency().equals(perOrder.currency())) {
      order.close(LineOutcome.REJECTED, "CURRENCY", "the order costs " + theirs.total().get());
    } else if (theirs.total().get().isGreaterThan(perOrder)) {
      order.close(LineOutcome.REJECTED, "ABOVE_LIMIT", "the order costs " + theirs.total().get() + ", the limit is " + perOrder);
    } else {
      order.amount = theirs.total().get();
      order.state = State.CHECKED;
    }
  }

  private static void goOn(Run run, Order order) {
    boolean horizonIsOver = order.conclusiveAt == null || run.client().providerTime(run.calledAt()).isAfter(order.conclusiveAt);
    if (order.code != null && horizonIsOver) {
      order.close(LineOutcome.REJECTED, order.code, order.message);
    } else if (horizonIsOver && run.now().isAfter(order.followedSince.plus(PATIENCE))) {
      order.close(LineOutcome.FAILED, "PAYMENT_UNCONFIRMED", "it was sent to be paid and is not paid yet; synchronization shows it when it is");
    } else {
      later(run, order);
    }
  }

  private static void later(Run run, Order order) {
    long pause = Math.min(Paying.FIRST_LOOK.toMillis() << Math.min(order.looks, 10), LAST_PAUSE.toMillis());
    order.nextLook = run.now().plusMillis(pause);
  }

  // Approval and payment

  private void approveOrPay(Run run, PaymentBody work) {
    Money sum = work.sum();
    Money most = limits.orElseThrow().perActivity();
    Money limit = work.limit.isGreaterThan(most) ? most : work.limit;
    if (sum.isGreaterThan(limit)) {
      work.in(State.CHECKED).toList().forEach(o -> o.close(LineOutcome.REJECTED, "ABOVE_LIMIT", "the orders cost " + sum + ", the limit is " + limit));
    } else if (needsApproval(work, sum)) {
      ask(run, work, sum);
    } else {
      Paying.intend(run, work);
    }
  }

  /** What was sent once, and not seen to be paid, is sent again only by a person who was told. */
  private static boolean needsApproval(PaymentBody work, Money sum) {
    boolean sentBefore = work.in(State.CHECKED).anyMatch(order -> order.sentBefore != null);
    return work.approved == null ? !work.approvedBefore || sentBefore : sum.isGreaterThan(work.approved);
  }

  private void ask(Run run, PaymentBody work, Money sum) {
    Money open = work.in(State.CHECKED).map(order -> order.amount).reduce(Money::plus).orElseThrow();
    Map<String, String> context = new LinkedHashMap<>();
    work.in(State.CHECKED)
        .forEach(
            order -> {
              String before = order.sentBefore == null ? "" : ", sent to be paid before at " + order.sentBefore;
              context.put("order " + order.providerOrderId, order.amount + before);
            });
    boolean again = work.in(State.CHECKED).anyMatch(order -> order.sentBefore != null);
    context.put("newValue", open.toString());
    Issue issue =
        new Issue(
            Question.APPROVE_PAYMENT,
            work.in(State.CHECKED).count() + " orders are to be paid for " + open
                + (again ? "; some were sent to be paid before, and may yet be" : ""),
            context,
            List.of(new AnswerOption(AnswerOption.APPROVE, "pay " + open), new AnswerOption(AnswerOption.INTERRUPT, "pay nothing")));
    String line = work.orders.get(0).lines.get(0).lineId();
    work.asked = sum;
    questions.ask(run, line, issue, AnswerOption.INTERRUPT, nextLook(work));
  }

  @Override
  public void answer(Run run, QuestionBody question, String option) {
    if (option.equals(AnswerOption.APPROVE)) {
      run.body.payment.approved = run.body.payment.asked;
      run.body.payment.in(State.CHECKED).toList().forEach(order -> order.state = State.NEW);
    } else {
      run.body.interrupted = true;
    }
  }

  // The end

  @Override
  public Optional<Instant> attend(Run run) {
    List<Order> toRead = due(run, order -> order.state == State.FOLLOWING);
    if (!toRead.isEmpty()) {
      read(run, toRead);
    }
    boolean paused = run.body.state != ActivityState.RUNNING;
    return paused ? Optional.ofNullable(run.body.until) : nextLook(run.body.payment);
  }

  @Override
  public void endUncertain(Run run) {
    String message = "interrupted; it was sent to be paid and is not seen to be paid: synchronization shows it when it is";
    run.body.payment.orders.stream()
        .filter(order -> order.state != State.CLOSED)
        .forEach(
            order -> {
              boolean sent = order.state == State.FOLLOWING;
              order.close(sent ? LineOutcome.UNCERTAIN : LineOutcome.SKIPPED, "INTERRUPTED", sent ? message : "the payment was interrupted");
            });
    finish(run);
  }

  @Override
  public void hurry(Run run) {
    run.body.payment.orders.stream().filter(order -> order.nextLook != null).forEach(order -> order.nextLook = run.now());
  }

  @Override
  public void distrustTimes(Run run) {
    hurry(run);
    run.body.payment.orders.stream()
        .filter(order -> ClockWatch.isAhead(order.followedSince, run.now()))
        .forEach(order -> order.followedSince = run.now());
  }

  private static void finish(Run run) {
    run.kernel.readings.forget(run.body);
    PaymentBody work = run.body.payment;
    work.orders.forEach(
        order -> run.changes.release(Keys.ORDER_SCOPE, Keys.providerOrder(run.body.provider, order.providerOrderId), run.body.id));
    long paid = work.orders.stream().filter(order -> order.outcome == LineOutcome.PAID).count();
    boolean failed = work.orders.stream().allMatch(order -> order.outcome == LineOutcome.FAILED);
    ActivityState end =
        run.body.interrupted ? ActivityState.INTERRUPTED : failed ? ActivityState.FAILED : ActivityState.COMPLETED;
    run.journal("INFO", end.name(), paid + " of " + work.orders.size() + " orders are paid");
    run.body.finish(end, run.now());
  }
}

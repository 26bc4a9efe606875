package io.autopurchase.core.payment;

import static io.autopurchase.testkit.FakeOrders.unpaid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.BindingRequest;
import io.autopurchase.ConfigurationException;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Item;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.PaymentDue;
import io.autopurchase.PaymentRequest;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.SessionId;
import io.autopurchase.WaitReason;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Call;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An order is sent to be paid once at most, within the limits and what a person has approved; only orders show what is paid. */
class PaymentTest extends PaymentTrading {
  private void reprice(String id, String total) {
    provider.change(
        id,
        old ->
            ProviderOrder.builder(id, old.clientOrderId(), old.status(), old.rawStatus())
                .total(Money.cny(total))
                .lines(old.lines())
                .modifiedAt(nodes.time.now())
                .build());
  }

  private void sentOnce() {
    List<String> sent = provider.calls(Operation.PAY).stream().map(Call::about).flatMap(ids -> List.of(ids.split(",")).stream()).toList();
    assertThat(sent).doesNotHaveDuplicates();
  }

  @Test
  void pay_moreThanOneCallTakes_asksOnceAndPaysInParts() {
    List<String> orders = unpaidOrders(7);
    Activity asking = pay(request(LIMIT, orders).build());
    Question question = asking.question().orElseThrow();
    assertThat(question.code()).isEqualTo(Question.APPROVE_PAYMENT);
    assertThat(question.context()).containsEntry("newValue", Money.cny("70.00").toString());
    assertThat(calls(Operation.PAY)).isZero();

    Activity paid = answer(asking, AnswerOption.APPROVE);

    assertThat(paid.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(outcomes(paid)).hasSize(7).containsOnly(LineOutcome.PAID);
    assertThat(calls(Operation.PAY)).isEqualTo(3);
    sentOnce();
    assertThat(purchase("ORD-1", "1").status()).as("read by the payment").contains(PurchaseStatus.AWAITING_SHIPMENT);
    assertThat(node.engine.purchases().awaitingPayment(Nodes.SESSION)).isEmpty();
  }

  @Test
  void pay_approved_leavesEventsWithAmountAndWhoApproved() {
    List<String> orders = unpaidOrders(1);
    answer(pay(request(LIMIT, orders).build()), AnswerOption.APPROVE);

    for (String type : List.of(AutoPurchaseEvent.PAYMENT_SENT, AutoPurchaseEvent.PAYMENT_CONFIRMED)) {
      assertThat(events(type)).as(type).singleElement().satisfies(event -> {
        assertThat(event.newValue()).contains("10.00 CNY");
        assertThat(event.actor()).contains("a person");
        assertThat(event.orderId()).contains("ORD-1");
        assertThat(event.attributes()).containsEntry("providerOrderId", orders.get(0));
      });
    }
    assertThat(events(AutoPurchaseEvent.PAYMENT_SENT).get(0).attributes()).containsEntry("answered", "true");
    assertThat(events(AutoPurchaseEvent.PAYMENT_FAILED)).isEmpty();
  }

  @Test
  void pay_answerIsLost_theEventSaysSo() {
    List<String> orders = unpaidOrders(1);
    provider.fail(Operation.PAY, Fault.answerLost());
    pay(request(LIMIT, orders).approved("Alice").build());

    assertThat(events(AutoPurchaseEvent.PAYMENT_SENT)).singleElement()
        .satisfies(event -> assertThat(event.attributes()).containsEntry("answered", "false"))
        .satisfies(event -> assertThat(event.actor()).contains("Alice"));
    assertThat(events(AutoPurchaseEvent.PAYMENT_CONFIRMED)).hasSize(1);
  }

  @Test
  void pay_requestIsLost_endsWithAnEventThatItIsUnconfirmed() {
    List<String> orders = unpaidOrders(1);
    provider.fail(Operation.PAY, Fault.requestLost());
    pay(request(LIMIT, orders).approved("Alice").build());

    assertThat(events(AutoPurchaseEvent.PAYMENT_FAILED)).singleElement()
        .satisfies(event -> assertThat(event.attributes()).containsEntry("code", "PAYMENT_UNCONFIRMED"))
        .satisfies(event -> assertThat(event.newValue()).contains("10.00 CNY"));
  }

  @Test
  void pay_nodeThatMayPayNothingTakesItUp_leavesItToOneThatMay() {
    List<String> orders = unpaidOrders(1);
    Activity asking = pay(request(LIMIT, orders).build());
    node.engine.activities().answer(asking.id(), asking.question().orElseThrow().id(), AnswerOption.APPROVE, "anna");
    Node poor = nodes.add(nodes.store, options -> {});

    poor.runDue();

    Activity waiting = poor.engine.activities().get(asking.id());
    assertThat(waiting.state()).isEqualTo(ActivityState.WAITING);
    assertThat(waiting.reason()).contains(WaitReason.PAYMENT_NOT_ALLOWED);
    assertThat(calls(Operation.PAY)).isZero();
    assertThat(outcomes(settle(waiting))).containsOnly(LineOutcome.PAID);
    sentOnce();
  }

  @Test
  void pay_approvedBefore_asksNobody() {
    List<String> orders = unpaidOrders(2);

    assertThat(outcomes(pay(request(LIMIT, orders).approved().build()))).containsOnly(LineOutcome.PAID);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pay_notApproved_paysNothing(boolean byDeadline) {
    List<String> orders = unpaidOrders(2);
    Activity asking = pay(request(LIMIT, orders).build());
    nodes.time.advance(byDeadline ? Duration.ofDays(3) : Duration.ZERO);

    Activity ended = byDeadline ? settle(asking) : answer(asking, AnswerOption.INTERRUPT);

    assertThat(ended.state()).isEqualTo(ActivityState.INTERRUPTED);
    assertThat(outcomes(ended)).containsOnly(LineOutcome.SKIPPED);
    assertThat(calls(Operation.PAY)).isZero();
  }

  @Test
  void pay_amountHasRisenAfterTheApproval_asksAgain() {
    List<String> orders = unpaidOrders(2);
    Activity asking = pay(request(LIMIT, orders).build());
    reprice(orders.get(1), "15.00");

    Activity again = answer(asking, AnswerOption.APPROVE);

    assertThat(again.state()).isEqualTo(ActivityState.WAITING_FOR_ANSWER);
    assertThat(again.question().orElseThrow().context()).containsEntry("newValue", Money.cny("25.00").toString());
    assertThat(calls(Operation.PAY)).isZero();
    assertThat(outcomes(answer(again, AnswerOption.APPROVE))).containsOnly(LineOutcome.PAID);
  }

  @Test
  void pay_amountRisesBetweenTwoCalls_whatWasSentCountsTowardsTheApproval() {
    List<String> orders = unpaidOrders(4);
    Activity asking = pay(request(LIMIT, orders).build());
    // The first three are sent; then a pause, in which the fourth becomes more expensive than all four were.
    provider.beforeNext(Operation.PAY, () -> {}, () -> {});
    provider.fail(Operation.ORDERS, Fault.notSent());
    node.engine.activities().answer(asking.id(), asking.question().orElseThrow().id(), AnswerOption.APPROVE, "a person");
    provider.beforeNext(Operation.PAY, () -> reprice(orders.get(3), "39.00"));
    provider.failWhen(call -> call.operation() == Operation.PAY && call.about().equals(orders.get(3)), Fault.notSent());
    while (calls(Operation.PAY) < 2) {
      node.run(asking.id());
      nodes.time.advance(Duration.ofSeconds(1));
    }
    reprice(orders.get(3), "39.00");
    provider.heal();

    Activity again = settle(asking);

    assertThat(again.state()).as("39 is less than the 40 that were approved, but not with the 30 that were sent").isEqualTo(ActivityState.WAITING_FOR_ANSWER);
    assertThat(outcomes(answer(again, AnswerOption.INTERRUPT)))
        .containsExactly(LineOutcome.PAID, LineOutcome.PAID, LineOutcome.PAID, LineOutcome.SKIPPED);
  }

  @Test
  void pay_limits_areKept() {
    List<String> orders = unpaidOrders(3);
    reprice(orders.get(0), "100.01");

    Activity ended = pay(request(Money.cny("20.00"), orders).approved().build());

    assertThat(ended.lines()).extracting(LineResult::code).containsExactly("ABOVE_LIMIT", null, null);
    Activity above = pay(request(Money.cny("19.99"), unpaidIn("ORD-2", 2)).approved().build());
    assertThat(above.lines()).extracting(LineResult::code).containsOnly("ABOVE_LIMIT");
    List<String> expensive = unpaidIn("ORD-3", 4);
    expensive.forEach(id -> reprice(id, "80.00"));
    Activity all = pay(request(Money.cny("1000.00"), expensive).approved().build());
    assertThat(all.lines()).extracting(LineResult::code).as("what the host has set counts whatever is asked for").containsOnly("ABOVE_LIMIT");
  }

  private List<String> unpaidIn(String order, int count) {
    book(order, count);
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      ids.add(orderOf(order, Integer.toString(i)));
    }
    return ids;
  }

  @Test
  void pay_someCannotBePaid_eachOrderHasItsOutcome() {
    List<String> orders = unpaidOrders(5);
    paidOnTheSite(orders.get(0));
    provider.change(orders.get(1), old -> FakeOrders.closed(old, List.of(), "timeout", nodes.time.now()));
    provider.refusePayment(orders.get(2));
    provider.change(orders.get(3), old -> FakeOrders.with(old, PurchaseStatus.PENDING, "CREATING", nodes.time.now()));

    Activity ended = pay(request(LIMIT, orders).approved().build());

    assertThat(ended.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(ended.lines()).extracting(LineResult::outcome, LineResult::code).containsExactly(
        tuple(LineOutcome.PAID, null),
        tuple(LineOutcome.REJECTED, "ORDER_CLOSED"),
        tuple(LineOutcome.REJECTED, "PAYMENT_REFUSED"),
        tuple(LineOutcome.REJECTED, "NOT_PAYABLE"),
        tuple(LineOutcome.PAID, null));
    assertThat(provider.calls(Operation.PAY)).extracting(Call::about).containsExactly(orders.get(2) + "," + orders.get(4));
  }

  @Test
  void pay_again_isTheSameActivityAndAnotherRequestConflicts() {
    List<String> orders = unpaidOrders(2);
    Activity asking = pay(request(LIMIT, orders).build());

    assertThat(node.engine.pay(request(LIMIT, orders).build()).id()).isEqualTo(asking.id());
    assertThatThrownBy(() -> node.engine.pay(request(LIMIT, orders.subList(0, 1)).build()))
        .isInstanceOfSatisfying(ConflictException.class, e -> {
          assertThat(e.code()).isEqualTo("ORDER_HELD");
          assertThat(e.activity()).contains(asking.id());
        });
    answer(asking, AnswerOption.APPROVE);
    assertThat(outcomes(pay(request(LIMIT, orders).build()))).as("they are paid already").containsOnly(LineOutcome.PAID);
    sentOnce();
  }

  @Test
  void pay_whatMayNotBePaid_isRefusedInWords() {
    List<String> orders = unpaidOrders(1);
    Node without = nodes.add();
    assertThatThrownBy(() -> without.engine.pay(request(LIMIT, orders).build())).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> node.engine.pay(request(LIMIT, List.of("9999")).build()))
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.violations().get(0).code()).isEqualTo("UNKNOWN_ORDER"));
    assertThatThrownBy(() -> node.engine.pay(request(Money.of("10.00", "USD"), orders).build()))
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.violations().get(0).code()).isEqualTo("CURRENCY"));
    SessionId second = new SessionId("fake", "second-buyer");
    node.engine.sessions().startAuthorization(second);
    node.engine.sessions().completeAuthorizationWithCode(second, "code");
    assertThatThrownBy(() -> node.engine.pay(PaymentRequest.builder(second, LIMIT).order(orders.get(0)).build()))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void awaitingPayment_severalOrders_theMostUrgentFirst() {
    Instant at = nodes.time.now();
    provider.place(withDeadline("9001", null));
    provider.place(withDeadline("9002", at.plus(Duration.ofHours(5))));
    provider.place(withDeadline("9003", at.plus(Duration.ofHours(1))));
    for (String id : List.of("9001", "9002", "9003")) {
      settle(node.engine.bind(BindingRequest.builder("ORD-" + id, Nodes.SESSION, id).line("1", Item.of("4711"), 1).build()));
    }
    List<String> paid = unpaidOrders(1);
    paidOnTheSite(paid.get(0));
    synchronize();

    assertThat(node.engine.purchases().awaitingPayment(Nodes.SESSION))
        .extracting(PaymentDue::providerOrderId)
        .containsExactly("9003", "9002", "9001");
    assertThat(node.engine.purchases().awaitingPayment(Nodes.SESSION).get(0).total()).isEqualTo(Money.cny("10.00"));
  }

  private ProviderOrder withDeadline(String id, Instant payBy) {
    ProviderOrder order = unpaid(id, "4711", 1, nodes.time.now());
    return ProviderOrder.builder(id, "", order.status(), order.rawStatus())
        .total(order.total().orElseThrow())
        .lines(order.lines())
        .payment(null, payBy)
        .modifiedAt(nodes.time.now())
        .build();
  }
}

package io.autopurchase.core.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.core.Deaths;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.Trading;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes between, an order is sent to be paid once at most, and its end is seen in the order. */
class PaymentSenderTest extends PaymentTrading {
  @Test
  void pay_paidOnTheSiteBetweenTheLookAndTheCall_isPaidThoughRefused() {
    List<String> orders = unpaidOrders(1);
    provider.beforeNext(Operation.PAY, () -> paidOnTheSite(orders.get(0)));

    assertThat(outcomes(pay(request(LIMIT, orders).approved().build()))).containsExactly(LineOutcome.PAID);
  }

  @Test
  void pay_wholeCallIsRefused_allAreRejectedUnlessSeenPaid() {
    List<String> orders = unpaidOrders(2);
    provider.fail(Operation.PAY, Fault.rejected("NO_MONEY"));
    provider.beforeNext(Operation.PAY, () -> paidOnTheSite(orders.get(1)));

    Activity ended = pay(request(LIMIT, orders).approved().build());

    assertThat(ended.lines()).extracting(LineResult::code).containsExactly("NO_MONEY", null);
    assertThat(outcomes(ended)).containsExactly(LineOutcome.REJECTED, LineOutcome.PAID);
  }

  @Test
  void pay_callsAreSlowedDown_readsOnceAndPays() {
    List<String> orders = unpaidOrders(1);
    provider.fail(Operation.ORDERS, Fault.limited(Duration.ofSeconds(20)), Fault.limited(Duration.ofSeconds(20)));

    assertThat(outcomes(pay(request(LIMIT, orders).approved().build()))).containsOnly(LineOutcome.PAID);

    assertThat(calls(Operation.PAY)).isEqualTo(1);
    assertThat(calls(Operation.ORDERS)).as("two were refused").isLessThanOrEqualTo(5);
  }

  @Test
  void pay_refusedInUnlistedWords_isRejectedUnlessSeenPaid() {
    List<String> orders = unpaidOrders(2);
    provider.fail(Operation.PAY, Fault.seemsRejected("HM"));
    provider.beforeNext(Operation.PAY, () -> paidOnTheSite(orders.get(1)));

    Activity ended = pay(request(LIMIT, orders).approved().build());

    assertThat(outcomes(ended)).containsExactly(LineOutcome.REJECTED, LineOutcome.PAID);
    assertThat(calls(Operation.PAY)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"true, PAID, COMPLETED", "false, FAILED, FAILED"})
  void pay_answerIsLost_isNeverSentAgain(boolean done, LineOutcome outcome, ActivityState end) {
    List<String> orders = unpaidOrders(2);
    provider.fail(Operation.PAY, done ? Fault.answerLost() : Fault.requestLost());

    Activity ended = pay(request(LIMIT, orders).approved().build());

    assertThat(ended.state()).isEqualTo(end);
    assertThat(outcomes(ended)).containsOnly(outcome);
    assertThat(calls(Operation.PAY)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limited", "not-sent", "unauthorized"})
  void pay_requestIsNotTaken_isReadAndSentAgain(String trouble) {
    List<String> orders = unpaidOrders(1);
    provider.fail(
        Operation.PAY,
        switch (trouble) {
          case "limited" -> Fault.limited(Duration.ofSeconds(20));
          case "not-sent" -> Fault.notSent();
          default -> Fault.unauthorized();
        });

    assertThat(outcomes(pay(request(LIMIT, orders).approved().build()))).containsOnly(LineOutcome.PAID);
    assertThat(calls(Operation.PAY)).isEqualTo(2);
  }

  @Test
  void pay_orderIsPaidDuringAPause_isNotPaidAgain() {
    List<String> orders = unpaidOrders(1);
    provider.fail(Operation.PAY, Fault.limited(Duration.ofHours(1)));
    Activity paying = node.engine.pay(request(LIMIT, orders).approved().build());
    node.run(paying.id());
    paidOnTheSite(orders.get(0));

    assertThat(outcomes(settle(paying))).containsOnly(LineOutcome.PAID);
    assertThat(calls(Operation.PAY)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"call.before", "call.before-send", "call.after", "commit.before", "commit.after"})
  void pay_nodeDiesAroundTheCall_nobodyPaysTwice(String where) {
    List<String> orders = unpaidOrders(2);
    Deaths deaths = new Deaths();
    Node mortal = nodes.add(nodes.store, deaths, Trading::options);
    Activity paying = node.engine.pay(request(LIMIT, orders).approved().build());
    if (where.equals("call.before-send")) {
      deaths.dieAt(where);
    } else {
      provider.beforeNext(where.equals("call.before") ? Operation.ORDERS : Operation.PAY, () -> deaths.dieAt(where));
    }
    assertThatThrownBy(() -> mortal.run(paying.id())).isInstanceOf(Deaths.Death.class);

    Activity ended = settle(paying);

    boolean sent = calls(Operation.PAY) > 0;
    assertThat(calls(Operation.PAY)).isLessThanOrEqualTo(1);
    assertThat(outcomes(ended)).containsOnly(sent ? LineOutcome.PAID : LineOutcome.FAILED);
  }

  @Test
  void pay_acceptedWithoutEffect_isToldAndNotSentAgain() {
    List<String> orders = unpaidOrders(1);
    provider.paysAtOnce(false);

    Activity ended = pay(request(LIMIT, orders).approved().build());

    assertThat(ended.lines()).extracting(LineResult::code).containsExactly("PAYMENT_UNCONFIRMED");
    assertThat(calls(Operation.PAY)).isEqualTo(1);
  }

  /** A person who is asked whether an order is to be paid is told that it was sent before, by this activity or by another one. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void retry_wasSentByAnotherActivityBefore_aPersonIsTold(boolean afterTheRequest) {
    List<String> orders = unpaidOrders(1);
    provider.paysAtOnce(false);
    if (!afterTheRequest) {
      pay(request(LIMIT, orders).approved().build());
    }
    provider.filterReads(all -> List.of());
    Activity failed = pay(request(LIMIT, orders).approved().build());
    assertThat(failed.lines()).extracting(LineResult::code).containsExactly("ORDER_NOT_FOUND");
    provider.filterReads(all -> all);
    if (afterTheRequest) {
      pay(request(Money.cny("299.00"), orders).approved().build());
    }

    node.engine.activities().retry(failed.id(), "a person");
    Activity asking = settle(failed);

    assertThat(calls(Operation.PAY)).isEqualTo(1);
    assertThat(asking.question().orElseThrow().context().get("order " + orders.get(0))).contains("sent to be paid before at");
  }

  @Test
  void pay_intentWasNeverSent_isNotTakenForOneOfAnotherActivity() {
    List<String> orders = unpaidOrders(1);
    provider.fail(Operation.PAY, Fault.notSent());
    nodes.time.advance(Duration.ofMinutes(1));

    Activity paid = pay(request(LIMIT, orders).approved().build());

    assertThat(outcomes(paid)).containsExactly(LineOutcome.PAID);
  }

  @Test
  void pay_orderVanishesAfterItWasSent_isNotFollowedForEver() {
    List<String> orders = unpaidOrders(1);
    provider.paysAtOnce(false);
    provider.beforeNext(Operation.PAY, () -> provider.filterReads(all -> List.of()));

    assertThat(pay(request(LIMIT, orders).approved().build()).lines()).extracting(LineResult::code).containsExactly("PAYMENT_UNCONFIRMED");
  }

  @Test
  void interrupt_whileOrdersAreFollowed_waitsForWhatWasSent() {
    List<String> orders = unpaidOrders(1);
    provider.paysAtOnce(false);
    Activity paying = node.engine.pay(request(LIMIT, orders).approved().build());
    node.run(paying.id());
    node.engine.activities().interrupt(paying.id(), "a person");
    node.run(paying.id());
    assertThat(outcomes(now(paying))).containsExactly(LineOutcome.UNCERTAIN);
    paidOnTheSite(orders.get(0));

    Activity ended = settle(paying);

    assertThat(ended.state()).isEqualTo(ActivityState.INTERRUPTED);
    assertThat(outcomes(ended)).containsExactly(LineOutcome.PAID);
  }
}

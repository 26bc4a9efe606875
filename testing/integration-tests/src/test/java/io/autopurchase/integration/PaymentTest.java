package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.AnswerOption;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.PaymentDue;
import io.autopurchase.PaymentRequest;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.sandbox.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a shop sees of a payment, through the public API and over HTTP. */
class PaymentTest extends Sandboxed {
  private PaymentRequest.Builder request(String limit) {
    return PaymentRequest.builder(Shop.SESSION, Money.cny(limit)).order(orderOf("1")).order(orderOf("2"));
  }

  private Activity pay(PaymentRequest request) throws InterruptedException {
    return shop.settle(shop.engine.pay(request));
  }

  @Test
  void pay_approved_bothOrdersArePaidAndSynchronizationSaysSo() throws Exception {
    bookTwo();
    sandbox.payDelay(Duration.ofMillis(500));
    List<PaymentDue> due = shop.engine.purchases().awaitingPayment(Shop.SESSION);
    assertThat(due).hasSize(2).allMatch(each -> each.total() != null);
    Activity asking = pay(request("1000.00").build());
    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.APPROVE_PAYMENT);
    assertThat(sandbox.ledger().count(PAY)).isZero();

    Activity paid = shop.answer(asking, AnswerOption.APPROVE);

    assertThat(outcomes(paid)).containsExactly(LineOutcome.PAID, LineOutcome.PAID);
    assertThat(sandbox.ledger().count(PAY)).isEqualTo(1);
    synchronize();
    assertThat(purchase("1").status()).contains(PurchaseStatus.AWAITING_SHIPMENT);
    assertThat(shop.engine.purchases().awaitingPayment(Shop.SESSION)).isEmpty();
  }

  @Test
  void pay_aboveTheLimit_paysNothing() throws Exception {
    bookTwo();

    Activity ended = pay(request("50.00").approved().build());

    assertThat(ended.lines()).allMatch(line -> "ABOVE_LIMIT".equals(line.code()));
    assertThat(sandbox.ledger().count(PAY)).isZero();
  }

  @Test
  void pay_oneIsPaidAndOneIsClosedOnTheSite_eachHasItsOutcome() throws Exception {
    bookTwo();
    sandbox.site().pay(orderOf("1"));
    sandbox.site().close(orderOf("2"), "timeout");

    Activity ended = pay(request("1000.00").approved().build());

    assertThat(outcomes(ended)).containsExactly(LineOutcome.PAID, LineOutcome.REJECTED);
    assertThat(sandbox.ledger().count(PAY)).isZero();
  }

  @Test
  void pay_answerIsLost_isSeenInTheOrdersAndNotSentAgain() throws Exception {
    bookTwo();
    sandbox.faults().on(PAY).call(1).inject(Fault.loseAnswer());

    Activity ended = pay(request("1000.00").approved().build());

    assertThat(outcomes(ended)).containsExactly(LineOutcome.PAID, LineOutcome.PAID);
    assertThat(sandbox.ledger().count(PAY)).isEqualTo(1);
  }
}

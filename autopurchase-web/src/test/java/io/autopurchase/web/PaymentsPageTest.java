package io.autopurchase.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityType;
import io.autopurchase.Money;
import io.autopurchase.PaymentRequest;
import io.autopurchase.testkit.FakeProvider.Call;
import io.autopurchase.testkit.FakeProvider.Operation;
import io.autopurchase.web.Browser.Page;
import io.autopurchase.web.spi.Permission;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaymentsPageTest {
  private final Desk desk = Desk.open().signedIn();
  private final Browser operator = desk.operator();

  @AfterEach
  void close() {
    desk.close();
  }

  private void purchase(String orderId) {
    desk.provider.price("77", Money.cny("10.00"));
    desk.settle(desk.book(orderId, "10.00"));
  }

  private List<Activity> payments() {
    return desk.engine.activities().find(ActivityQuery.builder().type(ActivityType.PAYMENT).build()).entries();
  }

  @Test
  void table_hasOrderAmountDeadlineAndLink() {
    purchase("ORD-1");

    Page page = operator.get("payments");

    assertThat(page.one("table[aria-label=Payments] tbody tr").text()).contains("1000").contains("ORD-1").contains("10.00 CNY");
    assertThat(page.html().select("table[aria-label=Payments] thead th").eachText()).contains("Provider order", "Order", "Amount", "Deadline");
    assertThat(page.one("table input[type=checkbox]").attr("aria-label")).isEqualTo("1000");
  }

  @Test
  void pay_asksFirstAndPaysWhatWasShownInTheUsersName() {
    purchase("ORD-1");
    purchase("ORD-2");
    List<String> boxes = operator.get("payments").html().select("input[name=pay]").eachAttr("value");

    Page dialog = operator.press(operator.get("payments"), "Pay selected", "pay", boxes.get(0), "pay", boxes.get(1));
    assertThat(payments()).isEmpty();
    Page paid = operator.press(dialog, "Pay now");
    desk.settle(payments().get(0));

    assertThat(dialog.one("dialog[open]").text()).contains("Pay these orders?").contains("In all: 20.00 CNY");
    assertThat(paid.one("h1").text()).isNotEmpty();
    assertThat(payments().get(0).requestedBy()).contains("operator");
    assertThat(payments().get(0).succeeded()).isTrue();
    assertThat(desk.provider.calls(Operation.PAY)).extracting(Call::about).containsExactly("1000,1001");
    assertThat(operator.get("payments").text()).contains("No order waits for payment.");
  }

  @Test
  void pay_nothingTicked_saysSo() {
    purchase("ORD-1");

    Page page = operator.submit(operator.get("payments"), "Pay selected");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.one("[role=alert]").text()).isEqualTo("Orders: Select at least one.");
  }

  @Test
  void pay_amountIsNotTheOneThatWasShown_paysNothing() {
    purchase("ORD-1");
    String box = operator.get("payments").one("input[name=pay]").attr("value");

    Page page = operator.post("payments/pay", "pay", box, "amount", box + "=9.00 CNY");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.one("[role=alert]").text()).contains("What is to be paid has changed");
    assertThat(payments()).isEmpty();
  }

  @Test
  void pay_consoleDoesNotAllowIt_isNotOffered() {
    try (Desk careful = Desk.open(options -> Desk.builder(desk.engine))) {
      purchase("ORD-1");
      Page page = careful.operator().get("payments");

      assertThat(page.html().select("input[type=checkbox]")).isEmpty();
      assertThat(page.hasButton("Pay selected")).isFalse();
      assertThat(careful.operator().post("payments/pay", "pay", "x").status()).isEqualTo(403);
      assertThat(careful.operator().post("payments/select", "pay", "x").status()).isEqualTo(403);
    }
  }

  @Test
  void approval_needsTheRightToPay() {
    purchase("ORD-1");
    Activity payment = desk.settle(desk.engine.pay(PaymentRequest.builder(Desk.BUYER, Money.cny("100")).order("1000").build()));
    String question = payment.question().orElseThrow().id();
    Browser answering = desk.browser("only-" + Permission.ANSWER);

    Page page = answering.get("activities/" + payment.id());
    Page byHand = answering.post("activities/" + payment.id() + "/answer", "question", question, "option", "APPROVE");
    Page together = answering.post("questions/answer", "pick", payment.id() + ":" + question, "option", "APPROVE");

    assertThat(page.hasButton("Answer")).isFalse();
    assertThat(page.text()).contains("10.00 CNY are to be paid");
    assertThat(byHand.status()).isEqualTo(403);
    assertThat(together.status()).isEqualTo(403);
    assertThat(desk.provider.calls(Operation.PAY)).isEmpty();
  }
}

package io.autopurchase.examples.operator;

import static io.autopurchase.examples.operator.Desk.NICK;
import static io.autopurchase.examples.operator.Desk.SHIRT_M;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for payment, and payment if it is allowed. */
class PaymentTest {
  private static final String ORDER = "ORD-PAY";
  private static final String PAY = "/purchase/order/batch/pay";

  @TempDir
  private Path folder;

  private Desk desk;
  private String number;

  @BeforeEach
  void start() {
    desk = new Desk(folder).addSession();
    number = desk.book(ORDER, SHIRT_M).get(0);
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void payments_unpaidOrder_isShownWithAmountDeadlineAndLines() {
    JsonNode due = desk.run("payments", "--session", NICK, "--json").json().get("payments");

    assertThat(due).hasSize(1);
    assertThat(due.at("/0/providerOrderId").asText()).isEqualTo(number);
    assertThat(due.at("/0/goods/amount").asText()).isEqualTo("39.90");
    assertThat(due.at("/0/total/amount").asText()).isEqualTo("46.90");
    assertThat(due.at("/0/payBy").asText()).isNotEmpty();
    assertThat(due.at("/0/lines").findValuesAsText("orderId")).containsExactly(ORDER);
    assertThat(desk.run("payments", "--session", NICK).out()).contains(number, "46.90 CNY");
  }

  @Test
  void pay_withoutSettings_isRefusedNamingThem() {
    CommandRun off = pay("50");
    assertThat(off.exitCode()).isEqualTo(2);
    assertThat(off.json().at("/error/field").asText()).isEqualTo("payment.per-order");

    desk.set("payment.per-order", "100");
    CommandRun half = pay("50");
    assertThat(half.exitCode()).isEqualTo(2);
    assertThat(half.json().at("/error/field").asText()).isEqualTo("payment.per-activity");

    desk.set("payment.per-activity", "much");
    CommandRun wrong = pay("50");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.json().at("/error/field").asText()).isEqualTo("payment.per-activity");
    assertThat(desk.sandbox.ledger().count(PAY)).isZero();
  }

  @Test
  void pay_allowed_asksForApprovalAndPaysOnce() {
    allow();

    CommandRun asked = pay("50");
    JsonNode activity = asked.json().get("activity");
    assertThat(asked.exitCode()).as(asked.out()).isEqualTo(4);
    assertThat(activity.at("/question/code").asText()).isEqualTo("APPROVE_PAYMENT");
    assertThat(desk.sandbox.ledger().count(PAY)).isZero();

    JsonNode paid = desk.done("answer", activity.get("id").asText(), activity.at("/question/id").asText(), "APPROVE");
    assertThat(paid.get("type").asText()).isEqualTo("PAYMENT");
    assertThat(paid.get("lines").findValuesAsText("outcome")).containsExactly("PAID");
    assertThat(desk.provided(number).status()).isEqualTo("WAIT_SELLER_SEND_GOODS");
    assertThat(desk.sandbox.ledger().count(PAY)).isEqualTo(1);
  }

  @Test
  void pay_approvedBeforehand_isNotAsked() {
    allow();

    CommandRun paid =
        desk.await("pay", "--session", NICK, "--order", number, "--limit", "46.90 CNY", "--approve");

    assertThat(paid.exitCode()).as(paid.out()).isZero();
    assertThat(desk.provided(number).status()).isEqualTo("WAIT_SELLER_SEND_GOODS");
  }

  @Test
  void pay_aboveTheLimit_paysNothing() {
    allow();

    CommandRun refused = pay("46.89");

    assertThat(refused.exitCode()).as(refused.out()).isEqualTo(3);
    assertThat(refused.json().at("/activity/lines/0/code").asText()).isEqualTo("ABOVE_LIMIT");
    assertThat(desk.sandbox.ledger().count(PAY)).isZero();
  }

  @Test
  void pay_slips_areRefusedByTheNameOfTheOption() {
    allow();

    for (List<String> slip : List.of(List.of("limit", number, "cheap"), List.of("limit", number, "0"), List.of("orders", "77", "50"))) {
      CommandRun refused = desk.await("pay", "--session", NICK, "--order", slip.get(1), "--limit", slip.get(2));
      assertThat(refused.exitCode()).as(refused.out()).isEqualTo(2);
      assertThat(refused.json().at("/error/field").asText()).isEqualTo(slip.get(0));
    }
  }

  @Test
  void parcels_shippedLine_showsWhatTheCarrierTells() {
    desk.sandbox.site().pay(number);
    desk.sandbox.site().ship(number, "SF", "SF1");
    desk.done("sync", "--session", NICK);

    CommandRun parcels = desk.run("parcels", "--order", ORDER, "--line", "1", "--json");
    CommandRun unknown = desk.run("parcels", "--order", ORDER, "--line", "9", "--json");

    assertThat(parcels.exitCode()).as(parcels.out()).isZero();
    assertThat(parcels.json().get("parcels").findValuesAsText("number")).containsExactly("SF1");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.json().at("/error/field").asText()).isEqualTo("line");
  }

  private void allow() {
    desk.set("payment.per-order", "100").set("payment.per-activity", "200 CNY");
  }

  private CommandRun pay(String limit) {
    return desk.await("pay", "--session", NICK, "--order", number, "--limit", limit);
  }
}

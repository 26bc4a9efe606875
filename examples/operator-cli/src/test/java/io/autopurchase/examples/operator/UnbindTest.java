package io.autopurchase.examples.operator;

import static io.autopurchase.examples.operator.Desk.SHIRT_L;
import static io.autopurchase.examples.operator.Desk.SHIRT_M;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.sandbox.Fault;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Purchases that are cancelled, or only let go. */
class UnbindTest {
  private static final String ORDER = "ORD-UNBIND";
  private static final String CANCEL = "/purchase/order/asyn/cancel";

  @TempDir
  private Path folder;

  private Desk desk;
  private String number;

  @BeforeEach
  void start() {
    desk = new Desk(folder).addSession();
    number = desk.book(ORDER, SHIRT_M, SHIRT_L).get(0);
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void unbind_wholeOrderThatIsCancelledLate_isFollowedAndSafeToRepeat() {
    desk.sandbox.cancelDelay(Duration.ofSeconds(1));

    JsonNode first = desk.done("unbind", "--order", ORDER, "--reason", "changed his mind");
    JsonNode second = desk.done("unbind", "--order", ORDER);

    assertThat(first.get("type").asText()).isEqualTo("UNBINDING");
    assertThat(first.get("lines").findValuesAsText("outcome")).containsExactly("UNBOUND", "UNBOUND");
    assertThat(second.get("id")).isEqualTo(first.get("id"));
    assertThat(desk.provided(number).status()).isEqualTo("TRADE_CLOSED");
    assertThat(desk.sandbox.ledger().count(CANCEL)).isEqualTo(1);
    assertThat(desk.purchases(ORDER).findValuesAsText("group")).containsExactly("READY", "READY");
  }

  @Test
  void unbind_someLines_leavesTheOthers() {
    JsonNode unbound = desk.done("unbind", "--order", ORDER, "--line", "2");

    assertThat(unbound.get("lines").findValuesAsText("lineId")).containsExactly("2");
    assertThat(desk.provided(number).lines()).extracting(line -> line.status()).containsExactly("WAIT_BUYER_P", "TRADE_CLOSED");
    assertThat(desk.purchases(ORDER).findValuesAsText("group")).containsExactly("PURCHASED", "READY");
  }

  @Test
  void unbind_thenBookAgain_buysOnceMore() {
    desk.done("unbind", "--order", ORDER);

    String again = desk.book(ORDER, SHIRT_M, SHIRT_L).get(0);

    assertThat(again).isNotEqualTo(number);
    assertThat(desk.sandbox.ledger().orders()).filteredOn(order -> !order.status().equals("TRADE_CLOSED")).hasSize(1);
  }

  @Test
  void unbind_paidOrder_asksBeforeAnythingIsSent() {
    desk.sandbox.site().pay(number);

    CommandRun asked = desk.await("unbind", "--order", ORDER);
    JsonNode activity = asked.json().get("activity");

    assertThat(asked.exitCode()).as(asked.out()).isEqualTo(4);
    assertThat(activity.at("/question/code").asText()).isEqualTo("ORDER_PAID");
    assertThat(activity.at("/question/options").findValuesAsText("id")).contains("CANCEL_ORDER", "FORGET", "SKIP_ITEM", "INTERRUPT");
    assertThat(desk.sandbox.ledger().count(CANCEL)).isZero();
    CommandRun skipped = desk.await("answer", activity.get("id").asText(), activity.at("/question/id").asText(), "SKIP_ITEM");
    assertThat(skipped.exitCode()).as(skipped.out()).isEqualTo(3);
    assertThat(skipped.json().at("/activity/lines").findValuesAsText("outcome")).containsExactly("SKIPPED", "SKIPPED");
    assertThat(desk.purchases(ORDER).findValuesAsText("group")).containsExactly("PURCHASED", "PURCHASED");
  }

  @Test
  void unbind_paidOrderAnsweredBeforehand_forgetsIt() {
    desk.sandbox.site().pay(number);

    JsonNode unbound = desk.done("unbind", "--order", ORDER, "--on", "CANCEL_PAID_ORDER=UNLINK_ONLY");

    assertThat(unbound.get("lines").findValuesAsText("outcome")).containsExactly("UNBOUND", "UNBOUND");
    assertThat(desk.sandbox.ledger().count(CANCEL)).isZero();
    assertThat(desk.provided(number).status()).isEqualTo("WAIT_SELLER_SEND_GOODS");
  }

  @Test
  void unbind_forget_callsNobodyAndLetsTheOrderLive() {
    int before = desk.sandbox.ledger().calls().size();

    JsonNode unbound = desk.done("unbind", "--order", ORDER, "--forget");

    assertThat(unbound.get("lines").findValuesAsText("outcome")).containsExactly("UNBOUND", "UNBOUND");
    assertThat(desk.sandbox.ledger().calls()).hasSize(before);
    assertThat(desk.provided(number).status()).isEqualTo("WAIT_BUYER_P");
  }

  @Test
  void unbind_providerRefuses_tellsOfItForEachLine() {
    desk.set("taobao.refused-cancel-codes", "SANDBOX_FAULT");
    desk.sandbox.faults().on(CANCEL).inject(Fault.Kind.BUSINESS_ERROR.fault());

    CommandRun refused = desk.await("unbind", "--order", ORDER);

    assertThat(refused.exitCode()).as(refused.out()).isEqualTo(3);
    assertThat(refused.json().at("/activity/lines").findValuesAsText("outcome")).containsExactly("REJECTED", "REJECTED");
    assertThat(refused.json().at("/activity/lines").findValuesAsText("code")).containsExactly("SANDBOX_FAULT", "SANDBOX_FAULT");
  }

  @Test
  void unbind_killedWhileTheCancelIsUnderWay_isCarriedToItsEndByTheSameCommand() throws Exception {
    desk.set("taobao.request-life", "2");
    desk.sandbox.faults().on(CANCEL).call(1).inject(Fault.Kind.DELAY.fault().withTime(Duration.ofSeconds(30)));
    try (ChildRun killed = ChildRun.of(desk.settings, folder, "unbind", "--order", ORDER, "--wait")) {
      Eventually.isTrue(() -> desk.sandbox.ledger().count(CANCEL) == 1);
      killed.kill();
    }
    desk.sandbox.faults().clear();

    JsonNode unbound = desk.done("unbind", "--order", ORDER);

    assertThat(unbound.get("lines").findValuesAsText("outcome")).containsExactly("UNBOUND", "UNBOUND");
    assertThat(desk.provided(number).status()).isEqualTo("TRADE_CLOSED");
    CommandRun activities = desk.run("activities", "--type", "UNBINDING", "--json");
    assertThat(activities.json().get("total").asInt()).isEqualTo(1);
  }

  @Test
  void unbind_slips_areRefusedByTheNameOfTheOption() {
    assertField("order", "unbind", "--order", "ORD-NONE");
    assertField("line", "unbind", "--order", ORDER, "--line", "9");
    assertField("session", "unbind", "--order", ORDER, "--session", "nobody");
    assertField("reason", "unbind", "--order", ORDER, "--reason", " ");
    desk.addSession("other-nick");
    assertField("session", "unbind", "--order", ORDER, "--session", "other-nick");
  }

  private void assertField(String field, String... command) {
    CommandRun refused = desk.await(command);
    assertThat(refused.exitCode()).as(refused.out()).isEqualTo(2);
    assertThat(refused.json().at("/error/field").asText()).isEqualTo(field);
  }
}

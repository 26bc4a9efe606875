package io.autopurchase.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Create, query, cancel, pay, and what becomes of orders afterwards, over HTTP. */
class OrderApisTest {
  private final ManualClock clock = new ManualClock();
  private final TaobaoSandbox sandbox = TaobaoSandbox.builder().clock(clock).start();
  private final Client client = Client.of(sandbox, "shop");

  @AfterEach
  void close() {
    sandbox.close();
  }

  private String placed(String outerId, String... items) {
    return client.create(outerId, items).path("order_list").path(0).path("purchase_id").asText();
  }

  @Test
  void create_itemsOfTwoSellers_anOrderForEach() {
    JsonNode data = client.create("PO-1", Client.ITEM, Client.SHIRT + "/5001001", "42602653804");

    assertThat(data.path("order_list")).hasSize(2);
    assertThat(data.path("order_list").path(0).path("order_line_list").findValuesAsText("order_line_no")).containsExactly("1", "3");
    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("WAIT_BUYER_P");
  }

  @Test
  void create_builtLater_isBulidingUntilThen() {
    sandbox.set("buildingDelayMillis", "5000");
    placed("PO-1", Client.ITEM);

    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("BULIDING");
    clock.pass(Duration.ofSeconds(5));
    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("WAIT_BUYER_P");
  }

  @Test
  void ids_beyondWhatADoubleHolds_areExact() {
    sandbox.set("leastId", "9007199254740993");

    assertThat(placed("PO-1", Client.ITEM)).isEqualTo("9007199254740993");
    assertThat(ids(Map.of("purchase_ids", "[9007199254740993]"))).containsExactly("9007199254740993");
    assertThat(ids(Map.of("purchase_ids", "[9007199254740992]"))).isEmpty();
  }

  @Test
  void query_pages_everyOrderOnceAndAStableTotal() {
    List<String> placed = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      placed.add(placed("PO-" + i, Client.ITEM));
    }
    List<String> seen = new ArrayList<>();
    for (int page = 1; page <= 4; page++) {
      JsonNode data = client.call(Client.QUERY, Map.of("page_no", "" + page, "page_size", "2", "sort_type", "ASC", "sort_field", "modify_time")).path("data");
      assertThat(data.path("results_total").asInt()).isEqualTo(5);
      data.path("purchase_orders").forEach(order -> seen.add(order.path("purchase_id").asText()));
    }
    assertThat(seen).isEqualTo(placed);
  }

  @Test
  void query_filters_onlyWhatFits() {
    String first = placed("PO-1", Client.ITEM);
    clock.pass(Duration.ofMinutes(1));
    long between = clock.millis();
    clock.pass(Duration.ofMinutes(1));
    String second = placed("PO-2", Client.ITEM);
    sandbox.site().pay(second);

    assertThat(ids(Map.of("purchase_ids", "[" + first + ",\"" + second + "\"]"))).containsExactly(second, first);
    assertThat(ids(Map.of("status", "WAIT_SELLER_SEND_GOODS"))).containsExactly(second);
    assertThat(ids(Map.of("modify_time_end", "" + between))).containsExactly(first);
    assertThat(ids(Map.of("modify_time_start", "" + between))).containsExactly(second);
    assertThat(ids(Map.of("outer_purchase_id", "PO-3"))).isEmpty();
  }

  private List<String> ids(Map<String, String> filter) {
    return client.call(Client.QUERY, filter).path("data").path("purchase_orders").findValuesAsText("purchase_id");
  }

  @Test
  void query_otherAccount_seesNothing() {
    String id = placed("PO-1", Client.ITEM);
    Client other = Client.of(sandbox, "other");

    assertThat(other.call(Client.QUERY, Map.of()).path("data").path("results_total").asInt()).isZero();
    assertThat(other.call(Client.CANCEL, Map.of("purchase_id", id, "cancel_reason", "x")).path("error_code").asText()).isEqualTo("ORDER_NOT_EXIST");
  }

  @Test
  void cancel_accepted_closesOnlyAfterItsTime() {
    sandbox.cancelDelay(Duration.ofSeconds(30));
    String id = placed("PO-1", Client.ITEM);

    assertThat(client.call(Client.CANCEL, Map.of("purchase_id", id, "cancel_reason", "changed my mind")).path("success").asBoolean()).isTrue();
    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("WAIT_BUYER_P");
    clock.pass(Duration.ofSeconds(30));
    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("TRADE_CLOSED");
    assertThat(client.find("PO-1").at("/sub_purchase_orders/0/close_reason").asText()).isEqualTo("changed my mind");
  }

  @Test
  void cancel_paidMeanwhile_orderLives() {
    sandbox.cancelDelay(Duration.ofSeconds(30));
    String id = placed("PO-1", Client.ITEM);
    client.call(Client.CANCEL, Map.of("purchase_id", id, "cancel_reason", "x"));
    sandbox.site().pay(id);
    clock.pass(Duration.ofSeconds(30));

    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("WAIT_SELLER_SEND_GOODS");
  }

  @Test
  void cancel_ofSubOrder_closesItAloneAndTakesItsPriceOff() {
    String id = placed("PO-1", Client.ITEM, "42602653804");
    JsonNode before = client.find("PO-1");
    String sub = before.at("/sub_purchase_orders/0/sub_purchase_order_id").asText();
    client.call(Client.CANCEL, Map.of("purchase_id", id, "cancel_reason", "x", "sub_purchase_orderId_list", "[" + sub + "]"));

    JsonNode after = client.find("PO-1");
    assertThat(after.path("status").asText()).isEqualTo("WAIT_BUYER_P");
    assertThat(after.path("sub_purchase_orders").findValuesAsText("status")).containsExactly("TRADE_CLOSED", "WAIT_BUYER_P");
    assertThat(after.path("product_amount").asLong()).isEqualTo(8900);
  }

  @Test
  void cancel_paidOrder_isRefused() {
    String id = placed("PO-1", Client.ITEM);
    sandbox.site().pay(id);

    JsonNode answer = client.call(Client.CANCEL, Map.of("purchase_id", id, "cancel_reason", "x"));

    assertThat(answer.path("success").asBoolean(true)).isFalse();
    assertThat(answer.path("error_code").asText()).isEqualTo("ORDER_STATUS_ERROR");
  }

  @Test
  void cancel_failsLater_orderLives() {
    String id = placed("PO-1", Client.ITEM);
    sandbox.faults().on(Client.CANCEL).call(1).add("CANCEL_FAILS_LATER");

    assertThat(client.call(Client.CANCEL, Map.of("purchase_id", id, "cancel_reason", "x")).path("success").asBoolean()).isTrue();
    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("WAIT_BUYER_P");
  }

  @Test
  void pay_someCannotBePaid_eachIsToldApart() {
    sandbox.payDelay(Duration.ofSeconds(10));
    String good = placed("PO-1", Client.ITEM);
    String closed = placed("PO-2", Client.ITEM);
    sandbox.site().close(closed, "by hand");

    JsonNode data = client.call(Client.PAY, Map.of("purchaseOrderIdList", "[" + good + "," + closed + "]")).path("data");

    assertThat(data.at("/will_pay_purchase_order_ids/0").asText()).isEqualTo(good);
    assertThat(data.at("/pay_failure_purchase_order_ids/0").asText()).isEqualTo(closed);
    assertThat(data.at("/pay_failed_results/0/gspOrderId").isIntegralNumber()).isTrue();
    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("WAIT_BUYER_P");
    clock.pass(Duration.ofSeconds(10));
    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("WAIT_SELLER_SEND_GOODS");
    assertThat(client.find("PO-1").path("pay_time").asLong()).isEqualTo(clock.millis());
  }

  @Test
  void pay_againWhilePaid_ledgerCountsBothRequests() {
    String id = placed("PO-1", Client.ITEM);

    client.call(Client.PAY, Map.of("purchaseOrderIdList", "[" + id + "]"));
    client.call(Client.PAY, Map.of("purchaseOrderIdList", "[" + id + "]"));

    assertThat(sandbox.ledger().ordersFor("PO-1").get(0).paymentRequests()).isEqualTo(2);
  }

  @Test
  void pay_elevenOrNone_isRefused() {
    String eleven = "[1,2,3,4,5,6,7,8,9,10,11]";

    assertThat(client.call(Client.PAY, Map.of("purchaseOrderIdList", eleven)).path("error_code").asText()).isEqualTo("PARAM_ILLEGAL");
    assertThat(client.call(Client.PAY, Map.of("purchaseOrderIdList", "[]")).path("error_code").asText()).isEqualTo("PARAM_ILLEGAL");
  }

  @Test
  void pay_refusedOrFailingLater_orderStaysUnpaid() {
    String first = placed("PO-1", Client.ITEM);
    String second = placed("PO-2", Client.ITEM);
    sandbox.faults().on(Client.PAY).call(1).add("PAY_REFUSED");
    sandbox.faults().on(Client.PAY).call(2).add("PAYMENT_FAILS_LATER");

    JsonNode partly = client.call(Client.PAY, Map.of("purchaseOrderIdList", "[" + first + "," + second + "]")).path("data");
    JsonNode accepted = client.call(Client.PAY, Map.of("purchaseOrderIdList", "[" + second + "]")).path("data");

    assertThat(partly.at("/pay_failed_results/0/errorCode").asText()).isEqualTo("PAY_FAILED");
    assertThat(accepted.at("/will_pay_purchase_order_ids/0").asText()).isEqualTo(second);
    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("WAIT_SELLER_SEND_GOODS");
    assertThat(client.find("PO-2").path("status").asText()).isEqualTo("WAIT_BUYER_P");
  }

  @Test
  void unpaid_pastTheDeadline_isClosed() {
    sandbox.set("paymentDeadlineMillis", "60000");
    placed("PO-1", Client.ITEM);
    long deadline = client.find("PO-1").path("next_close_time_without_payment").asLong();
    clock.pass(Duration.ofMinutes(1));

    assertThat(deadline).isEqualTo(clock.millis());
    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("TRADE_CLOSED");
  }

  @Test
  void ship_lineByLine_mainStatusLagsAndParcelsAddUp() {
    String id = placed("PO-1", Client.ITEM, "42602653804");
    sandbox.site().pay(id);
    String first = client.find("PO-1").at("/sub_purchase_orders/0/sub_purchase_order_id").asText();
    sandbox.site().ship(id, first, "中通快递", "ZT1");
    sandbox.site().ship(id, first, "顺丰", "SF2");

    JsonNode order = client.find("PO-1");
    assertThat(order.path("status").asText()).isEqualTo("WAIT_SELLER_SEND_GOODS");
    assertThat(order.at("/sub_purchase_orders/0/status").asText()).isEqualTo("WAIT_BUYER_CONFIRM_GOODS");
    assertThat(order.at("/sub_purchase_orders/0/logistic_orders").findValuesAsText("logistic_number")).containsExactly("ZT1", "SF2");
    JsonNode detail = client.call("/logistics/detail/get", Map.of("purchase_order_line_id", first)).at("/result/data");
    assertThat(detail.path("pnm_logistics_details").findValuesAsText("mail_no")).containsExactly("ZT1", "SF2");
    sandbox.site().ship(id, "中通快递", "ZT3");
    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("WAIT_BUYER_CONFIRM_GOODS");
  }

  @Test
  void mainStatus_setToLag_followsItsLinesLater() {
    sandbox.set("mainStatusDelayMillis", "60000");
    String id = placed("PO-1", Client.ITEM);
    client.find("PO-1");
    sandbox.site().pay(id);

    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("WAIT_BUYER_P");
    assertThat(client.find("PO-1").at("/sub_purchase_orders/0/status").asText()).isEqualTo("WAIT_SELLER_SEND_GOODS");
    clock.pass(Duration.ofMinutes(1));
    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("WAIT_SELLER_SEND_GOODS");
  }

  @Test
  void reprice_unpaidOrder_newPriceAndModifyTime() {
    String id = placed("PO-1", Client.ITEM);
    clock.pass(Duration.ofMinutes(1));
    sandbox.site().reprice(id, 11_000);

    JsonNode order = client.find("PO-1");
    assertThat(order.path("product_amount").asLong()).isEqualTo(11_000);
    assertThat(order.path("modify_time").asLong()).isEqualTo(clock.millis());
    sandbox.site().pay(id);
    assertThatThrownBy(() -> sandbox.site().reprice(id, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void split_movesALineIntoAnOrderOfItsOwn() {
    String id = placed("PO-1", Client.ITEM, "42602653804");
    String sub = client.find("PO-1").at("/sub_purchase_orders/1/sub_purchase_order_id").asText();

    String part = sandbox.site().split(id, sub);

    assertThat(ids(Map.of("outer_purchase_id", "PO-1"))).containsExactlyInAnyOrder(id, part);
    JsonNode order = client.call(Client.QUERY, Map.of("purchase_ids", "[" + part + "]")).at("/data/purchase_orders/0");
    assertThat(order.path("sub_purchase_orders").findValuesAsText("sub_purchase_order_id")).containsExactly(sub);
    assertThat(order.path("status").asText()).isEqualTo("WAIT_BUYER_P");
  }

  @Test
  void placeByHand_noOuterIdButTheSitesNumbers() {
    String id = sandbox.site().placeByHand("shop", Client.SHIRT, "5001002", 2);

    JsonNode order = client.call(Client.QUERY, Map.of("purchase_ids", "[" + id + "]")).at("/data/purchase_orders/0");
    assertThat(order.has("outer_purchase_id")).isFalse();
    assertThat(order.at("/sub_purchase_orders/0/purchase_order_outer_id").asText()).hasSize(13);
    assertThat(order.at("/sub_purchase_orders/0/purchase_order_line_outer_id").asText()).hasSize(13);
    assertThat(order.at("/sub_purchase_orders/0/quantity").asInt()).isEqualTo(2);
    assertThatThrownBy(() -> sandbox.site().placeByHand("shop", "1", "", 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refund_openedAndPaidOut_showsOnTheLineAndClosesIt() {
    String id = placed("PO-1", Client.ITEM, "42602653804");
    sandbox.site().pay(id);
    String sub = client.find("PO-1").at("/sub_purchase_orders/0/sub_purchase_order_id").asText();
    String refund = sandbox.site().openRefund(sub, false, "broken");

    assertThat(client.find("PO-1").at("/sub_purchase_orders/0/refund_status").asInt()).isEqualTo(10);
    assertThat(client.find("PO-1").at("/sub_purchase_orders/0/refund_id").asText()).isEqualTo(refund);
    JsonNode data = client.call("/order/refund/query", Map.of("refundId", refund)).at("/result/data");
    assertThat(data.at("/refund_order_aggregate/refund_order/refund_fee").asLong()).isEqualTo(12_850);
    sandbox.site().advanceRefund(refund, 100);
    JsonNode order = client.find("PO-1");
    assertThat(order.path("sub_purchase_orders").findValuesAsText("status")).containsExactly("TRADE_CLOSED", "WAIT_SELLER_SEND_GOODS");
    assertThat(order.path("status").asText()).isEqualTo("WAIT_SELLER_SEND_GOODS");
    assertThatThrownBy(() -> sandbox.site().advanceRefund(refund, 20)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void addresses_anyCountry_regions() {
    assertThat(client.call("/delivery/address/get", Map.of("country", "228")).path("data").findValuesAsText("name")).contains("浙江省", "杭州市");
  }
}

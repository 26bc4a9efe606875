package io.autopurchase.sandbox.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** View, list, cancel, pay, parcels and refunds, over HTTP. */
class OrdersTest {
  private final ManualClock clock = new ManualClock();
  private final Alibaba1688Sandbox sandbox =
      Alibaba1688Sandbox.builder()
          .clock(clock)
          .set("timestampEnforced", "false")
          .set("tokenLifeMillis", Long.toString(Duration.ofDays(365).toMillis()))
          .start();
  private final Client client = Client.of(sandbox, "shop");

  @AfterEach
  void close() {
    sandbox.close();
  }

  private List<String> ids(Map<String, String> parameters) {
    List<String> ids = new ArrayList<>();
    client.call(Client.LIST, parameters).path("result").forEach(row -> ids.add(row.at("/baseInfo/idOfStr").asText()));
    return ids;
  }

  private String date() {
    return Dates.withZone(clock.millis(), Dates.CHINA);
  }

  private JsonNode preparePay(String id, long fen) {
    String parameter = "{\"orderId\":" + id + ",\"payAmount\":" + fen + ",\"payChannel\":\"alipay\"}";
    return client.call(Client.PREPARE_PAY, Map.of("tradeWithholdPreparePayParam", parameter));
  }

  private String status(String id) {
    return client.view(id).at("/baseInfo/status").asText();
  }

  @Test
  void view_yuanIdsAndLines() {
    String id = client.create("PO-1", Client.CUP + "*2", Client.TRAY + "*2");
    JsonNode view = client.view(id);
    JsonNode base = view.path("baseInfo");

    assertThat(base.path("id").isIntegralNumber()).isTrue();
    assertThat(base.path("id").asText()).isEqualTo(id);
    assertThat(base.path("idOfStr").asText()).isEqualTo(id);
    assertThat(base.path("outOrderId").asText()).isEqualTo("PO-1");
    assertThat(base.path("totalAmount").asDouble()).isEqualTo(443);
    assertThat(base.path("shippingFee").asDouble()).isEqualTo(8);
    assertThat(base.path("createTime").asText()).isEqualTo(date());
    assertThat(base.path("buyerLoginId").asText()).isEqualTo("shop");
    assertThat(base.path("payTimeout").asLong()).isEqualTo(432_000);
    assertThat(base.at("/receiverInfo/toDivisionCode").asText()).isEqualTo("330108");
    assertThat(view.at("/tradeTerms/0/payStatus").asText()).isEqualTo("1");
    assertThat(view.path("productItems").findValuesAsText("itemAmount")).containsExactly("257", "178");
    assertThat(view.at("/productItems/0/subItemIDString").asText()).isNotEqualTo(id);
    JsonNode answer = client.call(Client.VIEW, Map.of("webSite", "1688", "orderId", id));
    assertThat(answer.path("success").isTextual()).isTrue();
  }

  @Test
  void view_includeFields_onlyThePartsThatAreAskedFor() {
    String id = client.create("PO-1", Client.CUP);
    Map<String, String> parameters = Map.of("webSite", "1688", "orderId", id, "includeFields", "RateDetail, GuaranteesTerms");

    assertThat(client.view(id).has("nativeLogistics")).isTrue();
    assertThat(client.view(id).has("orderRateInfo")).isFalse();
    JsonNode asked = client.call(Client.VIEW, parameters).path("result");
    assertThat(asked.has("nativeLogistics")).isFalse();
    assertThat(asked.has("orderRateInfo")).isTrue();
    assertThat(asked.has("guaranteesTerms")).isTrue();
  }

  @Test
  void view_variantAndSingleLine_specIdAndTheOrdersOwnId() {
    String id = client.create("PO-1", Client.WHITE + "*3");

    JsonNode item = client.view(id).at("/productItems/0");

    assertThat(item.path("specId").asText()).isEqualTo(Client.WHITE.split("/")[1]);
    assertThat(item.path("subItemID").asText()).isEqualTo(id);
    assertThat(item.path("skuInfos").findValuesAsText("value")).containsExactly("白色", "M");
  }

  @Test
  void view_byOutOrderIdAlone_onlyIfThatIsSet() {
    String id = client.create("PO-1", Client.CUP);
    Map<String, String> parameters = Map.of("webSite", "1688", "outOrderId", "PO-1");

    assertThat(client.call(Client.VIEW, parameters).path("error_code").asText()).isEqualTo("gw.ParamMissing");
    sandbox.set("viewByOutOrderId", "true");
    assertThat(client.call(Client.VIEW, parameters).at("/result/baseInfo/idOfStr").asText()).isEqualTo(id);
    sandbox.set("outOrderIdInView", "false");
    assertThat(client.view(id).path("baseInfo").has("outOrderId")).isFalse();
  }

  @Test
  void view_ofAnotherAccountOrNotVisibleYet_isNotThere() {
    sandbox.set("visibilityDelayMillis", "60000");
    String id = client.create("PO-1", Client.CUP);

    assertThat(client.view(id).isMissingNode()).isTrue();
    assertThat(ids(Map.of())).isEmpty();
    clock.pass(Duration.ofMinutes(1));
    assertThat(client.view(id).isObject()).isTrue();
    Map<String, String> parameters = Map.of("webSite", "1688", "orderId", id);
    assertThat(Client.of(sandbox, "other").call(Client.VIEW, parameters).path("errorCode").asText()).isEqualTo("ORDER_NOT_EXIST");
    assertThat(client.view("9223372036854775809").isMissingNode()).isTrue();
    JsonNode foreign = Client.of(sandbox, "other").cancel(id);
    assertThat(foreign.path("errorCode").asText()).isEqualTo("400_3");
  }

  @Test
  void list_pages_everyOrderOnceNewestFirst() {
    List<String> placed = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      placed.add(0, client.create("PO-" + i, Client.CUP));
      clock.pass(Duration.ofSeconds(1));
    }
    List<String> seen = new ArrayList<>();
    for (int page = 1; page <= 3; page++) {
      Map<String, String> parameters = Map.of("page", "" + page, "pageSize", "2");
      assertThat(client.call(Client.LIST, parameters).path("totalRecord").asInt()).isEqualTo(5);
      seen.addAll(ids(parameters));
    }

    assertThat(seen).isEqualTo(placed);
    sandbox.set("listOrder", "OLDEST_FIRST");
    assertThat(ids(Map.of()).get(0)).isEqualTo(placed.get(4));
    sandbox.site().pay(placed.get(2));
    sandbox.set("listOrder", "MODIFIED_FIRST");
    assertThat(ids(Map.of()).get(0)).isEqualTo(placed.get(2));
    sandbox.set("listOrder", "SCATTERED");
    assertThat(ids(Map.of())).containsExactlyInAnyOrderElementsOf(placed);
  }

  @Test
  void list_filters_onlyWhatFits() {
    String first = client.create("PO-1", Client.CUP);
    clock.pass(Duration.ofMinutes(1));
    String between = date();
    clock.pass(Duration.ofMinutes(1));
    String second = client.create("PO-2", Client.SILVER);
    sandbox.site().pay(first);

    assertThat(ids(Map.of("createStartTime", between))).containsExactly(second);
    assertThat(ids(Map.of("createEndTime", between))).containsExactly(first);
    assertThat(ids(Map.of("modifyStartTime", between))).containsExactly(second, first);
    assertThat(ids(Map.of("orderStatus", "waitsellersend"))).containsExactly(first);
    assertThat(ids(Map.of("outOrderId", "PO-2"))).containsExactly(second);
    assertThat(ids(Map.of("outOrderId", "PO-3"))).isEmpty();
    assertThat(ids(Map.of("orderIds", "[" + first + "]"))).containsExactly(first);
    assertThat(ids(Map.of("sellerMemberId", client.view(second).at("/baseInfo/sellerID").asText()))).containsExactly(second);
  }

  @Test
  void list_outOrderIdIgnored_showsAll() {
    client.create("PO-1", Client.CUP);
    sandbox.set("outOrderIdFilter", "false");

    assertThat(ids(Map.of("outOrderId", "PO-9"))).hasSize(1);
  }

  @Test
  void list_windowEnds_belongToItUnlessSetOtherwise() {
    String id = client.create("PO-1", Client.CUP);
    Map<String, String> moment = Map.of("createStartTime", date(), "createEndTime", date());

    assertThat(ids(moment)).containsExactly(id);
    sandbox.set("inclusiveEnds", "false");
    assertThat(ids(moment)).isEmpty();
  }

  @Test
  void list_oldOrders_areHistory() {
    String old = client.create("PO-1", Client.CUP);
    clock.pass(Duration.ofDays(91));
    String young = client.create("PO-2", Client.CUP);

    assertThat(ids(Map.of())).containsExactly(young);
    assertThat(ids(Map.of("isHis", "true"))).containsExactly(old);
    assertThat(client.view(old).at("/baseInfo/closeReason").asText()).isEqualTo("BUYER_NO_PAY");
  }

  @Test
  void list_pageBeyondTheLimit_isCutAndNoted() {
    sandbox.set("pageSizeLimit", "1");
    client.create("PO-1", Client.CUP);
    client.create("PO-2", Client.CUP);

    assertThat(ids(Map.of("pageSize", "50"))).hasSize(1);
    assertThat(sandbox.ledger().anomalies()).containsKey(new Ledger.Anomaly(Client.LIST, "page or pageSize is beyond its bounds"));
  }

  @Test
  void cancel_notInTheFirstTenSeconds() {
    String id = client.create("PO-1", Client.CUP);

    assertThat(client.cancel(id).path("errorCode").asText()).isEqualTo("CLOSE_ORDER_TOO_FAST");
    assertThat(status(id)).isEqualTo("waitbuyerpay");
    clock.pass(Duration.ofSeconds(10));
    assertThat(client.cancel(id).path("success").asBoolean()).isTrue();
    JsonNode base = client.view(id).path("baseInfo");
    assertThat(base.path("status").asText()).isEqualTo("cancel");
    assertThat(base.path("closeReason").asText()).isEqualTo("buyerCancel");
    assertThat(base.path("closeOperateType").asText()).isEqualTo("CLOSE_TRADE_BY_BUYER");
    assertThat(client.view(id).at("/tradeTerms/0/payStatus").asText()).isEqualTo("8");
  }

  @Test
  void cancel_paidOrUnknown_isRefused() {
    String id = client.create("PO-1", Client.CUP);
    sandbox.site().pay(id);
    clock.pass(Duration.ofSeconds(10));

    assertThat(client.cancel(id).path("errorCode").asText()).isEqualTo("ORDER_STATUS_ERROR");
    assertThat(client.cancel("1").path("errorCode").asText()).isEqualTo("ORDER_NOT_EXIST");
  }

  @Test
  void unpaid_pastTheDeadline_isClosedByTheSystem() {
    String id = client.create("PO-1", Client.CUP);
    clock.pass(Duration.ofDays(5));

    assertThat(status(id)).isEqualTo("cancel");
    assertThat(client.view(id).at("/baseInfo/closeOperateType").asText()).isEqualTo("CLOSE_TRADE_BY_SYSTEM");
  }

  @Test
  void links_oneOrSeveral_failuresApart() {
    String good = client.create("PO-1", Client.CUP);
    String bad = client.create("PO-2", Client.CUP);
    sandbox.site().pay(bad);
    String api = Client.TRADE + "alibaba.alipay.url.get";

    JsonNode answer = client.call(api, Map.of("orderIdList", "[" + good + "," + bad + "]"));

    assertThat(answer.path("success").asBoolean()).isTrue();
    assertThat(answer.path("payUrl").asText()).isEqualTo("https://trade.1688.com/order/cashier.htm?orderId=" + good);
    assertThat(answer.at("/payFailureOrderList/0").asText()).isEqualTo(bad);
    JsonNode none = client.call(api, Map.of("orderIdList", "[" + bad + "]"));
    assertThat(none.path("success").asBoolean(true)).isFalse();
    assertThat(none.has("erroMsg")).isTrue();
    JsonNode cross = client.call(Client.TRADE + "alibaba.crossBorderPay.url.get", Map.of("orderIdList", "[" + good + "]"));
    assertThat(cross.path("cantPayOrderList")).isEmpty();
  }

  @Test
  void payWays_ofAnUnpaidOrder_amountAndDeadline() {
    String id = client.create("PO-1", Client.CUP);
    String api = Client.TRADE + "alibaba.trade.payWay.query";

    JsonNode answer = client.call(api, Map.of("orderId", id));

    assertThat(answer.path("success").asText()).isEqualTo("true");
    assertThat(answer.at("/resultList/payFee").asLong()).isEqualTo(13_450);
    assertThat(answer.at("/resultList/timeout").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    assertThat(Client.of(sandbox, "other").call(api, Map.of("orderId", id)).path("errorCode").asText()).isEqualTo("500_2");
  }

  @Test
  void withholding_atOnce_isPaid() {
    String id = client.create("PO-1", Client.CUP);

    JsonNode answer = preparePay(id, 13_450);

    assertThat(answer.at("/result/success").asBoolean()).isTrue();
    assertThat(answer.at("/result/result/paySuccess").asBoolean()).isTrue();
    assertThat(status(id)).isEqualTo("waitsellersend");
    assertThat(client.view(id).at("/tradeTerms/0/payStatus").asText()).isEqualTo("2");
    assertThat(preparePay(id, 13_450).path("success").asBoolean(true)).isFalse();
    assertThat(sandbox.ledger().orders().get(0).paymentRequests()).isEqualTo(2);
  }

  @Test
  void withholding_slow_saysNoAndIsPaidLater() {
    sandbox.set("payDelayMillis", "60000");
    sandbox.set("payForm", "FLAT");
    String id = client.create("PO-1", Client.CUP);

    assertThat(preparePay(id, 13_450).at("/result/paySuccess").asBoolean(true)).isFalse();
    assertThat(client.view(id).at("/tradeTerms/0/payStatus").asText()).isEqualTo("9");
    clock.pass(Duration.ofSeconds(30));
    assertThat(client.cancel(id).path("errorCode").asText()).as("while it is being paid").isEqualTo("ORDER_STATUS_ERROR");
    assertThat(preparePay(id, 13_450).path("success").asBoolean(true)).isFalse();
    clock.pass(Duration.ofSeconds(30));
    assertThat(status(id)).isEqualTo("waitsellersend");
  }

  @Test
  void withholding_otherAmountForeignOrWithoutContract_isRefused() {
    String id = client.create("PO-1", Client.CUP);

    assertThat(preparePay(id, 13_449).path("success").asBoolean(true)).isFalse();
    assertThat(preparePay("1", 1).path("message").asText()).isEqualTo("不是自己的订单");
    sandbox.set("withholding", "false");
    assertThat(preparePay(id, 13_450).path("success").asBoolean(true)).isFalse();
    JsonNode agreements = client.call(Client.TRADE + "alibaba.trade.pay.protocolPay.isopen", Map.of()).at("/result/result/paymentAgreements");
    assertThat(agreements.path(0).path("signedStatus").asText()).isEqualTo("false");
    assertThat(status(id)).isEqualTo("waitbuyerpay");
  }

  @Test
  void withholding_afterAChangedPrice_onlyTheNewAmount() {
    String id = client.create("PO-1", Client.CUP);
    sandbox.site().reprice(id, 20_000);

    assertThat(preparePay(id, 13_450).path("success").asBoolean(true)).isFalse();
    assertThat(client.view(id).at("/productItems/0/price").asDouble()).isEqualTo(128.5);
    assertThat(client.view(id).at("/productItems/0/itemAmount").asDouble()).isEqualTo(200);
    assertThat(client.call(Client.TRADE + "alibaba.trade.pay.protocolPay", Map.of("orderId", id)).path("success").asBoolean()).isTrue();
    assertThat(status(id)).isEqualTo("waitsellersend");
  }

  @Test
  void ship_lineByLine_statusLogisticsAndTrace() {
    String id = client.create("PO-1", Client.CUP, Client.TRAY + "*2");
    String infos = "com.alibaba.logistics/alibaba.trade.getLogisticsInfos.buyerView";
    String trace = "com.alibaba.logistics/alibaba.trade.getLogisticsTraceInfo.buyerView";
    Map<String, String> order = Map.of("orderId", id, "webSite", "1688");
    sandbox.site().pay(id);

    assertThat(client.call(infos, order).path("errorCode").asText()).isEqualTo("500_2");
    assertThat(client.call(trace, order).path("success").asBoolean()).isTrue();
    String sub = client.view(id).at("/productItems/0/subItemIDString").asText();
    sandbox.site().ship(id, sub, "中通快递(ZTO)", "ZT1");
    assertThat(status(id)).isEqualTo("waitsellersend");
    assertThat(client.view(id).path("productItems").findValuesAsText("logisticsStatus")).containsExactly("2", "1");
    sandbox.site().ship(id, "中通快递(ZTO)", "ZT2");
    assertThat(status(id)).isEqualTo("waitbuyerreceive");
    assertThat(client.view(id).at("/nativeLogistics/logisticsItems").findValuesAsText("logisticsBillNo")).containsExactly("ZT1", "ZT2");
    JsonNode sent = client.call(infos, order).path("result");
    assertThat(sent.path(0).path("orderEntryIds").asText()).isEqualTo(sub);
    Map<String, String> one = new HashMap<>(order);
    one.put("logisticsId", sent.path(1).path("logisticsId").asText());
    assertThat(client.call(trace, one).at("/logisticsTrace/0/logisticsBillNo").asText()).isEqualTo("ZT2");
    one.put("logisticsId", "LP1");
    assertThat(client.call(trace, one).path("errorCode").asText()).isEqualTo("404");
    assertThat(Client.of(sandbox, "other").call(trace, order).path("errorCode").asText()).isEqualTo("order.nopermission.buyer");
  }

  @Test
  void receipt_memoAndFeedback_changeTheOrder() {
    String id = client.create("PO-1", Client.CUP);
    client.call(Client.TRADE + "alibaba.order.memoAdd", Map.of("orderId", id, "memo", "ours"));
    client.call(Client.TRADE + "alibaba.trade.addFeedback", Map.of("tradeFeedbackParam", "{\"orderId\":" + id + ",\"feedback\":\"!\"}"));
    sandbox.site().pay(id);
    sandbox.site().ship(id, "SF", "SF1");
    JsonNode receipt = client.call(Client.TRADE + "trade.receivegoods.confirm", Map.of("orderId", id));

    assertThat(receipt.at("/result/success").asBoolean()).isTrue();
    JsonNode base = client.view(id).path("baseInfo");
    assertThat(base.path("status").asText()).isEqualTo("success");
    assertThat(base.path("buyerMemo").asText()).isEqualTo("ours");
    assertThat(base.path("buyerFeedback").asText()).endsWith("请尽快发货!");
    JsonNode again = client.call(Client.TRADE + "trade.receivegoods.confirm", Map.of("orderId", id));
    assertThat(again.at("/result/success").asBoolean(true)).isFalse();
  }

  @Test
  void refund_openedAndPaidOut_showsAtLineListAndDetail() {
    String id = client.create("PO-1", Client.CUP, Client.TRAY + "*2");
    sandbox.site().pay(id);
    String sub = client.view(id).at("/productItems/0/subItemIDString").asText();
    String refund = sandbox.site().openRefund(sub, true, "broken");

    assertThat(client.view(id).at("/productItems/0/refundStatus").asText()).isEqualTo("WAIT_SELLER_AGREE");
    JsonNode list = client.call(Client.TRADE + "alibaba.trade.refund.buyer.queryOrderRefundList", Map.of("orderId", id)).path("result");
    assertThat(list.path("totalCount").asInt()).isEqualTo(1);
    assertThat(list.at("/opOrderRefundModels/0/orderEntryIdList/0").asText()).isEqualTo(sub);
    assertThatThrownBy(() -> sandbox.site().advanceRefund(refund, "waitsellerreceive")).isInstanceOf(IllegalStateException.class);
    sandbox.site().advanceRefund(refund, "refundsuccess");
    JsonNode detail =
        client.call(Client.TRADE + "alibaba.trade.refund.OpQueryOrderRefund", Map.of("refundId", refund)).at("/result/opOrderRefundModelDetail");
    assertThat(detail.path("refundPayment").asLong()).isEqualTo(12_850);
    assertThat(detail.path("refundGoods").asBoolean()).isTrue();
    assertThat(client.view(id).at("/baseInfo/refundPayment").asLong()).isEqualTo(12_850);
    assertThat(client.view(id).at("/productItems/0/refund").asDouble()).isEqualTo(128.5);
    String api = Client.TRADE + "alibaba.trade.refund.buyer.queryOrderRefundList";
    assertThat(client.call(api, Map.of("refundStatusSet", "[\"refundsuccess\"]")).at("/result/totalCount").asInt()).isEqualTo(1);
    assertThat(client.call(api, Map.of("refundStatusSet", "[\"refundclose\"]")).at("/result/totalCount").asInt()).isZero();
    assertThat(client.call(api, Map.of("modifyEndTime", "20200101000000000+0800")).at("/result/totalCount").asInt()).isZero();
    assertThat(status(id)).isEqualTo("waitsellersend");
    sandbox.site().advanceRefund(sandbox.site().openRefund(client.view(id).at("/productItems/1/subItemIDString").asText(), false, "x"), "refundsuccess");
    assertThat(status(id)).isEqualTo("terminated");
  }

  @Test
  void ids_leastId_isTheNext() {
    sandbox.set("leastId", "9000000000000000001");

    assertThat(client.create("PO-1", Client.CUP)).isEqualTo("9000000000000000001");
    assertThat(client.view("9000000000000000001").at("/baseInfo/idOfStr").asText()).isEqualTo("9000000000000000001");
  }
}

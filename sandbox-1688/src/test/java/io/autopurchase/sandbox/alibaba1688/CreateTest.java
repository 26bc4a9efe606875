package io.autopurchase.sandbox.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Creation of orders in all that is not known of it, over HTTP. */
class CreateTest {
  private final Alibaba1688Sandbox sandbox = Alibaba1688Sandbox.builder().start();
  private final Client client = Client.of(sandbox, "shop");

  @AfterEach
  void close() {
    sandbox.close();
  }

  private JsonNode create(String outOrderId, String... cargos) {
    return client.call(Client.CROSS, Client.order(outOrderId, cargos));
  }

  private int orders() {
    return sandbox.ledger().orders().size();
  }

  @Test
  void create_oneSeller_idAsTextAndFen() {
    JsonNode answer = create("PO-1", Client.CUP + "*2");

    assertThat(answer.path("success").asBoolean()).isTrue();
    assertThat(answer.at("/result/orderId").isTextual()).isTrue();
    assertThat(answer.at("/result/orderId").asText()).hasSize(19);
    assertThat(answer.at("/result/totalSuccessAmount").asLong()).isEqualTo(26_300);
    assertThat(answer.at("/result/postFee").asLong()).isEqualTo(600);
    assertThat(answer.at("/result/failedOfferList")).isEmpty();
    assertThat(answer.at("/result").has("orderList")).isFalse();
  }

  @Test
  void create_flat_likeTheSamplesWithSuccessFalseBesideAnId() {
    sandbox.set("createForm", "FLAT_FALSE");
    JsonNode lying = create("PO-1", Client.CUP);
    sandbox.set("createForm", "FLAT");
    JsonNode flat = create("PO-2", Client.CUP);

    assertThat(lying.path("success").asBoolean(true)).isFalse();
    assertThat(lying.path("orderId").asText()).isEqualTo(sandbox.ledger().ordersFor("PO-1").get(0).orderId());
    assertThat(lying.has("result")).isFalse();
    assertThat(flat.path("success").asBoolean()).isTrue();
    assertThat(orders()).isEqualTo(2);
  }

  @Test
  void create_severalSellers_orderListInsteadOfAnId() {
    JsonNode result = client.call(Client.FAST, Client.order("PO-1", Client.CUP, Client.SILVER, Client.TRAY + "*2")).path("result");

    assertThat(result.has("orderId")).isFalse();
    assertThat(result.has("totalSuccessAmount")).isFalse();
    assertThat(result.path("orderList").findValuesAsText("orderAmmount")).containsExactly("31450", "8500");
    assertThat(result.path("orderList").findValuesAsText("orderId"))
        .isEqualTo(sandbox.ledger().ordersFor("PO-1").stream().map(Ledger.Order::orderId).toList());
    assertThat(sandbox.ledger().anomalies()).isEmpty();
  }

  @Test
  void create_severalSellersInACrossOrder_isNotedOrRefused() {
    create("PO-1", Client.CUP, Client.SILVER);
    assertThat(sandbox.ledger().anomalies().keySet()).extracting(Ledger.Anomaly::what).singleElement().asString().contains("several sellers");
    sandbox.set("split", "REFUSE");

    assertThat(create("PO-2", Client.CUP, Client.SILVER).path("code").asText()).isEqualTo("500_002");
    assertThat(sandbox.ledger().ordersFor("PO-2")).isEmpty();
  }

  @Test
  void create_splitByLine_anOrderForEach() {
    sandbox.set("split", "LINE");

    assertThat(create("PO-1", Client.CUP, Client.TRAY + "*2").at("/result/orderList")).hasSize(2);
    assertThat(sandbox.ledger().ordersFor("PO-1").get(0).lines()).singleElement().extracting(Ledger.Line::subOrderId)
        .isEqualTo(sandbox.ledger().ordersFor("PO-1").get(0).orderId());
  }

  @Test
  void repeat_byDefault_makesASecondOrder() {
    create("PO-1", Client.CUP);
    create("PO-1", Client.CUP);

    assertThat(sandbox.ledger().ordersFor("PO-1")).hasSize(2);
  }

  @Test
  void repeat_replayedOrRejected_ifThatIsSet() {
    String first = create("PO-1", Client.CUP).at("/result/orderId").asText();
    sandbox.set("repeat", "REPLAY");
    assertThat(create("PO-1", Client.CUP + "*3").at("/result/orderId").asText()).isEqualTo(first);
    sandbox.set("repeat", "REJECT");

    JsonNode rejected = create("PO-1", Client.CUP);
    assertThat(rejected.path("success").asBoolean(true)).isFalse();
    assertThat(rejected.toString()).doesNotContain("orderId");
    assertThat(orders()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"ALL, true, true", "CROSS, true, false", "NONE, false, false"})
  void outOrderId_keptByTheSettingsApis(String setting, boolean cross, boolean fast) {
    sandbox.set("outOrderIds", setting);
    String crossId = client.create("PO-1", Client.CUP);
    String fastId = client.call(Client.FAST, Client.order("PO-2", Client.CUP)).at("/result/orderId").asText();

    assertThat(client.view(crossId).at("/baseInfo/outOrderId").asText()).isEqualTo(cross ? "PO-1" : "");
    assertThat(client.view(fastId).at("/baseInfo/outOrderId").asText()).isEqualTo(fast ? "PO-2" : "");
    assertThat(sandbox.ledger().ordersFor("PO-2")).as("the ledger knows what was sent").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"FEEDBACK, true, false", "REMARK, false, true", "BOTH, true, true", "LOST, false, false"})
  void message_comesBackWhereTheSettingSays(String setting, boolean feedback, boolean remark) {
    sandbox.set("messageField", setting);
    JsonNode view = client.view(client.create("PO-1", Client.CUP)).path("baseInfo");
    JsonNode row = client.call(Client.LIST, Map.of()).at("/result/0/baseInfo");

    assertThat(view.path("buyerFeedback").asText()).isEqualTo(feedback ? "[#PO-1] 请尽快发货" : "");
    assertThat(view.path("remark").asText()).isEqualTo(remark ? "[#PO-1] 请尽快发货" : "");
    assertThat(row.path("buyerFeedback").asText()).isEqualTo(feedback ? "[#PO-1] 请尽快发货" : "");
    assertThat(row.has("outOrderId")).isFalse();
  }

  @Test
  void message_filteredMissingInTheListOrTooLong() {
    sandbox.set("messageFiltered", "true");
    sandbox.set("messageInList", "false");
    String id = client.create("PO-17", Client.CUP);
    Map<String, String> parameters = new HashMap<>(Client.order("PO-2", Client.CUP));
    parameters.put("message", "字".repeat(501));

    assertThat(client.view(id).at("/baseInfo/buyerFeedback").asText()).isEqualTo("[#PO-**] 请尽快发货");
    assertThat(client.call(Client.LIST, Map.of()).at("/result/0/baseInfo").has("buyerFeedback")).isFalse();
    assertThat(client.call(Client.CROSS, parameters).path("success").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"MERGE, 1", "KEEP, 2", "REFUSE, 0"})
  void equalLines_mergedKeptOrRefused(String setting, int lines) {
    sandbox.set("equalLines", setting);

    create("PO-1", Client.CUP + "*2", Client.CUP + "*3");

    assertThat(sandbox.ledger().orders().stream().mapToInt(order -> order.lines().size()).sum()).isEqualTo(lines);
    assertThat(sandbox.ledger().orders().stream().flatMap(order -> order.lines().stream()).mapToInt(Ledger.Line::quantity).sum())
        .isEqualTo(lines == 0 ? 0 : 5);
  }

  @Test
  void partial_theRestIsNamedBesideTheOrder() {
    assertThat(create("PO-1", Client.CUP, "620201390236*1").path("code").asText()).isEqualTo("500_004");
    assertThat(orders()).isZero();
    sandbox.set("partialOrders", "true");

    JsonNode answer = create("PO-1", Client.CUP, "620201390236*1");

    assertThat(answer.path("success").asBoolean()).isTrue();
    assertThat(answer.at("/result/orderId").asText()).isNotEmpty();
    assertThat(answer.at("/result/failedOfferList/0/offerId").asText()).isEqualTo("620201390236");
    assertThat(answer.at("/result/failedOfferList/0/errorCode").asText()).isEqualTo("500_004");
    assertThat(create("PO-2", "620201390236*1").path("code").asText()).isEqualTo("500_004");
  }

  @Test
  void tradeType_notOffered_isTheCodeItself() {
    Map<String, String> parameters = new HashMap<>(Client.order("PO-1", Client.CUP));
    parameters.put("tradeType", "bank");

    assertThat(client.call(Client.CROSS, parameters).path("code").asText()).isEqualTo("not support tradeType:【bank】");
    parameters.put("tradeType", "assureTrade");
    assertThat(client.call(Client.CROSS, parameters).path("success").asBoolean()).isTrue();
    assertThat(sandbox.ledger().orders().get(0).tradeType()).isEqualTo("assureTrade");
  }

  @Test
  void tradeType_missingOfAnAccountWithCredit_isOnCreditAtOnce() {
    sandbox.set("defaultTradeType", "creditBuy");

    JsonNode view = client.view(client.create("PO-1", Client.CUP));

    assertThat(view.at("/baseInfo/status").asText()).isEqualTo("waitsellersend");
    assertThat(view.at("/tradeTerms/0/payStatus").asText()).isEqualTo("12");
  }

  @Test
  void lines_noneTooManyOrOfNoUnits_areRefused() {
    String[] many = new String[51];
    java.util.Arrays.fill(many, Client.CUP);

    assertThat(create("PO-1").path("success").asBoolean(true)).isFalse();
    assertThat(create("PO-1", many).path("success").asBoolean(true)).isFalse();
    assertThat(create("PO-1", Client.CUP + "*0").path("success").asBoolean(true)).isFalse();
    assertThat(create("PO-1", Client.CUP + "*1.5").path("success").asBoolean(true)).isFalse();
    assertThat(create("PO-1", Client.CUP + "*2.0").path("success").asBoolean()).isTrue();
  }

  @Test
  void openOfferId_standsForTheOfferId() {
    Map<String, String> parameters = new HashMap<>(Client.order("PO-1", Client.CUP));
    String open = client.preview(Client.CUP).at("/orderPreviewResuslt/0/cargoList/0/openOfferId").asText();
    parameters.put("cargoParamList", "[{\"openOfferId\":\"" + open + "\",\"quantity\":1}]");

    assertThat(client.call(Client.CROSS, parameters).path("success").asBoolean()).isTrue();
    assertThat(sandbox.ledger().orders().get(0).lines().get(0).offerId()).isEqualTo(Client.CUP);
  }

  @Test
  void stock_isTakenAndGivenBack() {
    create("PO-1", Client.CUP + "*4999");
    assertThat(create("PO-2", Client.CUP + "*2").path("code").asText()).isEqualTo("500_004");
    sandbox.site().cancel(sandbox.ledger().orders().get(0).orderId(), "buyerCancel");

    assertThat(create("PO-2", Client.CUP + "*2").path("success").asBoolean()).isTrue();
  }
}

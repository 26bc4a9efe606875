package io.autopurchase.sandbox.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Offers, and what orders of them would cost. */
class PreviewTest {
  private final Alibaba1688Sandbox sandbox = Alibaba1688Sandbox.builder().start();
  private final Client client = Client.of(sandbox, "shop");

  @AfterEach
  void close() {
    sandbox.close();
  }

  private JsonNode detail(String offerId) {
    return client.call(Client.DETAIL, Map.of("offerDetailParam", "{\"offerId\":" + offerId + ",\"country\":\"en\"}"));
  }

  @Test
  void detail_isDoublyNestedWithPricesAsText() {
    JsonNode answer = detail(Client.SHIRT);

    assertThat(answer.at("/result/success").asBoolean()).isTrue();
    assertThat(answer.at("/result/code").asText()).isEqualTo("200");
    JsonNode offer = answer.at("/result/result");
    assertThat(offer.path("offerId").isIntegralNumber()).isTrue();
    assertThat(offer.path("minOrderQuantity").asInt()).isEqualTo(3);
    assertThat(offer.at("/productSaleInfo/quoteType").asInt()).isEqualTo(1);
    JsonNode sku = offer.at("/productSkuInfos/0");
    assertThat(sku.path("price").isTextual()).isTrue();
    assertThat(sku.path("price").asText()).isEqualTo("19.90");
    assertThat(sku.path("specId").asText()).matches("[0-9a-f]{32}");
    assertThat(sku.path("skuAttributes").findValuesAsText("value")).containsExactly("白色", "M");
    assertThat(offer.at("/sellerMixSetting/mixAmount").asInt()).isEqualTo(300);
  }

  @Test
  void detail_priceByQuantity_hasTiersAndNoPriceOfVariants() {
    JsonNode lamp = detail(Client.LAMP).at("/result/result");

    assertThat(lamp.at("/productSaleInfo/priceRangeList").findValuesAsText("price")).containsExactly("76.00", "70.00");
    assertThat(lamp.at("/productSkuInfos/0").has("price")).isFalse();
  }

  @Test
  void detail_unknownOffer_isRefusedWithinResult() {
    assertThat(detail("1").at("/result/success").asBoolean(true)).isFalse();
  }

  @Test
  void mixing_ofASeller_byLoginId() {
    JsonNode answer = client.call(Client.TRADE + "alibaba.trade.OpQueryMarketingMixConfig", Map.of("sellerLoginId", "义乌百货批发"));

    assertThat(answer.at("/result/generalHunpi").asBoolean()).isTrue();
    assertThat(answer.at("/result/mixNumber").asInt()).isEqualTo(20);
    sandbox.catalog().setMixing("义乌百货批发", 100, 0);
    JsonNode bySum = client.call(Client.TRADE + "alibaba.trade.OpQueryMarketingMixConfig", Map.of("sellerLoginId", "义乌百货批发")).path("result");
    assertThat(bySum.path("mixAmount").asInt()).isEqualTo(100);
    assertThat(bySum.has("mixNumber")).isFalse();
  }

  @Test
  void preview_fenOutsideAndYuanInside() {
    JsonNode result = client.preview(Client.CUP + "*2").at("/orderPreviewResuslt/0");

    assertThat(result.path("status").asBoolean()).isTrue();
    assertThat(result.path("sumPaymentNoCarriage").asLong()).isEqualTo(25_700);
    assertThat(result.path("sumCarriage").asLong()).isEqualTo(600);
    assertThat(result.path("sumPayment").asLong()).isEqualTo(26_300);
    assertThat(result.at("/cargoList/0/finalUnitPrice").asDouble()).isEqualTo(128.5);
    assertThat(result.at("/cargoList/0/amount").asDouble()).isEqualTo(257);
    assertThat(result.path("tradeModeNameList").path(0).asText()).isEqualTo("assureTrade");
    assertThat(sandbox.ledger().orders()).isEmpty();
  }

  @Test
  void preview_tier_isThatOfAllLinesOfTheOffer() {
    JsonNode few = client.preview(Client.SILVER + "*49");
    String black = Client.LAMP + "/" + Catalog.specId(Client.LAMP, "颜色:黑色");
    JsonNode together = client.preview(Client.SILVER + "*49", black + "*1");

    assertThat(few.at("/orderPreviewResuslt/0/cargoList/0/finalUnitPrice").asDouble()).isEqualTo(76);
    assertThat(together.at("/orderPreviewResuslt/0/cargoList").findValuesAsText("finalUnitPrice")).containsExactly("70", "70");
  }

  @ParameterizedTest
  @CsvSource({
    "620201390237*1, 500_001",
    "620201390238*1, 500_001",
    "1*1, 500_001",
    "620201390233*3, 500_002",
    "620201390233/00000000000000000000000000000000*3, 500_003",
    "610947572360/00000000000000000000000000000000*1, 500_003",
    "620201390236*1, 500_004",
    "610947572360*5001, 500_004",
    "610947572361*1, 500_005",
    "620201390235*25, 500_005",
    "620201390235*4, 500_006",
    "620201390239*1, 500_008"
  })
  void preview_cannotBeOrdered_itsCodeAtTheTop(String cargo, String code) {
    JsonNode answer = client.preview(cargo);

    assertThat(answer.path("success").asBoolean(true)).isFalse();
    assertThat(answer.path("errorCode").asText()).isEqualTo(code);
    assertThat(answer.path("errorMsg").asText()).isNotEmpty();
  }

  @Test
  void preview_flows_consignAndWholesaleHaveTheirCodes() {
    Map<String, String> parameters = new HashMap<>(Client.order("PO-1", Client.CUP));
    parameters.put("flow", "saleproxy");
    assertThat(client.call(Client.PREVIEW, parameters).path("errorCode").asText()).isEqualTo("500_007");
    parameters.put("flow", "boutiquepifa");
    assertThat(client.call(Client.PREVIEW, parameters).path("errorCode").asText()).isEqualTo("500_009");
  }

  @Test
  void preview_belowTheMinimum_goesIfTheSellersGoodsAreMixed() {
    // Paper from 10 units on, mixed from 100 yuan or 20 units on: 6 reams cost 111 yuan.
    assertThat(client.preview(Client.PAPER + "*6").path("success").asBoolean()).isTrue();
    assertThat(client.preview(Client.WHITE + "*2").path("errorCode").asText()).isEqualTo("500_006");
    assertThat(client.preview(Client.WHITE + "*2", "620201390240*28").path("success").asBoolean()).as("30 units of one seller").isTrue();
  }

  @Test
  void preview_severalSellers_aResultForEachOrRefused() {
    assertThat(client.preview(Client.CUP, Client.SILVER).path("orderPreviewResuslt")).hasSize(2);
    sandbox.set("split", "REFUSE");
    assertThat(client.preview(Client.CUP, Client.SILVER).path("errorCode").asText()).isEqualTo("500_002");
  }

  @Test
  void preview_errorsAtTheCargo_ifThatIsSet() {
    sandbox.set("previewErrors", "CARGO");

    JsonNode answer = client.preview(Client.CUP, "620201390236*1");

    assertThat(answer.path("success").asBoolean()).isTrue();
    assertThat(answer.path("orderPreviewResuslt").findValuesAsText("status")).containsExactly("true", "false");
    assertThat(answer.at("/orderPreviewResuslt/1/cargoList/0/resultCode").asText()).isEqualTo("500_004");
  }

  @Test
  void preview_noTradeMode_cannotBeOrderedByApi() {
    sandbox.set("tradeModes", "");

    assertThat(client.preview(Client.CUP).at("/orderPreviewResuslt/0/tradeModeNameList")).isEmpty();
    assertThat(client.call(Client.CROSS, Client.order("PO-1", Client.CUP)).path("success").asBoolean(true)).isFalse();
    assertThat(sandbox.ledger().orders()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"张三\";\"张\";fullName",
        "13800000000;+8613800000000;mobile",
        "浙江省;;provinceText",
        "网商路699号;;address"
      })
  void address_thatCannotBe_isRefusedWith400(String from, String to, String word) {
    Map<String, String> parameters = new HashMap<>(Client.order("PO-1", Client.CUP));
    parameters.put("addressParam", Client.ADDRESS.replace(from, to == null ? "" : to));

    JsonNode answer = client.call(Client.CROSS, parameters);

    assertThat(answer.path("code").asText()).isEqualTo("400");
    assertThat(answer.path("message").asText()).contains(word);
  }

  @Test
  void addresses_parsedSavedAndListed() {
    JsonNode parsed = client.call(Client.TRADE + "alibaba.trade.addresscode.parse", Map.of("addressInfo", "浙江省 杭州市 滨江区网商路699号"));
    assertThat(parsed.at("/result/addressCode").asText()).isEqualTo("330108");
    assertThat(parsed.at("/result/address").asText()).isEqualTo("网商路699号");
    JsonNode top = client.call(Client.TRADE + "alibaba.trade.addresscode.getchild", Map.of("webSite", "1688"));
    assertThat(top.path("result").findValuesAsText("name")).contains("浙江省", "内蒙古自治区");
    JsonNode region = client.call(Client.TRADE + "alibaba.trade.addresscode.get", Map.of("webSite", "1688", "areaCode", "330100"));
    assertThat(region.at("/result/children").toString()).contains("330108");
    String saved = client.call(Client.TRADE + "alibaba.trade.receiveAddress.get", Map.of()).at("/result/receiveAddressItems/0/id").asText();
    Map<String, String> parameters = new HashMap<>(Client.order("PO-1", Client.CUP));
    parameters.put("addressParam", "{\"addressId\":" + saved + "}");
    assertThat(client.call(Client.CROSS, parameters).path("success").asBoolean()).isTrue();
    parameters.put("addressParam", "{\"addressId\":1}");
    assertThat(client.call(Client.CROSS, parameters).path("message").asText()).isEqualTo("AddressId invalid:AddressId invalid");
  }
}

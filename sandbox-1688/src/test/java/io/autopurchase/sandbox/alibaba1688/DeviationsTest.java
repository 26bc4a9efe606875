package io.autopurchase.sandbox.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each deviation, as it is on the wire. */
class DeviationsTest {
  private final Alibaba1688Sandbox sandbox = Alibaba1688Sandbox.builder().start();
  private final Client client = Client.of(sandbox, "shop");
  private String id;

  @AfterEach
  void close() {
    sandbox.close();
  }

  @BeforeEach
  void order() {
    id = client.create("PO-1", Client.CUP);
  }

  private JsonNode view(Deviation deviation) {
    sandbox.faults().on(Client.VIEW).call(1).deviate(deviation);
    return client.call(Client.VIEW, Map.of("webSite", "1688", "orderId", id));
  }

  private JsonNode base(Deviation deviation) {
    return view(deviation).at("/result/baseInfo");
  }

  @Test
  void success_textBooleanOrMissing() {
    assertThat(view(Deviation.SUCCESS_AS_BOOLEAN).path("success").isBoolean()).isTrue();
    assertThat(view(Deviation.NO_SUCCESS).has("success")).isFalse();
    sandbox.faults().on(Client.CROSS).call(1).deviate(Deviation.SUCCESS_AS_TEXT);
    JsonNode answer = client.call(Client.CROSS, Client.order("PO-2", Client.CUP));
    assertThat(answer.path("success").isTextual()).isTrue();
    assertThat(answer.at("/result/success").isTextual()).isTrue();
  }

  @Test
  void envelope_camelCaseErrorsNumbersUnwrappedAndArrays() {
    sandbox.faults().on(Client.LIST).deviate(Deviation.CAMEL_CASE_ERRORS);
    sandbox.faults().on(Client.LIST).deviate(Deviation.CODES_AS_NUMBERS);
    JsonNode error = Client.withToken(sandbox, "wrong").call(Client.LIST, Map.of());
    assertThat(error.path("errorCode").isIntegralNumber()).isTrue();
    assertThat(error.path("errorMessage").asText()).isNotEmpty();
    assertThat(view(Deviation.UNWRAPPED_RESULT).at("/baseInfo/idOfStr").asText()).isEqualTo(id);
    sandbox.site().pay(id);
    String refund = sandbox.site().openRefund(id, false, "x");
    String api = Client.TRADE + "alibaba.trade.refund.OpQueryOrderRefund";
    sandbox.faults().on(api).deviate(Deviation.DETAIL_AS_ARRAY);
    assertThat(client.call(api, Map.of("refundId", refund)).at("/result/opOrderRefundModelDetail/0/refundId").asText()).isEqualTo(refund);
  }

  @Test
  void ids_textNumberRoundedOrMissing() {
    assertThat(base(Deviation.IDS_AS_TEXT).path("id").isTextual()).isTrue();
    assertThat(base(Deviation.IDS_AS_NUMBERS).path("idOfStr").isIntegralNumber()).isTrue();
    JsonNode rounded = base(Deviation.ROUNDED_IDS);
    assertThat(rounded.path("idOfStr").asText()).isEqualTo(id);
    assertThat(rounded.path("id").asText()).isNotEqualTo(id);
    assertThat(base(Deviation.NO_ID_TEXTS).has("idOfStr")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"DOCUMENTED, false, true", "TEXT, true, true", "NUMBER, false, false", "ROUNDED, false, true"})
  void idTypes_asSet(String setting, boolean idIsText, boolean textIsText) {
    sandbox.set("idTypes", setting);
    JsonNode base = client.view(id).path("baseInfo");

    assertThat(base.path("id").isTextual()).isEqualTo(idIsText);
    assertThat(base.path("idOfStr").isTextual()).isEqualTo(textIsText);
    assertThat(base.path("id").asText().equals(id)).isEqualTo(!setting.equals("ROUNDED"));
  }

  @Test
  void amountsAndCounts_textOrNumber() {
    assertThat(base(Deviation.AMOUNTS_AS_TEXT).path("totalAmount").isTextual()).isTrue();
    sandbox.faults().on(Client.DETAIL).deviate(Deviation.AMOUNTS_AS_NUMBERS);
    JsonNode offer = client.call(Client.DETAIL, Map.of("offerDetailParam", "{\"offerId\":" + Client.CUP + ",\"country\":\"en\"}"));
    assertThat(offer.at("/result/result/productSaleInfo/priceRangeList/0/price").isNumber()).isTrue();
    assertThat(view(Deviation.COUNTS_AS_TEXT).at("/result/productItems/0/quantity").isTextual()).isTrue();
  }

  @Test
  void dates_otherZoneOrNone() {
    String usual = client.view(id).at("/baseInfo/createTime").asText();
    String other = base(Deviation.OTHER_ZONE).path("createTime").asText();
    String plain = base(Deviation.DATES_WITHOUT_ZONE).path("createTime").asText();

    assertThat(other).endsWith("-0700");
    assertThat(Dates.read(other)).isEqualTo(Dates.read(usual));
    assertThat(plain).isEqualTo(Dates.plain(Dates.read(usual).orElseThrow()));
    sandbox.set("zone", "-0700");
    assertThat(client.view(id).at("/baseInfo/createTime").asText()).isEqualTo(other);
  }

  @Test
  void arraysNullsUnknowns_missingNullOrThere() {
    assertThat(view(Deviation.NO_EMPTY_ARRAYS).path("result").has("guaranteesTerms")).isFalse();
    assertThat(view(Deviation.NULL_ARRAYS).at("/result/guaranteesTerms").isNull()).isTrue();
    assertThat(base(Deviation.NULL_FIELDS).path("payTime").isNull()).isTrue();
    assertThat(base(Deviation.UNKNOWN_FIELDS).has("zz_new_object")).isTrue();
    assertThat(base(Deviation.UNKNOWN_STATUS).path("status").asText()).isEqualTo("waitforthemoon");
  }

  @Test
  void field_typedRemovedNulledEmptiedDoubled() {
    sandbox.faults().on(Client.VIEW).call(1).deviate(Deviation.FIELD_AS_TEXT, "quantity");
    assertThat(client.view(id).at("/productItems/0/quantity").isTextual()).isTrue();
    sandbox.faults().on(Client.CROSS).deviate(Deviation.FIELD_AS_NUMBER);
    assertThat(client.call(Client.CROSS, Client.order("PO-2", Client.CUP)).at("/result/orderId").isIntegralNumber()).isTrue();
    sandbox.faults().clear();
    sandbox.faults().on(Client.CROSS).call(1).deviate(Deviation.REMOVED_FIELD);
    sandbox.faults().on(Client.CROSS).call(2).deviate(Deviation.NULLED_FIELD);
    sandbox.faults().on(Client.CROSS).call(3).deviate(Deviation.EMPTIED_FIELD);
    sandbox.faults().on(Client.CROSS).call(4).deviate(Deviation.DOUBLED_FIELD);
    assertThat(client.call(Client.CROSS, Client.order("PO-3", Client.CUP)).path("result").has("orderId")).isFalse();
    assertThat(client.call(Client.CROSS, Client.order("PO-3", Client.CUP)).at("/result/orderId").isNull()).isTrue();
    assertThat(client.call(Client.CROSS, Client.order("PO-3", Client.CUP)).at("/result/orderId").asText("x")).isEmpty();
    String doubled = client.post(Client.CROSS, Client.order("PO-3", Client.CUP), System.currentTimeMillis()).body();
    assertThat(doubled.split("\"orderId\":", -1)).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(Deviation.class)
  void every_onEveryApi_answersWithAJsonObject(Deviation deviation) {
    sandbox.faults().on("*").deviate(deviation);

    for (String api : List.of(Client.CROSS, Client.LIST, Client.VIEW, Client.PREVIEW, Client.DETAIL, Client.CANCEL)) {
      assertThat(client.call(api, Client.order("PO-1", Client.CUP)).isObject()).isTrue();
    }
  }
}

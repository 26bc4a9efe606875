package io.autopurchase.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each deviation, as it is on the wire. */
class DeviationsTest {
  private final TaobaoSandbox sandbox = TaobaoSandbox.builder().start();
  private final Client client = Client.of(sandbox, "shop");

  @BeforeEach
  void order() {
    client.create("PO-1", Client.ITEM);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private JsonNode query(Deviation deviation) {
    sandbox.faults().on(Client.QUERY).call(1).deviate(deviation);
    return client.call(Client.QUERY, Map.of());
  }

  private JsonNode query(Deviation deviation, String field) {
    sandbox.faults().on(Client.QUERY).call(1).deviate(deviation, field);
    return client.call(Client.QUERY, Map.of());
  }

  private static final String ORDER = "/data/purchase_orders/0/";

  @Test
  void envelope_flatNestedAndWrapped() {
    assertThat(query(Deviation.NESTED_ENVELOPE).at("/result" + ORDER + "outer_purchase_id").asText()).isEqualTo("PO-1");
    sandbox.faults().on("/logistics/detail/get").call(1).deviate(Deviation.FLAT_ENVELOPE);
    JsonNode flat = client.call("/logistics/detail/get", Map.of("purchase_order_line_id", "1"));
    assertThat(flat.has("result")).isFalse();
    assertThat(flat.path("error_code").asText()).isEqualTo("ORDER_NOT_EXIST");
    sandbox.faults().on(Client.CREATE).call(1).inject(Fault.callLimit(0));
    sandbox.faults().on(Client.CREATE).call(1).deviate(Deviation.WRAPPED_ERROR);
    JsonNode wrapped = client.call(Client.CREATE, Map.of());
    assertThat(wrapped.at("/error_response/code").asText()).isEqualTo("ApiCallLimit");
    assertThat(wrapped.at("/error_response/msg").asText()).contains("this ban will last");
  }

  @Test
  void success_textMissingOrNumber() {
    assertThat(query(Deviation.SUCCESS_AS_TEXT).path("success").isTextual()).isTrue();
    assertThat(query(Deviation.NO_SUCCESS).has("success")).isFalse();
    assertThat(query(Deviation.CODE_AS_NUMBER).path("code").isIntegralNumber()).isTrue();
    assertThat(query(Deviation.NO_DATA).has("data")).isFalse();
  }

  @Test
  void idsAmountsTimesCounts_textOrNumber() {
    assertThat(query(Deviation.IDS_AS_TEXT).at(ORDER + "purchase_id").isTextual()).isTrue();
    assertThat(query(Deviation.IDS_AS_NUMBERS).at(ORDER + "sub_purchase_orders/0/item_id").asLong()).isGreaterThan(1L << 53);
    assertThat(query(Deviation.EMPTY_IDS_AS_ZERO).at(ORDER + "sub_purchase_orders/0/sku_id").isIntegralNumber()).isTrue();
    assertThat(query(Deviation.AMOUNTS_AS_TEXT).at(ORDER + "purchase_amount").isTextual()).isTrue();
    assertThat(query(Deviation.AMOUNTS_AS_NUMBERS).at(ORDER + "pay_amount").isIntegralNumber()).isTrue();
    assertThat(query(Deviation.TIMES_AS_TEXT).at(ORDER + "modify_time").isTextual()).isTrue();
    assertThat(query(Deviation.COUNTS_AS_TEXT).at("/data/results_total").isTextual()).isTrue();
  }

  @Test
  void arraysAndNulls_missingOrNull() {
    String parcels = ORDER + "sub_purchase_orders/0/logistic_orders";
    assertThat(client.call(Client.QUERY, Map.of()).at(parcels).isArray()).isTrue();
    assertThat(query(Deviation.NO_EMPTY_ARRAYS).at(parcels).isMissingNode()).isTrue();
    assertThat(query(Deviation.NULL_ARRAYS).at(parcels).isNull()).isTrue();
    JsonNode nulls = query(Deviation.NULL_FIELDS);
    assertThat(nulls.path("error_code").isNull()).isTrue();
    assertThat(nulls.at(ORDER + "pay_time").isNull()).isTrue();
    assertThat(nulls.at(ORDER + "sub_purchase_orders/0/refund_id").isNull()).isTrue();
  }

  @Test
  void unknownFieldsAndStatus_areThere() {
    assertThat(query(Deviation.UNKNOWN_FIELDS).at(ORDER + "zz_new_object/success").isBoolean()).isTrue();
    assertThat(query(Deviation.UNKNOWN_STATUS).at(ORDER + "status").asText()).isEqualTo("WAIT_FOR_THE_MOON");
  }

  @Test
  void field_removedNulledEmptiedDoubled() {
    assertThat(query(Deviation.REMOVED_FIELD).at(ORDER + "purchase_id").isMissingNode()).isTrue();
    assertThat(query(Deviation.NULLED_FIELD, "status").at(ORDER + "status").isNull()).isTrue();
    assertThat(query(Deviation.EMPTIED_FIELD, "status").at(ORDER + "status").asText("x")).isEmpty();
    sandbox.faults().on(Client.QUERY).call(1).deviate(Deviation.DOUBLED_FIELD, "results_total");
    String body = client.post(Client.QUERY, client.signed(Client.QUERY, Map.of())).body();
    assertThat(body).contains("\"results_total\":1,\"results_total\":2");
  }

  @Test
  void errors_inCamelCase() {
    sandbox.faults().on(Client.PAY).call(1).deviate(Deviation.CAMEL_CASE_ERRORS);

    JsonNode answer = client.call(Client.PAY, Map.of("purchaseOrderIdList", "[]"));

    assertThat(answer.path("errorCode").asText()).isEqualTo("PARAM_ILLEGAL");
    assertThat(answer.has("error_code")).isFalse();
  }

  @Test
  void tokens_capitalsAndNumbers() {
    sandbox.faults().on("/auth/token/create").deviate(Deviation.USER_ID_CAPITALS);
    sandbox.faults().on("/auth/token/create").deviate(Deviation.TIMES_AS_NUMBERS);

    JsonNode grant = Client.withoutToken(sandbox).call("/auth/token/create", Map.of("code", sandbox.authorize("shop")));

    assertThat(grant.has("user_Id")).isTrue();
    assertThat(grant.has("user_id")).isFalse();
    assertThat(grant.path("refresh_expires_in").isIntegralNumber()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Deviation.class)
  void every_onEveryApi_answersWithAJsonObject(Deviation deviation) {
    sandbox.faults().on("*").deviate(deviation);

    for (String path : List.of(Client.CREATE, Client.QUERY, Client.PAY, "/product/get", "/purchase/order/render", "/auth/token/create")) {
      assertThat(client.call(path, Map.of("item_id", Client.ITEM)).isObject()).isTrue();
    }
  }
}

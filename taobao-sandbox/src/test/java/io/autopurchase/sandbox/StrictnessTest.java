package io.autopurchase.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the gateway refuses, what it only notes, and how parameters may travel. */
class StrictnessTest {
  private final TaobaoSandbox sandbox = TaobaoSandbox.builder().start();
  private final Client client = Client.of(sandbox, "shop");

  @AfterEach
  void close() {
    sandbox.close();
  }

  private List<String> anomalies() {
    List<Ledger.Call> calls = sandbox.ledger().calls();
    return calls.get(calls.size() - 1).anomalies();
  }

  private static String code(JsonNode answer) {
    return answer.path("code").asText();
  }

  @Test
  void transport_queryFormAndJson_mergedByName() {
    Map<String, String> signed = client.signed(Client.QUERY, Map.of("outer_purchase_id", "采购 1/2", "page_no", "1"));
    Map<String, String> half = new TreeMap<>(signed);
    String rest = Client.form(Map.of("sign", half.remove("sign"), "page_no", half.remove("page_no")));

    assertThat(code(Client.json(client.send(client.request(Client.QUERY + "?" + Client.form(signed))).body()))).isEqualTo("0");
    assertThat(code(Client.json(client.post(Client.QUERY, signed).body()))).isEqualTo("0");
    assertThat(code(json(Client.QUERY, signed))).isEqualTo("0");
    assertThat(code(json(Client.QUERY + "?" + rest, half))).isEqualTo("0");
    assertThat(anomalies()).isEmpty();
  }

  private JsonNode json(String path, Map<String, String> parameters) {
    return post("application/json;charset=utf-8", path, Client.JSON.valueToTree(parameters).toString());
  }

  private JsonNode post(String type, String path, String body) {
    return Client.json(client.send(client.request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body))).body());
  }

  @Test
  void transport_multipart_understoodAndNoted() {
    StringBuilder body = new StringBuilder();
    String part = "--xY\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
    client.signed(Client.QUERY, Map.of("outer_purchase_id", "采购 1")).forEach((name, value) -> body.append(part.formatted(name, value)));

    assertThat(code(post("multipart/form-data; boundary=xY", Client.QUERY, body + "--xY--\r\n"))).isEqualTo("0");
    assertThat(anomalies()).containsExactly("the body's type is multipart/form-data");
  }

  @Test
  void transport_brokenJson_missingParameterAndNoted() {
    assertThat(code(post("application/json", Client.QUERY, "{\"a"))).isEqualTo("MissingParameter");
    assertThat(anomalies()).contains("the JSON body cannot be read");
  }

  @Test
  void contradiction_queryAndBody_noted() {
    Map<String, String> signed = client.signed(Client.QUERY, Map.of("page_no", "2"));

    client.post(Client.QUERY + "?page_no=1", signed);

    assertThat(anomalies()).containsExactly("page_no contradicts itself in query and body");
  }

  @Test
  void unknownAndEmpty_notedAndCountedPerApi() {
    for (int i = 0; i < 2; i++) {
      Map<String, String> parameters = new HashMap<>(Map.of("purchase_id", "1", "status", ""));
      assertThat(code(client.call(Client.QUERY, parameters))).isEqualTo("0");
    }

    assertThat(sandbox.ledger().anomalies())
        .containsEntry(new Ledger.Anomaly(Client.QUERY, "purchase_id is unknown"), 2L)
        .containsEntry(new Ledger.Anomaly(Client.QUERY, "status is empty"), 2L);
  }

  @Test
  void wrongMethod_createByGet_isNoApi() {
    Map<String, String> signed = client.signed(Client.CREATE, Client.order("PO-1", Client.ITEM));

    JsonNode answer = Client.json(client.send(client.request(Client.CREATE + "?" + Client.form(signed))).body());

    assertThat(code(answer)).isEqualTo("InvalidApiPath");
    assertThat(anomalies()).contains("GET is not among its methods");
    assertThat(sandbox.ledger().orders()).isEmpty();
  }

  @Test
  void missingRequired_eachIsRefusedByName() {
    for (String name : List.of("outer_purchase_id", "purchase_amount", "order_line_list", "receiver")) {
      Map<String, String> order = new HashMap<>(Client.order("PO-1", Client.ITEM));
      order.remove(name);
      JsonNode answer = client.call(Client.CREATE, order);
      assertThat(code(answer)).isEqualTo("MissingParameter");
      assertThat(answer.path("message").asText()).contains(name);
    }
    assertThat(code(client.call(Client.CANCEL, Map.of("purchase_id", "1")))).isEqualTo("MissingParameter");
    assertThat(code(client.call("/purchase/order/render", Map.of()))).isEqualTo("MissingParameter");
  }

  @Test
  void wrongTypes_areRefused() {
    assertThat(client.call(Client.QUERY, Map.of("page_no", "one")).path("error_code").asText()).isEqualTo("PARAM_ILLEGAL");
    assertThat(client.call(Client.QUERY, Map.of("purchase_ids", "17")).path("error_code").asText()).isEqualTo("PARAM_ILLEGAL");
    assertThat(client.call(Client.QUERY, Map.of("purchase_ids", "[1.5]")).path("error_code").asText()).isEqualTo("PARAM_ILLEGAL");
    Map<String, String> order = new HashMap<>(Client.order("PO-1", Client.ITEM));
    order.put("support_partial_success", "yes");
    assertThat(client.call(Client.CREATE, order).path("error_code").asText()).isEqualTo("PARAM_ILLEGAL");
  }

  @Test
  void lines_bothSpellingsAndTextNumbers_accepted() {
    Map<String, String> order = new HashMap<>(Client.order("PO-1", Client.ITEM));
    String line = "{\"item_id\":%s,\"quantity\":\"2\",\"price\":\"12850\",\"currency\":\"CNY\",\"order_line_no\":\"7\"}";
    order.put("order_line_list", "[" + line.formatted(Catalog.mpId(Client.ITEM)) + "]");
    order.put("purchase_amount", "25700");

    assertThat(client.call(Client.CREATE, order).at("/data/order_list/0/order_line_list/0/quantity").asInt()).isEqualTo(2);
    assertThat(anomalies()).isEmpty();
  }

  @Test
  void lines_contradictorySpellings_refused() {
    Map<String, String> order = new HashMap<>(Client.order("PO-1", Client.ITEM));
    order.put("order_line_list", "[{\"item_id\":\"1\",\"itemId\":\"2\",\"quantity\":1,\"price\":1,\"currency\":\"CNY\",\"orderLineNo\":\"1\"}]");

    assertThat(client.call(Client.CREATE, order).path("error_msg").asText()).contains("contradict");
  }

  @Test
  void receivers_twoPlacesInChinaOrNoWarehouse_noted() {
    Map<String, String> order = new HashMap<>(Client.order("PO-1", Client.ITEM));
    order.put("purchase_amount", "12850");
    order.put("warehouse_address_info", Client.RECEIVER.replace("杭州市", "宁波市"));
    client.call(Client.CREATE, order);
    assertThat(anomalies()).containsExactly("receiver and warehouse_address_info are two places in China");
    order.remove("warehouse_address_info");
    client.call(Client.CREATE, order);
    assertThat(anomalies()).contains("warehouse_address_info is missing, though nothing crosses a border");
    sandbox.set("requiresWarehouse", "true");
    order.put("outer_purchase_id", "PO-2");
    assertThat(code(client.call(Client.CREATE, order))).isEqualTo("MissingParameter");
  }

  @Test
  void entrance_checksInItsOrder() {
    Map<String, String> signed = client.signed(Client.QUERY, Map.of());
    Map<String, String> forged = new HashMap<>(signed);
    forged.put("sign", signed.get("sign").toLowerCase(Locale.ROOT));
    Map<String, String> foreign = new HashMap<>(signed);
    foreign.put("app_key", "654321");
    long old = System.currentTimeMillis() - 7_200_001;

    assertThat(code(Client.json(client.post(Client.QUERY, forged).body()))).isEqualTo("IncompleteSignature");
    assertThat(code(Client.json(client.post(Client.QUERY, foreign).body()))).isEqualTo("InvalidAppKey");
    assertThat(code(Client.json(client.post("/no/such", client.signed("/no/such", Map.of())).body()))).isEqualTo("InvalidApiPath");
    assertThat(code(Client.json(client.post(Client.QUERY, client.signed(Client.QUERY, Map.of(), old)).body()))).isEqualTo("IllegalTimestamp");
    assertThat(code(Client.withoutToken(sandbox).call(Client.QUERY, Map.of()))).isEqualTo("MissingParameter");
    sandbox.site().expireAccessTokens("shop");
    assertThat(code(client.call(Client.QUERY, Map.of()))).isEqualTo("IllegalAccessToken");
  }

  @Test
  void tokens_rotateAndAreRevoked() {
    Client anonymous = Client.withoutToken(sandbox);
    String code = sandbox.authorize("other");
    JsonNode grant = anonymous.call("/auth/token/create", Map.of("code", code));

    assertThat(code(anonymous.call("/auth/token/create", Map.of("code", code)))).isEqualTo("InvalidCode");
    Map<String, String> old = Map.of("refresh_token", grant.path("refresh_token").asText());
    JsonNode next = anonymous.call("/auth/token/refresh", old);
    assertThat(next.path("account").asText()).isEqualTo("other");
    assertThat(code(anonymous.call("/auth/token/refresh", old))).isEqualTo("IllegalRefreshToken");
    sandbox.site().revoke("other");
    assertThat(code(anonymous.call("/auth/token/refresh", Map.of("refresh_token", next.path("refresh_token").asText())))).isEqualTo("IllegalRefreshToken");
  }
}

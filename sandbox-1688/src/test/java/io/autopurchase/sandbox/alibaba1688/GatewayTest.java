package io.autopurchase.sandbox.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the gateway lets in, what it refuses, and what it only notes. */
class GatewayTest {
  private final ManualClock clock = new ManualClock();
  private final Alibaba1688Sandbox sandbox = Alibaba1688Sandbox.builder().clock(clock).start();
  private final Client client = Client.of(sandbox, "shop");

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static String code(HttpResponse<String> answer) {
    return Client.json(answer.body()).path("error_code").asText();
  }

  private List<String> anomalies() {
    List<Ledger.Call> calls = sandbox.ledger().calls();
    return calls.get(calls.size() - 1).anomalies();
  }

  private HttpResponse<String> list(Map<String, String> parameters) {
    return client.post(Client.LIST, parameters, clock.millis());
  }

  @Test
  void currentTime_withoutToken_isADateAsJsonText() {
    JsonNode time = Client.withToken(sandbox, "").call("system/currentTime", Map.of());

    assertThat(time.isTextual()).isTrue();
    assertThat(Dates.read(time.asText())).contains(clock.millis());
    assertThat(time.asText()).endsWith("+0800");
  }

  @Test
  void signature_missingOrWrong_is400WithItsCode() {
    Map<String, String> signed = new TreeMap<>(client.signed(Client.LIST, Map.of("page", "1"), clock.millis()));
    signed.put("page", "2");
    HttpResponse<String> wrong = client.post(Client.path(Client.LIST), signed);
    signed.remove("_aop_signature");
    HttpResponse<String> missing = client.post(Client.path(Client.LIST), signed);

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(code(wrong)).isEqualTo("gw.SignatureInvalid");
    assertThat(code(missing)).isEqualTo("gw.SignatureMissing");
    assertThat(Client.json(missing.body()).path("request_id").asText()).isNotEmpty();
  }

  @Test
  void parameters_byGet_areTakenAndASecretInTheQueryIsNoted() {
    Map<String, String> signed = client.signed(Client.LIST, Map.of(), clock.millis());

    HttpResponse<String> answer = client.send(client.request(Client.path(Client.LIST) + "?" + Client.form(signed)).GET());

    assertThat(Client.json(answer.body()).path("totalRecord").isIntegralNumber()).isTrue();
    assertThat(anomalies()).containsExactly("a secret is in the query, which is logged");
  }

  @Test
  void api_unknownOrInTheWrongNamespace_isUnsupported() {
    assertThat(code(client.post("com.alibaba.trade/alibaba.trade.nothing", Map.of(), clock.millis()))).isEqualTo("gw.APIUnsupported");
    assertThat(code(client.post("com.alibaba.product/alibaba.trade.cancel", Map.of(), clock.millis()))).isEqualTo("gw.APIUnsupported");
  }

  @Test
  void appKey_unknown_namesItWithTheException() {
    JsonNode answer = Client.json(client.post("param2/1/" + Client.LIST + "/999", Map.of()).body());

    assertThat(answer.path("error_code").asText()).isEqualTo("400");
    assertThat(answer.path("error_message").asText()).isEqualTo("Invalid appKey, unsport appKey: 999");
    assertThat(answer.path("exception").asText()).isEqualTo("RequestValidateException");
  }

  @Test
  void timestamp_outsideTheWindow_isExpired() {
    long window = Duration.ofMinutes(10).toMillis();
    long old = clock.millis() - window - 1;
    long early = clock.millis() + window + 1;

    assertThat(client.post(Client.LIST, Map.of(), old + 1).statusCode()).isEqualTo(200);
    for (long timestamp : new long[] {old, early}) {
      HttpResponse<String> answer = client.post(Client.LIST, Map.of(), timestamp);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"400\"", "Request is expired.", "RequestValidateException");
    }
    sandbox.set("timestampEnforced", "false");
    assertThat(client.post(Client.LIST, Map.of(), old).statusCode()).isEqualTo(200);
  }

  @Test
  void timestamp_missing_isNotedAtCreateAndRefusedIfThatIsSet() {
    Map<String, String> unsigned = new TreeMap<>(client.signed(Client.CROSS, Client.order("PO-1", Client.CUP), clock.millis()));
    unsigned.remove("_aop_timestamp");
    unsigned.remove("_aop_signature");
    unsigned.put("_aop_signature", SignatureCheck.sign("helloworld", Client.path(Client.CROSS), unsigned));

    assertThat(client.post(Client.path(Client.CROSS), unsigned).body()).contains("orderId");
    assertThat(anomalies()).contains("_aop_timestamp is missing where money is at stake");
    sandbox.set("timestampRequired", "true");
    assertThat(client.post(Client.path(Client.CROSS), unsigned).body()).contains("API need time stamp verify");
    assertThat(sandbox.ledger().orders()).hasSize(1);
  }

  @Test
  void token_missingWrongOrExpired_is401() {
    assertThat(Client.withToken(sandbox, "").post(Client.LIST, Map.of(), clock.millis()).body()).contains("Request need user authenticated");
    HttpResponse<String> wrong = Client.withToken(sandbox, "wrong").post(Client.LIST, Map.of(), clock.millis());
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(code(wrong)).isEqualTo("401");
    clock.pass(Duration.ofHours(10));
    assertThat(list(Map.of()).statusCode()).isEqualTo(401);
  }

  @Test
  void errorStatus_ok_sameBodyWith200() {
    sandbox.set("errorStatus", "OK");

    HttpResponse<String> answer = Client.withToken(sandbox, "wrong").post(Client.LIST, Map.of(), clock.millis());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(code(answer)).isEqualTo("401");
  }

  @Test
  void parameter_missingWrongOrUnknown_isRefusedOrNoted() {
    HttpResponse<String> missing = client.post(Client.CANCEL, Map.of("webSite", "1688", "tradeID", "1"), clock.millis());
    HttpResponse<String> wrong = list(Map.of("page", "one"));
    list(Map.of("tradeId", "1", "productName", ""));

    assertThat(code(missing)).isEqualTo("gw.ParamMissing");
    assertThat(missing.body()).contains("cancelReason");
    assertThat(wrong.statusCode()).isEqualTo(200);
    assertThat(Client.json(wrong.body()).path("errorCode").asText()).isEqualTo("500");
    assertThat(anomalies()).containsExactlyInAnyOrder("tradeId is unknown", "productName is empty");
    assertThat(sandbox.ledger().anomalies()).containsEntry(new Ledger.Anomaly(Client.LIST, "tradeId is unknown"), 1L);
  }

  @Test
  void callsPerSecond_oneTooMany_isRefusedWithoutWork() {
    sandbox.set("callsPerSecond", "2");
    list(Map.of());
    list(Map.of());

    assertThat(code(list(Map.of()))).isEqualTo("gw.QosApiFrequencyLimit");
    clock.pass(Duration.ofSeconds(1));
    assertThat(list(Map.of()).statusCode()).isEqualTo(200);
  }
}

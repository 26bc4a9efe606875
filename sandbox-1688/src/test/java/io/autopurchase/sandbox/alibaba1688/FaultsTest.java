package io.autopurchase.sandbox.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault, as a client meets it. */
class FaultsTest {
  private final ManualClock clock = new ManualClock();
  private final Alibaba1688Sandbox sandbox = Alibaba1688Sandbox.builder().clock(clock).start();
  private final Client client = Client.of(sandbox, "shop");

  @AfterEach
  void close() {
    sandbox.close();
  }

  private HttpResponse<String> create() {
    return client.post(Client.CROSS, Client.order("PO-1", Client.CUP), clock.millis());
  }

  private JsonNode list() {
    return Client.json(client.post(Client.LIST, Map.of(), clock.millis()).body());
  }

  private int orders() {
    return sandbox.ledger().orders().size();
  }

  private Faults.On once(String api) {
    return sandbox.faults().on(api).call(1);
  }

  @ParameterizedTest
  @CsvSource({"LOSE_ANSWER, 1", "DROP_REQUEST, 0", "RESET, 0", "CUT_BODY, 0"})
  void connection_endsWithoutAnAnswer(Fault.Kind kind, int orders) {
    once(Client.CROSS).inject(kind.fault());

    assertThatThrownBy(this::create).isInstanceOf(UncheckedIOException.class);
    assertThat(orders()).isEqualTo(orders);
  }

  @ParameterizedTest
  @EnumSource(value = Fault.Kind.class, names = {"EMPTY_BODY", "HTML_BODY", "TRUNCATED_JSON", "HTTP_STATUS", "REDIRECT"})
  void body_isNotAnAnswer(Fault.Kind kind) {
    once(Client.CROSS).inject(kind.fault().withWorkDone(true));

    assertThat(create().body()).doesNotEndWith("}");
    assertThat(orders()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(value = Fault.Kind.class, names = {"WRONG_CONTENT_TYPE", "SLOW_DRIP", "HUGE_BODY", "DEEP_JSON", "DELAY", "LATE_WORK"})
  void body_isTheRightAnswerInAnUnusualWay(Fault.Kind kind) {
    once(Client.CROSS).inject(kind.fault().withNumber(1).withTime(Duration.ofMillis(1)));

    assertThat(create().body()).endsWith("\"success\":true}");
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void gzipBomb_isPacked() {
    once(Client.CROSS).inject(Fault.Kind.GZIP_BOMB.fault().withNumber(1));

    assertThat(create().headers().firstValue("Content-Encoding")).contains("gzip");
  }

  @Test
  void limits_closeTheApiOrAllForTheirTime() {
    once(Client.LIST).inject(Fault.Kind.CALL_LIMIT.fault().withNumber(5));

    HttpResponse<String> limited = client.post(Client.LIST, Map.of(), clock.millis());
    assertThat(limited.statusCode()).isEqualTo(400);
    assertThat(limited.body()).contains("gw.QosApiFrequencyLimit");
    assertThat(create().body()).contains("orderId");
    clock.pass(Duration.ofSeconds(5));
    once(Client.LIST).inject(Fault.Kind.APP_CALL_LIMIT.fault().withNumber(5));
    assertThat(list().path("error_message").asText()).isEqualTo("App call exceeds limited frequency");
    assertThat(create().body()).contains("gw.QosAppFrequencyLimit");
    clock.pass(Duration.ofSeconds(5));
    assertThat(list().has("totalRecord")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"EXPIRED_TOKEN, 401, 401", "SERVICE_TIMEOUT, gw.ISPInvokeTimeout, 400", "GATEWAY_ERROR, gw.ISPInvokeError, 400"})
  void gatewayErrors_codeAndStatus(Fault.Kind kind, String code, int status) {
    once(Client.CROSS).inject(kind.fault());
    sandbox.faults().on(Client.CROSS).call(2).inject(kind.fault().withWorkDone(true));

    HttpResponse<String> undone = create();
    assertThat(undone.statusCode()).isEqualTo(status);
    assertThat(Client.json(undone.body()).path("error_code").asText()).isEqualTo(code);
    assertThat(orders()).isZero();
    assertThat(create().statusCode()).isEqualTo(status);
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void businessError_isInTheApisOwnWords() {
    sandbox.faults().on("*").inject(Fault.Kind.BUSINESS_ERROR.fault().withCode("NOPE"));

    assertThat(Client.json(create().body()).path("code").asText()).isEqualTo("NOPE");
    assertThat(list().path("errorCode").asText()).isEqualTo("NOPE");
    assertThat(client.preview(Client.CUP).path("errorMsg").asText()).isNotEmpty();
    assertThat(client.call(Client.VIEW, Map.of("webSite", "1688", "orderId", "1")).path("success").asText()).isEqualTo("false");
    assertThat(client.call(Client.DETAIL, Map.of()).at("/result/code").asText()).isEqualTo("NOPE");
    assertThat(orders()).isZero();
  }

  @Test
  void falseNo_theOrderIsThereAllTheSame() {
    once(Client.CROSS).inject(Fault.Kind.FALSE_NO.fault().withCode("500_004"));

    JsonNode answer = Client.json(create().body());

    assertThat(answer.path("success").asBoolean(true)).isFalse();
    assertThat(answer.path("code").asText()).isEqualTo("500_004");
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void falseNo_aPaymentThatIsTaken() {
    create();
    once(Client.PREPARE_PAY).add("FALSE_NO");
    String id = sandbox.ledger().orders().get(0).orderId();

    JsonNode answer = client.call(Client.PREPARE_PAY, Map.of("tradeWithholdPreparePayParam", "{\"orderId\":" + id + ",\"payAmount\":13450}"));

    assertThat(answer.path("success").asBoolean(true)).isFalse();
    assertThat(sandbox.ledger().orders().get(0).status()).isEqualTo("waitsellersend");
  }

  @Test
  void doubleWork_twoOrdersAndOneAnswer() {
    once(Client.CROSS).add("DOUBLE_WORK");

    JsonNode answer = Client.json(create().body());

    assertThat(sandbox.ledger().ordersFor("PO-1")).hasSize(2);
    assertThat(answer.at("/result/orderId").asText()).isEqualTo(sandbox.ledger().orders().get(1).orderId());
  }

  @Test
  void foreignAnswer_idsAndBuyerOfAnother() {
    sandbox.faults().on("*").call(2).add("FOREIGN_ANSWER");
    create();
    JsonNode row = list().at("/result/0/baseInfo");
    once(Client.CROSS).add("FOREIGN_ANSWER");
    JsonNode made = Client.json(create().body());

    assertThat(row.path("buyerLoginId").asText()).isEqualTo("of-another-shop");
    assertThat(row.path("idOfStr").asText()).isNotEqualTo(sandbox.ledger().orders().get(0).orderId());
    assertThat(made.at("/result/orderId").asText()).isNotEqualTo(sandbox.ledger().orders().get(1).orderId());
  }

  @Test
  void staleAnswer_asItWasBefore() {
    create();
    clock.pass(Duration.ofMinutes(1));
    sandbox.site().pay(sandbox.ledger().orders().get(0).orderId());
    once(Client.LIST).add("STALE_ANSWER");
    sandbox.faults().on(Client.LIST).call(2).inject(Fault.Kind.STALE_ANSWER.fault().withTime(Duration.ofHours(1)));

    assertThat(list().at("/result/0/baseInfo/status").asText()).isEqualTo("waitbuyerpay");
    assertThat(list().path("result")).isEmpty();
    assertThat(list().at("/result/0/baseInfo/status").asText()).isEqualTo("waitsellersend");
  }

  @Test
  void pagesAndTotals_duplicateShiftedAndWrong() {
    for (int i = 0; i < 4; i++) {
      create();
    }
    List<String> first = page(1);
    List<String> second = page(2);
    sandbox.faults().on(Client.LIST).call(1).add("DUPLICATE_PAGE");
    sandbox.faults().on(Client.LIST).call(2).inject(Fault.Kind.SHIFTED_PAGE.fault().withNumber(1));
    sandbox.faults().on(Client.LIST).call(3).add("WRONG_TOTAL");

    assertThat(page(2)).isEqualTo(first);
    assertThat(page(1)).containsExactly(first.get(1), second.get(0));
    assertThat(list().path("totalRecord").asInt()).isEqualTo(3);
  }

  private List<String> page(int number) {
    List<String> ids = new ArrayList<>();
    client.call(Client.LIST, Map.of("page", "" + number, "pageSize", "2")).path("result").forEach(row -> ids.add(row.at("/baseInfo/idOfStr").asText()));
    return ids;
  }

  @Test
  void payments_refusedOrComingToNothing() {
    create();
    String id = sandbox.ledger().orders().get(0).orderId();
    Map<String, String> parameters = Map.of("tradeWithholdPreparePayParam", "{\"orderId\":" + id + ",\"payAmount\":13450}");
    once(Client.PREPARE_PAY).add("PAY_REFUSED");
    sandbox.faults().on(Client.PREPARE_PAY).call(2).add("PAYMENT_FAILS_LATER");
    sandbox.faults().on(Fault.LINK).call(1).add("PAY_REFUSED");

    assertThat(client.call(Client.PREPARE_PAY, parameters).path("code").asText()).isEqualTo("PAY_FAILED");
    assertThat(client.call(Client.PREPARE_PAY, parameters).at("/result/success").asBoolean()).isTrue();
    assertThat(client.call(Fault.LINK, Map.of("orderIdList", "[" + id + "]")).path("success").asBoolean(true)).isFalse();
    assertThat(sandbox.ledger().orders().get(0).status()).isEqualTo("waitbuyerpay");
  }

  @Test
  void rules_listedCountedAndCleared() {
    sandbox.faults().on(Client.LIST).times(2).add("HTML_BODY");
    sandbox.faults().on(Client.LIST).withProbability(1, 7).add("ids_as_text");

    assertThat(client.post(Client.LIST, Map.of(), clock.millis()).body()).startsWith("<html>");
    assertThat(sandbox.faults().describe())
        .containsExactly(Client.LIST + ": HTML_BODY, first 2 (1 seen)", Client.LIST + ": IDS_AS_TEXT, each with probability 1.0 (1 seen)");
    assertThat(sandbox.ledger().calls()).last().extracting(Ledger.Call::fault).isEqualTo("HTML_BODY IDS_AS_TEXT");
    sandbox.faults().clear();
    assertThat(list().has("totalRecord")).isTrue();
    assertThatThrownBy(() -> sandbox.faults().on("*").add("NONSENSE")).hasMessageContaining("DOUBLE_WORK").hasMessageContaining("OTHER_ZONE");
    assertThatThrownBy(() -> sandbox.faults().on("/x")).hasMessageContaining(Client.CROSS);
  }
}

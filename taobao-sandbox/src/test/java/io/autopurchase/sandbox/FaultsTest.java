package io.autopurchase.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The faults of what an answer says, as a client meets them, and the rules by which faults strike. */
class FaultsTest {
  private final ManualClock clock = new ManualClock();
  private final TaobaoSandbox sandbox = TaobaoSandbox.builder().clock(clock).start();
  private final Client client = Client.of(sandbox, "shop");

  @AfterEach
  void close() {
    sandbox.close();
  }

  private JsonNode create() {
    return client.call(Client.CREATE, Client.order("PO-1", Client.ITEM));
  }

  private int orders() {
    return sandbox.ledger().orders().size();
  }

  private Faults.On once(String api) {
    return sandbox.faults().on(api).call(1);
  }

  @Test
  void callLimit_theApiStaysClosedForItsTime() {
    once(Client.QUERY).inject(Fault.callLimit(5));

    assertThat(client.call(Client.QUERY, Map.of()).path("code").asText()).isEqualTo("ApiCallLimit");
    clock.pass(Duration.ofSeconds(4));
    assertThat(client.call(Client.QUERY, Map.of()).path("message").asText()).contains("this ban will last 1 seconds");
    assertThat(client.call("/product/get", Map.of("item_id", Client.ITEM)).path("code").asText()).isEqualTo("0");
    clock.pass(Duration.ofSeconds(1));
    assertThat(client.call(Client.QUERY, Map.of()).path("code").asText()).isEqualTo("0");
  }

  @Test
  void appCallLimit_allApisStayClosed() {
    once(Client.QUERY).inject(Fault.Kind.APP_CALL_LIMIT.fault().withNumber(5));

    assertThat(client.call(Client.QUERY, Map.of()).path("code").asText()).isEqualTo("AppCallLimit");
    assertThat(client.call("/product/get", Map.of("item_id", Client.ITEM)).path("code").asText()).isEqualTo("AppCallLimit");
    clock.pass(Duration.ofSeconds(5));
    assertThat(client.call(Client.QUERY, Map.of()).path("code").asText()).isEqualTo("0");
  }

  @Test
  void callsPerSecond_oneTooMany_isBanned() {
    sandbox.set("callsPerSecond", "2");

    client.call(Client.QUERY, Map.of());
    client.call(Client.QUERY, Map.of());
    assertThat(client.call(Client.QUERY, Map.of()).path("code").asText()).isEqualTo("ApiCallLimit");
    clock.pass(Duration.ofSeconds(1));
    assertThat(client.call(Client.QUERY, Map.of()).path("code").asText()).isEqualTo("0");
  }

  @ParameterizedTest
  @EnumSource(value = Fault.Kind.class, names = {"CAMPAIGN", "EXPIRED_TOKEN", "SERVICE_TIMEOUT", "GATEWAY_ERROR"})
  void gatewayCode_itsCodeAndNothingDone(Fault.Kind kind) {
    once(Client.CREATE).inject(kind.fault());

    JsonNode answer = create();

    assertThat(answer.path("code").asText()).isEqualTo(kind.fault().code());
    assertThat(answer.path("type").asText()).isIn("ISV", "ISP");
    assertThat(orders()).isZero();
  }

  @Test
  void serviceTimeout_workDone_orderIsThere() {
    once(Client.CREATE).inject(Fault.serviceTimeout(true));

    assertThat(create().path("code").asText()).isEqualTo("ServiceTimeout");
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void businessAndInnerError_outsideAndInside() {
    once(Client.CREATE).inject(Fault.businessError("NOPE"));
    sandbox.faults().on(Client.CREATE).call(2).inject(Fault.Kind.INNER_ERROR.fault().withCode("NOPE"));

    JsonNode outer = create();
    JsonNode inner = create();

    assertThat(outer.path("success").asBoolean(true)).isFalse();
    assertThat(outer.path("error_code").asText()).isEqualTo("NOPE");
    assertThat(inner.path("success").asBoolean()).isTrue();
    assertThat(inner.at("/data/success").asBoolean(true)).isFalse();
    assertThat(inner.at("/data/error_code").asText()).isEqualTo("NOPE");
    assertThat(orders()).isZero();
  }

  @Test
  void staleAnswer_asItWasBefore() {
    String id = client.create("PO-1", Client.ITEM).at("/order_list/0/purchase_id").asText();
    client.find("PO-1");
    clock.pass(Duration.ofMinutes(1));
    sandbox.site().pay(id);
    once(Client.QUERY).add("STALE_ANSWER");
    sandbox.faults().on(Client.QUERY).call(2).inject(Fault.Kind.STALE_ANSWER.fault().withTime(Duration.ofSeconds(30)));
    sandbox.faults().on(Client.QUERY).call(3).inject(Fault.Kind.STALE_ANSWER.fault().withTime(Duration.ofHours(1)));

    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("WAIT_BUYER_P");
    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("WAIT_BUYER_P");
    assertThat(client.find("PO-1").isMissingNode()).isTrue();
    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("WAIT_SELLER_SEND_GOODS");
  }

  @Test
  void pagesAndTotals_duplicateShiftedAndWrong() {
    for (int i = 1; i <= 4; i++) {
      client.create("PO-" + i, Client.ITEM);
    }
    String first = page(1);
    String second = page(2);
    sandbox.faults().on(Client.QUERY).call(1).add("DUPLICATE_PAGE");
    sandbox.faults().on(Client.QUERY).call(2).inject(Fault.Kind.SHIFTED_PAGE.fault().withNumber(1));
    sandbox.faults().on(Client.QUERY).call(3).add("WRONG_TOTAL");
    sandbox.faults().on(Client.QUERY).call(4).add("FOREIGN_ANSWER");

    assertThat(page(2)).isEqualTo(first);
    assertThat(page(1)).isNotEqualTo(first).contains(second.split(",")[0]);
    assertThat(client.call(Client.QUERY, Map.of()).at("/data/results_total").asInt()).isEqualTo(3);
    assertThat(client.find("PO-1").path("outer_purchase_id").asText()).isEqualTo("of-another-shop");
  }

  private String page(int number) {
    JsonNode data = client.call(Client.QUERY, Map.of("page_no", "" + number, "page_size", "2")).path("data");
    return String.join(",", data.path("purchase_orders").findValuesAsText("purchase_id"));
  }

  @Test
  void rules_byCallTimesProbabilityAndName_countedAndTold() {
    sandbox.faults().on("*").times(2).add("HTML_BODY");
    sandbox.faults().on(Client.QUERY).withProbability(1, 7).add("ids_as_text");

    assertThat(client.post(Client.QUERY, client.signed(Client.QUERY, Map.of())).body()).startsWith("<html>");
    assertThat(sandbox.faults().describe())
        .containsExactly("*: HTML_BODY, first 2 (1 seen)", Client.QUERY + ": IDS_AS_TEXT, each with probability 1.0 (1 seen)");
    assertThat(sandbox.ledger().calls()).last().extracting(Ledger.Call::fault).isEqualTo("HTML_BODY IDS_AS_TEXT");
    sandbox.faults().clear();
    assertThat(client.call(Client.QUERY, Map.of()).path("success").asBoolean()).isTrue();
  }

  @Test
  void add_unknownName_namesThoseThatThereAre() {
    assertThatThrownBy(() -> sandbox.faults().on("*").add("NONSENSE"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NONSENSE")
        .hasMessageContaining("LOSE_ANSWER")
        .hasMessageContaining("SUCCESS_AS_TEXT");
  }
}

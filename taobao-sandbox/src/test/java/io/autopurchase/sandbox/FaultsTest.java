package io.autopurchase.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault, as a client meets it. */
@Timeout(120)
class FaultsTest {
  private final ManualClock clock = new ManualClock();
  private final TaobaoSandbox sandbox = TaobaoSandbox.builder().clock(clock).start();
  private final Client client = Client.of(sandbox, "shop");

  @AfterEach
  void close() {
    sandbox.close();
  }

  private HttpResponse<String> create() {
    return client.post(Client.CREATE, client.signed(Client.CREATE, Client.order("PO-1", Client.ITEM)));
  }

  private int orders() {
    return sandbox.ledger().orders().size();
  }

  private Faults.On once(String api) {
    return sandbox.faults().on(api).call(1);
  }

  @Test
  void loseAnswer_workIsDoneAndNothingIsHeard() {
    once(Client.CREATE).add("LOSE_ANSWER");

    assertThatThrownBy(this::create).isInstanceOf(UncheckedIOException.class);
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void dropRequest_nothingIsDone() {
    once(Client.CREATE).add("DROP_REQUEST");

    assertThatThrownBy(this::create).isInstanceOf(UncheckedIOException.class);
    assertThat(orders()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void reset_theConnectionIsResetBeforeOrAfterTheWork(boolean workDone) throws IOException {
    once(Client.CREATE).inject(Fault.reset(workDone));

    try (Socket socket = new Socket("127.0.0.1", sandbox.restUrl().getPort())) {
      String body = Client.form(client.signed(Client.CREATE, Client.order("PO-1", Client.ITEM)));
      send(socket, "POST /rest" + Client.CREATE + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class).hasMessageContaining("reset");
    }
    assertThat(orders()).isEqualTo(workDone ? 1 : 0);
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Test
  void httpStatus_pageAndRetryAfter() {
    once(Client.CREATE).inject(Fault.http(429, false));

    HttpResponse<String> answer = create();

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(orders()).isZero();
  }

  @Test
  void redirect_toAnotherHost() {
    once(Client.CREATE).add("REDIRECT");

    HttpResponse<String> answer = create();

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("http://redirected.invalid/");
  }

  @ParameterizedTest
  @EnumSource(value = Fault.Kind.class, names = {"EMPTY_BODY", "HTML_BODY", "TRUNCATED_JSON"})
  void brokenBody_200WithoutReadableJson(Fault.Kind kind) {
    once(Client.CREATE).inject(kind.fault().withWorkDone(true));

    HttpResponse<String> answer = create();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(readable(answer.body())).isFalse();
    assertThat(orders()).isEqualTo(1);
  }

  private static boolean readable(String body) {
    try {
      return Client.json(body).isObject();
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  @Test
  void cutBody_endsWithinTheBody() {
    once(Client.CREATE).inject(Fault.cutBody(true));

    assertThatThrownBy(this::create).isInstanceOf(UncheckedIOException.class);
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void wrongContentType_theRightAnswer() {
    once(Client.CREATE).add("WRONG_CONTENT_TYPE");

    HttpResponse<String> answer = create();

    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html");
    assertThat(Client.json(answer.body()).path("success").asBoolean()).isTrue();
  }

  @Test
  void delayAndLateWork_doneInTheEnd() {
    once(Client.CREATE).inject(Fault.delay(Duration.ofMillis(20)));
    sandbox.faults().on(Client.QUERY).call(1).inject(Fault.lateWork(Duration.ofMillis(20)));

    assertThat(Client.json(create().body()).path("success").asBoolean()).isTrue();
    assertThat(client.find("PO-1").path("status").asText()).isEqualTo("WAIT_BUYER_P");
  }

  @Test
  void slowDrip_theRightAnswerByteByByte() {
    once(Client.QUERY).inject(Fault.Kind.SLOW_DRIP.fault().withTime(Duration.ofMillis(1)));

    assertThat(client.call(Client.QUERY, Map.of()).path("success").asBoolean()).isTrue();
  }

  @Test
  void slowDrip_sandboxCloses_dripEnds() throws Exception {
    once(Client.QUERY).inject(Fault.Kind.SLOW_DRIP.fault().withTime(Duration.ofHours(1)));
    String body = Client.form(client.signed(Client.QUERY, Map.of()));

    try (Socket socket = new Socket("127.0.0.1", sandbox.restUrl().getPort())) {
      send(socket, "POST /rest" + Client.QUERY + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
      while (sandbox.ledger().count(Client.QUERY) == 0) {
        Thread.onSpinWait();
      }
      sandbox.close();
      InputStream in = socket.getInputStream();
      assertThat(endOf(in)).isLessThan(1000);
    }
  }

  /** How many bytes come until the end, be it orderly or not. */
  private static int endOf(InputStream in) {
    int bytes = 0;
    try {
      while (in.read() >= 0) {
        bytes++;
      }
    } catch (IOException e) {
      assertThat(e).isInstanceOf(SocketException.class);
    }
    return bytes;
  }

  @Test
  void hugeBody_isAsLongAsItSays() throws Exception {
    once(Client.QUERY).inject(Fault.Kind.HUGE_BODY.fault().withNumber(3));

    HttpResponse<InputStream> answer = stream(Client.QUERY);
    long length = answer.headers().firstValueAsLong("Content-Length").orElseThrow();

    assertThat(length).isGreaterThan(3L << 20);
    assertThat(answer.body().readAllBytes()).hasSize((int) length);
  }

  @Test
  void gzipBomb_smallOnTheWireAndLargeInside() throws Exception {
    once(Client.QUERY).inject(Fault.Kind.GZIP_BOMB.fault().withNumber(3));

    HttpResponse<InputStream> answer = stream(Client.QUERY);
    byte[] packed = answer.body().readAllBytes();

    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(packed.length).isLessThan(20_000);
    JsonNode json = Client.JSON.readTree(new GZIPInputStream(new ByteArrayInputStream(packed)));
    assertThat(json.path("success").asBoolean()).isTrue();
    assertThat(json.path("filling").asText()).hasSize(3 << 20);
  }

  private HttpResponse<InputStream> stream(String path) throws Exception {
    String body = Client.form(client.signed(path, Map.of()));
    return client.http.send(
        client.request(path).header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofInputStream());
  }

  @Test
  void deepJson_isNestedAsDeepAsSet() {
    once(Client.QUERY).add("DEEP_JSON");

    String body = client.post(Client.QUERY, client.signed(Client.QUERY, Map.of())).body();

    assertThat(body.chars().filter(c -> c == '[').count()).isGreaterThanOrEqualTo(100_000);
    assertThat(body).startsWith("{\"deep\":[[[").endsWith("}");
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

    JsonNode answer = Client.json(create().body());

    assertThat(answer.path("code").asText()).isEqualTo(kind.fault().code());
    assertThat(answer.path("type").asText()).isIn("ISV", "ISP");
    assertThat(orders()).isZero();
  }

  @Test
  void serviceTimeout_workDone_orderIsThere() {
    once(Client.CREATE).inject(Fault.serviceTimeout(true));

    assertThat(Client.json(create().body()).path("code").asText()).isEqualTo("ServiceTimeout");
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void businessAndInnerError_outsideAndInside() {
    once(Client.CREATE).inject(Fault.businessError("NOPE"));
    sandbox.faults().on(Client.CREATE).call(2).inject(Fault.Kind.INNER_ERROR.fault().withCode("NOPE"));

    JsonNode outer = Client.json(create().body());
    JsonNode inner = Client.json(create().body());

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
    assertThat(client.find("PO-1").path("outer_purchase_id").asText()).isEqualTo("somebody-elses");
  }

  private String page(int number) {
    JsonNode data = client.call(Client.QUERY, Map.of("page_no", "" + number, "page_size", "2")).path("data");
    return String.join(",", data.path("purchase_orders").findValuesAsText("purchase_id"));
  }

  @Test
  void rules_byCallTimesProbabilityAndName_countedAndTold() {
    sandbox.faults().on("*").times(2).add("HTML_BODY");
    sandbox.faults().on(Client.QUERY).withProbability(1, 7).add("ids_as_text");

    assertThat(readable(client.post(Client.QUERY, client.signed(Client.QUERY, Map.of())).body())).isFalse();
    assertThat(sandbox.faults().describe()).containsExactly("*: HTML_BODY, first 2 (1 seen)", Client.QUERY + ": IDS_AS_TEXT, each with probability 1.0 (1 seen)");
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

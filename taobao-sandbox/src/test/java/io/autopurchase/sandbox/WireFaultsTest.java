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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The faults of connections and bodies, as a client meets them. */
class WireFaultsTest {
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
      send(socket, Client.CREATE, Client.order("PO-1", Client.ITEM));
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class).hasMessageContaining("reset");
    }
    assertThat(orders()).isEqualTo(workDone ? 1 : 0);
  }

  private void send(Socket socket, String path, Map<String, String> parameters) throws IOException {
    String body = Client.form(client.signed(path, parameters));
    String head =
        String.join(
            "\r\n",
            "POST /rest" + path + " HTTP/1.1",
            "Host: x",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: " + body.length(),
            "",
            "");
    OutputStream out = socket.getOutputStream();
    out.write((head + body).getBytes(StandardCharsets.UTF_8));
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
  void delay_workIsDoneLongBeforeTheAnswer() throws IOException {
    once(Client.CREATE).inject(Fault.delay(Duration.ofHours(1)));

    try (Socket socket = new Socket("127.0.0.1", sandbox.restUrl().getPort())) {
      send(socket, Client.CREATE, Client.order("PO-1", Client.ITEM));
      while (sandbox.ledger().count(Client.CREATE) == 0) {
        Thread.onSpinWait();
      }
      assertThat(orders()).isEqualTo(1);
      assertThat(socket.getInputStream().available()).isZero();
    }
  }

  @Test
  void lateWork_requestLiesAboutAndNothingIsDoneYet() throws IOException {
    once(Client.CREATE).inject(Fault.lateWork(Duration.ofHours(1)));

    try (Socket socket = new Socket("127.0.0.1", sandbox.restUrl().getPort())) {
      send(socket, Client.CREATE, Client.order("PO-1", Client.ITEM));
      while (!sandbox.faults().describe().get(0).endsWith("(1 seen)")) {
        Thread.onSpinWait();
      }
      sandbox.close();
      assertThat(endOf(socket.getInputStream())).isZero();
      assertThat(orders()).isZero();
    }
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

    try (Socket socket = new Socket("127.0.0.1", sandbox.restUrl().getPort())) {
      send(socket, Client.QUERY, Map.of());
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
}

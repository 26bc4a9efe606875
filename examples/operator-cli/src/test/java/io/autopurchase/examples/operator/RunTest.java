package io.autopurchase.examples.operator;

import static io.autopurchase.examples.operator.Desk.NICK;
import static io.autopurchase.examples.operator.Desk.SHIRT_M;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autopurchase.sandbox.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that stay up, are told to stop, and take messages. */
class RunTest {
  private static final int TOO_BUSY = 503;
  private static final int MOST_PUSHES = 30;

  private static final String ORDER = "ORD-RUN";
  private static final Pattern ADDRESS = Pattern.compile("http://\\S+/messages/");

  @TempDir
  private Path folder;

  private Desk desk;

  @BeforeEach
  void start() {
    desk = new Desk(folder).addSession();
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void run_webhooks_areReadAtOnceAndInvalidOnesRefused() throws Exception {
    String number = desk.book(ORDER, SHIRT_M).get(0);
    // Without messages it would take an hour.
    desk.set("background.sync-interval", "3600");
    desk.done("sync", "--session", NICK);
    desk.sandbox.site().pay(number);
    try (ChildRun run = ChildRun.of(desk.settings, folder, "run", "--listen", "0", "--json")) {
      URI address = URI.create(address(run) + "taobao");

      assertThat(push(address, number, "another secret")).isEqualTo(401);
      assertThat(desk.purchases(ORDER).at("/0/status").asText()).isEqualTo("AWAITING_PAYMENT");

      assertThat(push(address, number, Desk.APP_SECRET)).isEqualTo(200);
      assertThat(push(address, number, Desk.APP_SECRET)).isEqualTo(200);
      Eventually.isTrue(() -> desk.purchases(ORDER).at("/0/status").asText().equals("AWAITING_SHIPMENT"));

      assertThat(run.stop()).isZero();
      assertThat(new ObjectMapper().readTree(run.out()).get("stopped").asBoolean()).isTrue();
      assertThat(run.err()).doesNotContain(Desk.APP_SECRET);
    }
  }

  /**
   * A message as the platform signs it: over the app's key and the body. It is pushed again if the endpoint answers that it could not
   * handle it in time.
   */
  private static int push(URI address, String number, String secret) throws Exception {
    String body =
        "{\"message_type\":3,\"timestamp\":" + Instant.now().getEpochSecond() + ",\"data\":{\"purchase_order_id\":\"" + number + "\"}}";
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signature = HexFormat.of().formatHex(mac.doFinal((Desk.APP_KEY + body).getBytes(StandardCharsets.UTF_8)));
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Authorization", signature)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    for (int again = 0; status == TOO_BUSY && again < MOST_PUSHES; again++) {
      status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
    return status;
  }

  @Test
  void book_stoppedWhileItWaits_tellsHowFarItIsAndGoesOnLater() throws Exception {
    String file = desk.order(ORDER, SHIRT_M);
    desk.sandbox.faults().on("*").inject(Fault.Kind.HTTP_STATUS.fault());
    int before = desk.sandbox.ledger().calls().size();
    try (ChildRun book = ChildRun.of(desk.settings, folder, "book", "--order", file, "--session", NICK, "--wait", "--json")) {
      Eventually.isTrue(() -> desk.sandbox.ledger().calls().size() > before);

      assertThat(book.stop()).isNotZero();
      JsonNode activity = new ObjectMapper().readTree(book.out()).get("activity");
      assertThat(activity.get("type").asText()).isEqualTo("BOOKING");
      assertThat(activity.at("/lines/0/outcome").asText()).isEqualTo("PENDING");
    }
    desk.sandbox.faults().clear();

    desk.done("book", "--order", file, "--session", NICK);

    assertThat(desk.sandbox.ledger().orders()).hasSize(1);
  }

  private static String address(ChildRun run) {
    Matcher matcher = ADDRESS.matcher("");
    Eventually.isTrue(() -> matcher.reset(run.err()).find());
    return matcher.group();
  }
}

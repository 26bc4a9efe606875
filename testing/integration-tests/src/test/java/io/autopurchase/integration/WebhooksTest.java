package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.autopurchase.Activity;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityType;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.WebhookResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outcome of messages at a host's own endpoint, over HTTP. */
class WebhooksTest extends Sandboxed {
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer endpoint;

  @BeforeEach
  void listen() throws IOException {
    endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint.createContext("/", this::take);
    endpoint.start();
  }

  @AfterEach
  void stop() {
    endpoint.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    WebhookResult receipt = shop.engine.handleWebhook("taobao", exchange.getRequestHeaders(), body);
    exchange.sendResponseHeaders(receipt == WebhookResult.INVALID_SIGNATURE ? 401 : 200, -1);
    exchange.close();
  }

  private int send(String body, String secret) throws IOException, InterruptedException, GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signature = HexFormat.of().formatHex(mac.doFinal(("123456" + body).getBytes(StandardCharsets.UTF_8)));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.getAddress().getPort() + "/"))
            .header("Authorization", signature)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static String message(String order) {
    return "{\"message_type\":1,\"timestamp\":1780000000,\"data\":{\"purchase_id\":" + order + "}}";
  }

  private List<Activity> readings() {
    return shop.engine.activities().find(ActivityQuery.builder().type(ActivityType.SYNCHRONIZATION).page(1, 100).build()).entries();
  }

  @Test
  void post_orderIsPaidAndAMessageTells_purchaseFollowsWithoutAnybodyAsking() throws Exception {
    bookTwo();
    synchronize();
    int before = readings().size();
    sandbox.site().pay(orderOf("1"));
    String message = message(orderOf("1")).replace("1780000000", Long.toString(System.currentTimeMillis() / 1000));

    assertThat(send(message, "helloworld")).isEqualTo(200);
    assertThat(send(message, "helloworld")).as("again").isEqualTo(200);

    List<Activity> readings = readings();
    assertThat(readings).hasSizeBetween(before + 1, before + 2);
    for (Activity reading : readings) {
      shop.settle(reading);
    }
    assertThat(purchase("1").status()).contains(PurchaseStatus.AWAITING_SHIPMENT);
  }

  @Test
  void post_forgedOrForeign_causesNothing() throws Exception {
    bookTwo();

    assertThat(send(message(orderOf("1")), "guessed")).isEqualTo(401);
    assertThat(send(message("999999"), "helloworld")).isEqualTo(200);
    assertThat(send("{", "helloworld")).as("acknowledged, or it would come again and again").isEqualTo(200);

    assertThat(readings()).isEmpty();
  }
}

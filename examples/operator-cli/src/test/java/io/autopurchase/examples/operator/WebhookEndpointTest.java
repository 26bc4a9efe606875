package io.autopurchase.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.InvalidInputException;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.WebhookResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a provider is answered. */
class WebhookEndpointTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
  private WebhookEndpoint endpoint;

  @AfterEach
  void stop() {
    endpoint.close();
  }

  @ParameterizedTest
  @CsvSource({"ACCEPTED, 200", "IGNORED, 200", "UNREADABLE, 200", "INVALID_SIGNATURE, 401"})
  void post_aMessage_isAnsweredByItsReceipt(WebhookResult receipt, int status) throws Exception {
    start((provider, headers, body) -> {
      taken.add(provider + " " + headers.get("Authorization") + " " + new String(body, StandardCharsets.UTF_8));
      return receipt;
    });

    assertThat(post("/messages/taobao", "{\"a\":1}")).isEqualTo(status);
    assertThat(taken).containsExactly("taobao [signature] {\"a\":1}");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /messages/taobao, 405",
    "PUT, /messages/taobao, 405",
    "POST, /, 404",
    "POST, /messages/, 404",
    "POST, /messages/taobao/more, 404",
    "POST, /messages/../x, 404",
    "GET, /favicon.ico, 404"
  })
  void request_ofAnotherKind_isRefusedAndReachesNobody(String method, String path, int status) throws Exception {
    start((provider, headers, body) -> {
      taken.add(provider);
      return WebhookResult.ACCEPTED;
    });

    HttpRequest request = request(path).method(method, HttpRequest.BodyPublishers.ofString("x")).build();

    assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(status);
    assertThat(taken).isEmpty();
  }

  @Test
  void post_moreThanTheLimit_isRefused() throws Exception {
    start((provider, headers, body) -> {
      taken.add(provider);
      return WebhookResult.ACCEPTED;
    });

    assertThat(post("/messages/taobao", "x".repeat(WebhookEndpoint.MOST_BYTES))).isEqualTo(200);
    assertThat(post("/messages/taobao", "x".repeat(WebhookEndpoint.MOST_BYTES + 1))).isEqualTo(413);
    assertThat(taken).hasSize(1);
  }

  @Test
  void post_whatCannotBeStored_isAskedForAgain() throws Exception {
    start((provider, headers, body) -> {
      throw provider.equals("taobao")
          ? new StoreUnavailableException("the database is away", null)
          : new InvalidInputException("provider", "UNKNOWN_PROVIDER", "there is no such provider");
    });

    assertThat(post("/messages/taobao", "{}")).isEqualTo(503);
    assertThat(post("/messages/nobody", "{}")).isEqualTo(404);
  }

  @Test
  void post_storeHangs_isAskedForAgainInTimeAndOthersAreServed() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    start((provider, headers, body) -> {
      if (body.length > 2) {
        await(released);
      }
      return WebhookResult.ACCEPTED;
    });

    CompletableFuture<Integer> hanging = CompletableFuture.supplyAsync(() -> postUnchecked("/messages/taobao", "hang"));
    assertThat(post("/messages/taobao", "{}")).isEqualTo(200);
    assertThat(hanging.get()).isEqualTo(503);
    released.countDown();
  }

  private void start(Inbox inbox) {
    endpoint = WebhookEndpoint.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), inbox, Duration.ofSeconds(2));
  }

  private int post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        request(path).header("Authorization", "signature").POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private int postUnchecked(String path, String body) {
    try {
      return post(path, body);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.address().getPort() + path));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.autopurchase.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.sandbox.common.Answer;
import io.autopurchase.sandbox.common.Delays;
import io.autopurchase.sandbox.common.HttpListener;
import io.autopurchase.sandbox.common.Request;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** webhooks, as a shop's own endpoint gets them. */
class WebhooksTest {
  private final BlockingQueue<Request> received = new LinkedBlockingQueue<>();
  private final CountDownLatch answering = new CountDownLatch(1);
  private final HttpListener shop =
      new HttpListener(
          "shop",
          0,
          InstantSource.system(),
          new Delays(),
          request -> {
            received.add(request);
            if (request.path().equals("/slow")) {
              await(answering);
            }
            return Answer.of(request.path().equals("/failing") ? 500 : 200, Answer.TEXT, "");
          });
  private final TaobaoSandbox sandbox = TaobaoSandbox.builder().start();

  @AfterEach
  void close() {
    answering.countDown();
    sandbox.close();
    shop.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private URI endpoint(String path) {
    return URI.create("http://127.0.0.1:" + shop.port() + path);
  }

  private JsonNode next() throws InterruptedException {
    Request request = received.poll(10, TimeUnit.MINUTES);
    assertThat(request).as("a message").isNotNull();
    return Client.json(request.text());
  }

  private String placed() {
    return sandbox.site().placeByHand("shop", Client.ITEM, "", 1);
  }

  @Test
  void signed_documentedExample_documentedSignature() {
    String body =
        "{\"seller_id\":\"2100000927014\",\"message_type\":3,\"data\":{\"business_time\":1650939687564,\"outer_purchase_id\":\"FY20220426002\","
            + "\"purchase_id\":200002638011,\"status\":\"WAIT_SELLER_SEND_GOODS\"},\"timestamp\":1650939687,\"site\":\"taobao_hk\"}";

    assertThat(sandbox.messages().signed(body).authorization()).isEqualTo("124ecaa07844a2a89d47014abaabd51f8c6e847e646253735d1ebc3e0372d696");
    sandbox.messages().forge(true);
    assertThat(sandbox.messages().signed(body).authorization()).hasSize(64).doesNotStartWith("124ecaa0");
  }

  @Test
  void statusPriceAndRefund_eachTellsOfItself() throws Exception {
    String id = placed();
    sandbox.ledger().orders();
    sandbox.messages().sendTo(endpoint("/hook"));
    sandbox.site().reprice(id, 500);
    sandbox.site().pay(id);
    String sub = sandbox.ledger().orders().get(0).lines().get(0).subOrderId();
    sandbox.site().ship(id, sub, "中通快递", "ZT1");
    sandbox.site().openRefund(sub, true, "broken");

    JsonNode price = next();
    assertThat(price.path("message_type").asInt()).isEqualTo(8);
    assertThat(price.at("/data/purchaseOrderPriceDTO/purchaseProductFee").asLong()).isEqualTo(500);
    assertThat(next().at("/data/status").asText()).isEqualTo("WAIT_SELLER_SEND_GOODS");
    JsonNode shipped = next();
    assertThat(shipped.path("message_type").asInt()).isEqualTo(3);
    assertThat(shipped.at("/data/sku_list/0/logistic_number").asText()).isEqualTo("ZT1");
    assertThat(next().path("message_type").asInt()).isEqualTo(9);
  }

  @Test
  void send_overHttp_signatureIsOverTheVeryBytes() throws Exception {
    sandbox.messages().sendTo(endpoint("/hook"));
    Webhook message = sandbox.messages().signed("{\"a\":\"中\"}");
    sandbox.messages().send(message);

    Request request = received.poll(10, TimeUnit.MINUTES);
    assertThat(request.text()).isEqualTo(message.body());
    assertThat(request.header("authorization")).isEqualTo(message.authorization());
    assertThat(request.header("content-type")).isEqualTo("application/json");
    assertThat(request.method()).isEqualTo("POST");
  }

  @Test
  void change_byTime_isToldWithoutAnybodyLooking() throws Exception {
    sandbox.set("buildingDelayMillis", "200");
    sandbox.messages().sendTo(endpoint("/hook"));
    placed();

    assertThat(next().at("/data/status").asText()).isEqualTo("BULIDING");
    assertThat(next().at("/data/status").asText()).isEqualTo("WAIT_BUYER_P");
  }

  @Test
  void repeatedAndReversed_asSet() throws Exception {
    sandbox.messages().sendTo(endpoint("/hook")).repeat(2).reverse(2);
    sandbox.messages().send(sandbox.messages().signed("{\"n\":1}"));
    assertThat(sandbox.messages().waiting()).isEqualTo(2);
    sandbox.messages().send(sandbox.messages().signed("{\"n\":2}"));

    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      order.add(next().path("n").asInt());
    }
    assertThat(order).containsExactly(2, 2, 1, 1);
  }

  @Test
  void timestamp_secondsOrMilliseconds_asSet() {
    String id = placed();

    assertThat(Client.json(sandbox.messages().orderStatus(id).body()).path("timestamp").asText()).hasSize(10);
    sandbox.messages().timestampInMillis(true);
    assertThat(Client.json(sandbox.messages().orderStatus(id).body()).path("timestamp").asText()).hasSize(13);
  }

  @Test
  void replay_sendsTheSameBytesAgain() throws Exception {
    String id = built(placed());
    sandbox.messages().sendTo(endpoint("/hook"));
    sandbox.messages().send(sandbox.messages().orderStatus(id));
    Request first = received.poll(10, TimeUnit.MINUTES);
    Client client = Client.withoutToken(sandbox);
    while (client.control("/sandbox/messages", "").path("deliveries").isEmpty()) {
      Thread.onSpinWait();
    }
    client.control("/sandbox/messages/1/replay", "{}");

    Request again = received.poll(10, TimeUnit.MINUTES);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("authorization")).isEqualTo(first.header("authorization"));
  }

  @Test
  void notAnswered200_isSentAgainAsOftenAsSet() throws Exception {
    sandbox.set("messageRetries", "1");
    sandbox.messages().sendTo(endpoint("/failing"));
    sandbox.messages().send(sandbox.messages().signed("{\"n\":1}"));

    assertThat(next()).isEqualTo(next());
  }

  @Test
  void shopThatDoesNotAnswer_holdsUpNoCall() throws Exception {
    sandbox.messages().sendTo(endpoint("/slow"));
    sandbox.site().pay(built(placed()));
    next();

    Client client = Client.of(sandbox, "shop");
    for (int i = 0; i < 600; i++) {
      sandbox.messages().send(sandbox.messages().signed("{\"n\":" + i + "}"));
      sandbox.messages().send(sandbox.messages().signed("{\"n\":" + i + "}"));
    }
    assertThat(client.call(Client.QUERY, Map.of()).at("/data/results_total").asInt()).isEqualTo(1);
    assertThat(sandbox.messages().waiting()).isLessThanOrEqualTo(1000);
    assertThat(sandbox.messages().dropped()).isPositive();
  }

  /** Looking at it lets it be built. */
  private String built(String id) {
    sandbox.ledger().orders();
    return id;
  }

  @Test
  void off_nothingIsSent() {
    sandbox.messages().sendTo(endpoint("/hook")).delay(Duration.ofHours(1));
    String id = built(placed());
    sandbox.messages().off();
    int before = sandbox.messages().waiting();
    sandbox.site().pay(id);

    assertThat(sandbox.messages().waiting()).isEqualTo(before);
    assertThat(received).isEmpty();
  }
}

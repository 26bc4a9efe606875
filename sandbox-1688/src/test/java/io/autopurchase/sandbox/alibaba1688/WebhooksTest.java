package io.autopurchase.sandbox.alibaba1688;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.sandbox.common.Answer;
import io.autopurchase.sandbox.common.Delays;
import io.autopurchase.sandbox.common.HttpListener;
import io.autopurchase.sandbox.common.Parameters;
import io.autopurchase.sandbox.common.Request;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Webhooks, as a shop's own endpoint gets them. */
class WebhooksTest {
  private static final SignatureCheck CHECK = new SignatureCheck("helloworld");

  private final BlockingQueue<Request> received = new LinkedBlockingQueue<>();
  private final HttpListener shop =
      new HttpListener(
          "shop",
          0,
          InstantSource.system(),
          new Delays(),
          request -> {
            received.add(request);
            return Answer.of(request.path().equals("/failing") ? 500 : 200, Answer.TEXT, "");
          });
  private final Alibaba1688Sandbox sandbox = Alibaba1688Sandbox.builder().start();

  @AfterEach
  void close() {
    sandbox.close();
    shop.close();
  }

  private URI endpoint(String path) {
    return URI.create("http://127.0.0.1:" + shop.port() + path);
  }

  private Map<String, String> next() throws InterruptedException {
    Request request = received.poll(10, TimeUnit.MINUTES);
    assertThat(request).as("a message").isNotNull();
    assertThat(request.header("content-type")).startsWith("application/x-www-form-urlencoded");
    return Parameters.of(request, new ArrayList<>());
  }

  private JsonNode message() throws InterruptedException {
    return Client.json(next().get("message"));
  }

  private String placed() {
    return sandbox.site().placeByHand("shop", Client.CUP, "", 1);
  }

  @Test
  void life_ofAnOrder_eachChangeHasItsType() throws Exception {
    sandbox.messages().sendTo(endpoint("/hook"));
    String id = placed();
    sandbox.site().reprice(id, 100);
    sandbox.site().pay(id);
    sandbox.site().ship(id, "SF", "SF1");
    sandbox.site().openRefund(id, true, "broken");
    sandbox.site().confirmReceipt(id);

    List<String> types = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      JsonNode message = message();
      types.add(message.path("type").asText());
      assertThat(message.at("/data/orderId").asText()).isEqualTo(id);
      assertThat(message.path("userInfo").asText()).isEqualTo(Names.memberId("shop"));
    }
    assertThat(types)
        .containsExactly(
            "ORDER_BUYER_VIEW_BUYER_MAKE",
            "ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY",
            "ORDER_BUYER_VIEW_ORDER_PAY",
            "ORDER_BUYER_VIEW_ANNOUNCE_SENDGOODS",
            "ORDER_BUYER_VIEW_ORDER_BUYER_REFUND_IN_SALES",
            "ORDER_BUYER_VIEW_ORDER_COMFIRM_RECEIVEGOODS",
            "ORDER_BUYER_VIEW_ORDER_SUCCESS");
  }

  @Test
  void oneMessage_signedOverItsVeryText() throws Exception {
    sandbox.messages().sendTo(endpoint("/hook"));
    placed();

    Map<String, String> form = next();

    assertThat(form).containsOnlyKeys("message", "_aop_signature");
    assertThat(CHECK.isRight("", form)).isTrue();
    assertThat(form.get("_aop_signature")).isEqualTo(CHECK.sign("", Map.of("message", form.get("message"))));
    assertThat(Client.json(form.get("message")).path("gmtBorn").isIntegralNumber()).isTrue();
    assertThat(Client.json(form.get("message")).at("/data/currentStatus").asText()).isEqualTo("waitbuyerpay");
  }

  @Test
  void separateFields_signedOverAllOfThem() throws Exception {
    sandbox.messages().sendTo(endpoint("/hook")).separateFields(true);
    String id = placed();

    Map<String, String> form = next();

    assertThat(form).containsOnlyKeys("msgId", "type", "userInfo", "data", "gmtBorn", "_aop_signature");
    assertThat(CHECK.isRight("", form)).isTrue();
    assertThat(Client.json(form.get("data")).path("orderId").asText()).isEqualTo(id);
  }

  @Test
  void forged_hasAnotherSignature() throws Exception {
    sandbox.messages().sendTo(endpoint("/hook")).forge(true);
    placed();

    assertThat(CHECK.isRight("", next())).isFalse();
  }

  @Test
  void repeatedAndReversed_sameIdsLastOneFirst() throws Exception {
    sandbox.messages().sendTo(endpoint("/hook")).repeat(2).reverse(2);
    placed();
    placed();

    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ids.add(message().path("msgId").asLong());
    }
    assertThat(ids).containsExactly(ids.get(0), ids.get(0), ids.get(0) - 1, ids.get(0) - 1);
  }

  @Test
  void replay_sendsTheSameFieldsAgain() throws Exception {
    sandbox.messages().sendTo(endpoint("/hook"));
    placed();
    Map<String, String> first = next();
    while (sandbox.messages().deliveries().isEmpty()) {
      Thread.onSpinWait();
    }
    sandbox.messages().replay(1);

    assertThat(next()).isEqualTo(first);
  }

  @Test
  void notAnswered200_isSentAgainAsOftenAsSet() throws Exception {
    sandbox.set("messageRetries", "1");
    sandbox.messages().sendTo(endpoint("/failing"));
    placed();

    assertThat(next()).isEqualTo(next());
  }

  @Test
  void closedByTime_isToldWithoutAnybodyLooking() throws Exception {
    sandbox.set("paymentDeadlineMillis", "200");
    sandbox.messages().sendTo(endpoint("/hook"));
    placed();
    message();

    JsonNode closed = message();
    assertThat(closed.path("type").asText()).isEqualTo("ORDER_BUYER_VIEW_ORDER_BOPS_CLOSE");
    assertThat(closed.at("/data/currentStatus").asText()).isEqualTo("cancel");
  }

  @Test
  void built_aboutAnOrderOrOfFieldsOfOnesOwn() {
    String id = placed();

    assertThat(Client.json(sandbox.messages().about(id).fields().get("message")).at("/data/orderId").asText()).isEqualTo(id);
    Webhook own = sandbox.messages().signed(Map.of("message", "{}"));
    assertThat(own.signature()).hasSize(40).isEqualTo(CHECK.sign("", Map.of("message", "{}")));
    assertThat(own.body()).contains("message=%7B%7D", "_aop_signature=");
    assertThat(received).isEmpty();
  }
}

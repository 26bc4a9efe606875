package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A01: one call puts one request on the wire at most. */
interface OneRequestRules extends ProviderRules {
  /** Answers, and losses, upon which clients of HTTP like to try again, or to go elsewhere. */
  private Map<String, WireFault> temptations(String elsewhere) {
    Map<String, WireFault> all = new TreeMap<>();
    all.put("the connection ends without an answer", WireFault.dropRequest());
    all.put("503, to be tried again at once", WireFault.answer(HttpText.answer("503 Unavailable", "", "Retry-After: 0")));
    all.put("408", WireFault.answer(HttpText.answer("408 Timeout", "")));
    all.put("421", WireFault.answer(HttpText.answer("421 Misdirected", "")));
    for (String status : List.of("301 Moved", "302 Found", "303 See Other", "307 Moved", "308 Moved")) {
      all.put(status, WireFault.answer(HttpText.answer(status, "", "Location: " + elsewhere)));
    }
    all.put("401 with a challenge", WireFault.answer(HttpText.answer("401 No", "", "WWW-Authenticate: Basic realm=\"x\"")));
    all.put("407 with a challenge", WireFault.answer(HttpText.answer("407 No", "", "Proxy-Authenticate: Basic realm=\"x\"")));
    all.put(
        "an answer that ends in the middle",
        (request, line) -> {
          line.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
          throw new IOException("cut on purpose");
        });
    return all;
  }

  @Test
  default void required_A01a_answersThatInviteToTryAgain_areNotFollowed() {
    List<ProviderOperation> operations = harness().operations();
    temptations(harness().wire().address() + "/again")
        .forEach(
            (what, fault) -> {
              for (ProviderOperation operation : operations) {
                int before = harness().wire().begun();
                int whole = harness().wire().requests().size();
                harness().wire().next(fault);
                harness().within(() -> operation.call().apply(harness().context()));
                assertThat(harness().wire().begun() - before)
                    .as("requests of one call of %s on a connection that was used before, where the answer is: %s", operation, what)
                    .isLessThanOrEqualTo(operation.mostRequests(harness().client()));
                assertThat(requestsSince(whole))
                    .as("requests of one call of %s, each of which may be sent once, where the answer is: %s", operation, what)
                    .doesNotHaveDuplicates();
              }
            });
  }

  @Test
  default void required_A01a_answersThatInviteToTryAgainOnAFreshConnection_areNotFollowed() {
    PlacementRequest request = harness().request();
    RequestValidity validity = harness().validity();
    temptations(harness().wire().address() + "/again")
        .forEach(
            (what, fault) -> {
              try (ProviderClient fresh = harness().open()) {
                int before = harness().wire().begun();
                harness().wire().next(fault);
                harness().within(() -> fresh.place(harness().clientOrderId(), request, validity, harness().context()));
                assertThat(harness().wire().begun() - before)
                    .as("requests of one call of place on a fresh connection, where the answer is: %s", what)
                    .isLessThanOrEqualTo(1);
              }
            });
  }

  private List<String> requestsSince(int whole) {
    List<HttpText> all = harness().wire().requests();
    return all.subList(Math.min(whole, all.size()), all.size()).stream().map(request -> request.start() + " " + request.bodyText()).toList();
  }

  /** A reading that takes several requests if any does; returns how many. */
  private int severalRequests(List<String> ids) {
    if (harness().client().capabilities().maxRequestsPerRead() == 1) {
      throw ProviderHarness.notProved("A01e", "how a call goes that takes several requests: its capabilities say that none does");
    }
    int before = harness().wire().requests().size();
    List<ProviderOrder> orders = ProviderHarness.value("orders", harness().client().orders(ids, harness().context()));
    assertThat(orders).as("orders that were read by their ids").extracting(ProviderOrder::id).containsExactlyInAnyOrderElementsOf(ids);
    List<String> requests = requestsSince(before);
    assertThat(requests)
        .as("requests of a call of orders")
        .hasSizeLessThanOrEqualTo(harness().client().capabilities().maxRequestsPerRead())
        .doesNotHaveDuplicates();
    if (requests.size() == 1) {
      throw ProviderHarness.notProved("A01e", "how a call goes that takes several requests: three orders are read by one");
    }
    return requests.size();
  }

  private List<String> threeOrders() {
    return List.of(harness().placed().id(), harness().placed().id(), harness().placed().id());
  }

  @Test
  default void optional_A01e_oneOfSeveralRequestsBringsNoAnswer_isUnknownAsAWhole() {
    List<String> ids = threeOrders();
    int requests = severalRequests(ids);

    for (int failing = 0; failing < requests; failing++) {
      for (int i = 0; i < failing; i++) {
        harness().wire().next(WireFault.none());
      }
      harness().wire().next(WireFault.dropRequest());
      int before = harness().wire().requests().size();
      ProviderResult<?> result = harness().within(() -> harness().client().orders(ids, harness().context()));
      assertThat(result)
          .as("the result of a call whose request %d of %d brings no answer: a part of an answer would pass for the whole", failing + 1, requests)
          .isInstanceOf(ProviderResult.Unknown.class);
      assertThat(requestsSince(before)).as("requests of that call, each of which may be sent once").doesNotHaveDuplicates();
    }
  }

  @Test
  default void optional_A01e_lastOfSeveralRequestsIsNotAnswered_endsAtItsTimeout() {
    List<String> ids = threeOrders();
    int requests = severalRequests(ids);
    Secret token = harness().grant().accessToken();
    for (int i = 1; i < requests; i++) {
      harness().wire().next(WireFault.none());
    }
    harness().wire().next(WireFault.silence());

    ProviderResult<?> result =
        harness().within(() -> harness().client().orders(ids, CallContext.of(harness().time.now(), Duration.ofSeconds(2)).withAccessToken(token)));

    assertThat(result).as("the result of a call that was given a short time, if its last request is not answered").isInstanceOf(ProviderResult.Unknown.class);
  }

  @Test
  default void required_A01b_redirectToAnotherHost_isNotFollowed() {
    Wire elsewhere = new Wire(harness().provider().address(), harness().time::now);
    try {
      for (String status : List.of("301 Moved", "302 Found", "307 Moved", "308 Moved")) {
        for (ProviderOperation operation : harness().operations()) {
          harness().wire().next(WireFault.answer(HttpText.answer(status, "", "Location: " + elsewhere.address() + "/x")));
          harness().within(() -> operation.call().apply(harness().context()));
          assertThat(elsewhere.begun()).as("requests that %s makes where a %s sends it", operation, status).isZero();
        }
      }
    } finally {
      elsewhere.close();
    }
  }

  @Test
  default void required_A01c_methodsThatCallNobody_callNobody() {
    ProviderClient client = harness().client();

    client.capabilities();
    client.check(harness().provider().recipient(), "recipient");
    client.authorizationUrl("state");
    client.providerTime(ProviderHarness.START);
    client.validity(ProviderHarness.START);
    client.parseWebhook(Map.of(), new byte[0]);

    assertThat(harness().wire().begun()).as("requests of methods that take no context").isZero();
  }

  @Test
  default void required_A01d_callsThatChangeSomething_useAMethodThatNobodyRepeats() {
    for (ProviderOperation operation : harness().changes()) {
      var unused = operation.call().apply(harness().context());
      assertThat(harness().wire().lastRequest().method()).as("the method of the request of %s", operation).isEqualTo("POST");
    }
  }
}

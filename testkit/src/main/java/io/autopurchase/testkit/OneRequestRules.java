package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
                harness().wire().next(fault);
                harness().within(() -> operation.call().apply(harness().context()));
                assertThat(harness().wire().begun() - before)
                    .as("requests of one call of %s on a connection that was used before, where the answer is: %s", operation, what)
                    .isLessThanOrEqualTo(1);
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

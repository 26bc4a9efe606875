package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderCapabilities.Verification;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A13: how a client is used. */
interface ClientRules extends ProviderRules {
  @Test
  default void required_A13a_ordersArePlacedByManyThreads_eachGetsItsOwnAnswer() {
    PlacementRequest request = harness().request();
    RequestValidity validity = harness().validity();
    harness().context();
    List<String> clientOrderIds = new ArrayList<>();
    List<Future<ProviderResult<PlacementResponse>>> calls = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      String clientOrderId = harness().clientOrderId();
      clientOrderIds.add(clientOrderId);
      calls.add(harness().concurrently(() -> harness().client().place(clientOrderId, request, validity, harness().context())));
    }

    for (int i = 0; i < calls.size(); i++) {
      PlacementResponse response = ProviderHarness.value("place", StoreHarness.await(calls.get(i), harness().deadline()));
      if (harness().client().capabilities().verification() == Verification.BY_RESPONSE) {
        assertThat(response.orders()).as("client order ids in the answer to a placement of %s, one of 64 at a time", clientOrderIds.get(i))
            .extracting(ProviderOrder::clientOrderId)
            .containsExactly(clientOrderIds.get(i));
      }
      assertThat(harness().provider().ordersOf(clientOrderIds.get(i))).as("orders that the service has made").hasSize(1);
      assertThat(PlacingRules.ids(response))
          .as("ids in the answer to a placement of %s, one of 64 at a time", clientOrderIds.get(i))
          .isEqualTo(harness().provider().ordersOf(clientOrderIds.get(i)));
    }
  }

  @Test
  default void required_A13b_clockOfTheMachine_isNotRead() {
    // The service's clock and ours are years ahead of the machine's: who reads that one sends what has long ended.
    String clientOrderId = harness().clientOrderId();

    ProviderHarness.value("place", harness().place(clientOrderId, harness().request(), harness().context()));

    assertThat(harness().client().validity(harness().time.now()).orElseThrow().acceptedUntil())
        .as("until when a request is accepted, at %s", harness().time.now())
        .isBetween(harness().time.now(), harness().time.now().plus(Duration.ofDays(1)));
  }

  @Test
  default void required_A13c_clientIsClosed_othersGoOnAndItMayBeClosedAgain() {
    ProviderClient other = harness().open();
    harness().request();
    other.item(harness().item(), harness().context());

    other.close();
    other.close();

    ProviderHarness.value("item", harness().client().item(harness().item(), harness().context()));
  }

  @Test
  default void required_A13d_traits_areSoundAndStay() {
    ProviderCapabilities capabilities = harness().client().capabilities();

    assertThat(capabilities.maxLines()).as("maxLines").isPositive();
    assertThat(capabilities.maxOrdersPerRead()).as("maxOrdersPerRead").isPositive();
    assertThat(capabilities.maxRequestsPerRead()).as("maxRequestsPerRead").isPositive();
    assertThat(capabilities.ordersPerPage()).as("ordersPerPage").isPositive();
    assertThat(capabilities.maxOrdersPerPayment()).as("maxOrdersPerPayment").isNotNegative();
    assertThat(capabilities.maxClientOrderIdLength()).as("maxClientOrderIdLength; the engine's ids have up to 32 characters").isGreaterThanOrEqualTo(32);
    assertThat(capabilities.callTimeout()).as("callTimeout").isPositive();
    assertThat(harness().client().capabilities().maxLines()).as("maxLines, asked for again").isEqualTo(capabilities.maxLines());
  }
}

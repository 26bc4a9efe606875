package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderCapabilities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A13: how a client is used. */
interface ClientRules extends ProviderRules {
  @Test
  default void required_A13a_ordersArePlacedByManyThreads_eachGetsItsOwnAnswer() {
    PlacementRequest request = bench().request();
    RequestValidity validity = bench().validity();
    bench().context();
    List<String> clientOrderIds = new ArrayList<>();
    List<Future<ProviderResult<List<ProviderOrder>>>> calls = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      String clientOrderId = bench().clientOrderId();
      clientOrderIds.add(clientOrderId);
      calls.add(bench().meanwhile(() -> bench().client().place(clientOrderId, request, validity, bench().context())));
    }

    for (int i = 0; i < calls.size(); i++) {
      List<ProviderOrder> orders = ProviderBench.value("place", StoreBench.await(calls.get(i), bench().deadline()));
      assertThat(orders).as("client order ids in the answer to a placement of %s, one of 64 at a time", clientOrderIds.get(i))
          .extracting(ProviderOrder::clientOrderId)
          .containsExactly(clientOrderIds.get(i));
      assertThat(bench().provider().ordersOf(clientOrderIds.get(i))).as("orders that the service has made").hasSize(1);
    }
  }

  @Test
  default void required_A13b_clockOfTheMachine_isNotRead() {
    // The service's clock and ours are years ahead of the machine's: who reads that one sends what has long ended.
    String clientOrderId = bench().clientOrderId();

    ProviderBench.value("place", bench().place(clientOrderId, bench().request(), bench().context()));

    assertThat(bench().client().validity(bench().time.now()).orElseThrow().acceptedUntil())
        .as("until when a request is accepted, at %s", bench().time.now())
        .isBetween(bench().time.now(), bench().time.now().plus(Duration.ofDays(1)));
  }

  @Test
  default void required_A13c_clientIsClosed_othersGoOnAndItMayBeClosedAgain() {
    ProviderClient other = bench().open();
    bench().request();
    other.item(bench().item(), bench().context());

    other.close();
    other.close();

    ProviderBench.value("item", bench().client().item(bench().item(), bench().context()));
  }

  @Test
  default void required_A13d_traits_areSoundAndStay() {
    ProviderCapabilities capabilities = bench().client().capabilities();

    assertThat(capabilities.maxLines()).as("maxLines").isPositive();
    assertThat(capabilities.maxOrdersPerRead()).as("maxOrdersPerRead").isPositive();
    assertThat(capabilities.ordersPerPage()).as("ordersPerPage").isPositive();
    assertThat(capabilities.maxOrdersPerPayment()).as("maxOrdersPerPayment").isNotNegative();
    assertThat(capabilities.maxClientOrderIdLength()).as("maxClientOrderIdLength; the engine's ids have up to 32 characters").isGreaterThanOrEqualTo(32);
    assertThat(capabilities.callTimeout()).as("callTimeout").isPositive();
    assertThat(bench().client().capabilities().maxLines()).as("maxLines, asked for again").isEqualTo(capabilities.maxLines());
  }
}

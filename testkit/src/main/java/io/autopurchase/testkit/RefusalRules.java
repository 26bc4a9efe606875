package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Secret;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.ItemListing;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.Quote;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A05: what a no is, of each kind. */
interface RefusalRules extends ProviderRules {
  Secret NO_TOKEN = Secret.of("zq-no-such-token-0001");

  /** The provider's code of a result that is not a success; empty if it has none. */
  static String code(ProviderResult<?> result) {
    if (result instanceof ProviderResult.Rejected<?> no) {
      return no.code();
    }
    if (result instanceof ProviderResult.Unknown<?> unknown && unknown.refusal()) {
      return unknown.code();
    }
    return "";
  }

  @Test
  default void required_A05a_serviceRefusesAnOrder_isANoAndNothingIsOrdered() {
    PlacementRequest request = harness().request();
    harness().validity();
    harness().provider().sellOut(harness().item());
    String clientOrderId = harness().clientOrderId();

    ProviderResult<?> result = harness().place(clientOrderId, request, harness().context());

    assertThat(code(result))
        .as("the provider's code in %s: a no that is known is Rejected, one that is on no list is Unknown with refusal", result)
        .isNotEmpty();
    assertThat(harness().provider().ordersOf(clientOrderId)).as("orders that the service has made").isEmpty();
  }

  @Test
  default void required_A05b_whatIsSoldOut_showsBeforeItIsOrdered() {
    PlacementRequest request = harness().request();
    harness().provider().sellOut(harness().item());

    ItemListing offer = harness().offer(harness().item());
    assertThat(offer.onSale() && offer.variants().stream().anyMatch(variant -> variant.onSale() && variant.available() > 0))
        .as("whether the item that is sold out is offered")
        .isFalse();
    Quote quote = ProviderHarness.value("quote", harness().client().quote(request, harness().context()));
    assertThat(quote.unavailable()).as("lines of a quote that cannot be bought").hasSize(1);
    assertThat(quote.unavailable().get(0).lineNo()).as("our number of that line").isEqualTo(request.lines().get(0).lineNo());
    assertThat(quote.unavailable().get(0).questionCode()).as("the question that it leads to").isEqualTo("OUT_OF_STOCK");
  }

  @Test
  default void required_A05c_tokenIsNotValid_isNeedsAuthorization() {
    for (ProviderOperation operation : harness().operations()) {
      if (operation.authorized()) {
        assertThat(operation.call().apply(harness().anonymous().withAccessToken(NO_TOKEN)))
            .as("the result of %s with a token that the provider does not know", operation)
            .isInstanceOf(ProviderResult.NeedsAuthorization.class);
      }
    }
  }

  @Test
  default void required_A05d_nobodyListens_isNotSent() throws IOException {
    PlacementRequest request = harness().request();
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    ProviderClient nowhere = harness().open(URI.create("http://127.0.0.1:" + port));

    assertThat(nowhere.place(harness().clientOrderId(), request, harness().validity(), harness().context()))
        .as("the result of a placement if no connection came to be")
        .isInstanceOf(ProviderResult.NotSent.class);
  }

  @Test
  default void optional_A05e_tooManyCalls_isLimitedForAsLongAsTheProviderSays() {
    PlacementRequest request = harness().request();
    harness().validity();
    if (!harness().provider().limitNextCall(17)) {
      throw ProviderHarness.notProved("A05e", "what a provider means that has had too many calls. Override limitNextCall().");
    }
    String clientOrderId = harness().clientOrderId();

    ProviderResult<?> result = harness().place(clientOrderId, request, harness().context());

    assertThat(result).as("the result of a call too many").isInstanceOf(ProviderResult.Limited.class);
    assertThat(((ProviderResult.Limited<?>) result).retryAfter()).as("how long the provider wants to be left alone").isEqualTo(Duration.ofSeconds(17));
    assertThat(harness().provider().ordersOf(clientOrderId)).as("orders that the service has made").isEmpty();
  }

  @Test
  default void optional_A05f_orderIsCancelledTooEarly_isTooEarlyAndMayBeSentAgain() {
    Duration wait =
        harness()
            .provider()
            .tooEarlyToCancel()
            .orElseThrow(() -> ProviderHarness.notProved("A05f", "what a provider means that wants a request later. Override tooEarlyToCancel()."));
    String clientOrderId = harness().clientOrderId();
    ProviderHarness.value("place", harness().place(clientOrderId, harness().request(), harness().context()));
    String order = harness().provider().ordersOf(clientOrderId).get(0);
    CancelRequest request = CancelRequest.of(order, List.of(), "not wanted");

    ProviderResult<?> result = harness().client().cancel(request, harness().validity(), harness().context());

    assertThat(result)
        .as("the result of a cancellation that comes too early: it is not a refusal, because the same request is carried out later")
        .isInstanceOf(ProviderResult.TooEarly.class);
    Duration retryAfter = ((ProviderResult.TooEarly<?>) result).retryAfter();
    assertThat(retryAfter == null ? Duration.ZERO : retryAfter).as("how long the provider wants the request to wait").isLessThanOrEqualTo(wait.plusSeconds(1));
    harness().time.advance(wait.plusSeconds(1));
    ProviderHarness.value("cancel", harness().client().cancel(request, harness().validity(), harness().context()));
  }
}

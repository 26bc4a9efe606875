package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A09: what a request that changes something promises of its own end. All times are the provider's. */
interface ValidityRules extends ProviderRules {
  @Test
  default void required_A09a_terms_areFoundOutAndInOrder() {
    RequestValidity validity = harness().validity();

    assertThat(validity.acceptedUntil()).as("until when it is accepted, which is after now").isAfter(harness().time.now());
    assertThat(validity.signedAt()).as("when it is signed").isBeforeOrEqualTo(validity.acceptedUntil());
    assertThat(validity.conclusiveAt()).as("when it is guaranteed to show").isAfterOrEqualTo(validity.acceptedUntil());
    assertThat(harness().client().validity(harness().time.now())).as("terms, asked for again").contains(validity);
  }

  @Test
  default void required_A09b_requestIsStuckUntilItsEnd_isNotCarriedOut() {
    stuckUntilItsEnd();
  }

  @Test
  default void required_A09b_ourClockIsAnHourOffAndTheRequestStuckUntilItsEnd_isNotCarriedOut() {
    harness().ahead = Duration.ofHours(-1);
    stuckUntilItsEnd();
    harness().ahead = Duration.ofHours(1);
    harness().reopen();
    stuckUntilItsEnd();
  }

  private void stuckUntilItsEnd() {
    PlacementRequest request = harness().request();
    RequestValidity validity = harness().validity();
    String clientOrderId = harness().clientOrderId();
    ProviderResult<?> result = stuckUntil(validity.acceptedUntil().plusSeconds(1), clientOrderId, request, validity);

    assertThat(result).as("the result of a request that is stuck").isInstanceOf(ProviderResult.Unknown.class);
    assertThat(harness().provider().ordersOf(clientOrderId))
        .as("orders of a request that arrived after the end of the time in which it was to be accepted")
        .isEmpty();
  }

  /** A request that reaches the service at a moment only, long after its sender has lost the connection. */
  private ProviderResult<?> stuckUntil(Instant moment, String clientOrderId, PlacementRequest request, RequestValidity validity) {
    harness().context();
    WireFault.Hold hold = WireFault.Hold.request();
    harness().wire().next(hold);
    Future<ProviderResult<?>> sent = harness().concurrently(() -> harness().client().place(clientOrderId, request, validity, harness().context()));
    hold.awaitArrival(harness().deadline());
    ProviderResult<?> result = StoreHarness.await(sent, harness().deadline());
    harness().time.advanceTo(moment);
    hold.letGo(harness().deadline());
    return result;
  }

  @Test
  default void required_A09c_requestArrivesAtTheLastMoment_showsByItsHorizon() {
    PlacementRequest request = harness().request();
    RequestValidity validity = harness().validity();
    String clientOrderId = harness().clientOrderId();
    stuckUntil(validity.acceptedUntil().minusMillis(10), clientOrderId, request, validity);
    List<String> made = harness().provider().ordersOf(clientOrderId);
    harness().time.advanceTo(validity.conclusiveAt().plusMillis(1));

    assertThat(harness().ordersOf(clientOrderId)).as("orders that are found when a 'not found' would be believed, of those made at the last moment").hasSameSizeAs(made);
  }

  @Test
  default void required_A09d_ourClockIsAnHourOff_ordersAreAccepted() {
    for (Duration ahead : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
      harness().ahead = ahead;
      harness().reopen();
      String clientOrderId = harness().clientOrderId();

      ProviderResult<?> result = harness().place(clientOrderId, harness().request(), harness().context());

      assertThat(result).as("the result if our clock is %s ahead", ahead).isInstanceOf(ProviderResult.Success.class);
      assertThat(harness().provider().ordersOf(clientOrderId)).as("orders that the service has made").hasSize(1);
    }
  }

  @Test
  default void required_A09e_termsHaveEnded_nothingIsOrdered() {
    PlacementRequest request = harness().request();
    RequestValidity validity = harness().validity();
    String clientOrderId = harness().clientOrderId();
    harness().time.advanceTo(validity.acceptedUntil().plusSeconds(1));

    ProviderResult<?> result = harness().client().place(clientOrderId, request, validity, harness().context());

    assertThat(result).as("the result of a placement under terms that have ended").isNotInstanceOf(ProviderResult.Success.class);
    assertThat(harness().provider().ordersOf(clientOrderId)).as("orders that the service has made").isEmpty();
  }
}

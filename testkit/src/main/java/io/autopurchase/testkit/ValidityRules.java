package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.RequestValidity;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A09: what a request that changes something promises of its own end. All times are the provider's. */
interface ValidityRules extends ProviderRules {
  @Test
  default void required_A09a_terms_areFoundOutAndInOrder() {
    RequestValidity validity = bench().validity();

    assertThat(validity.acceptedUntil()).as("until when it is accepted, which is after now").isAfter(bench().time.now());
    assertThat(validity.signedAt()).as("when it is signed").isBeforeOrEqualTo(validity.acceptedUntil());
    assertThat(validity.conclusiveAt()).as("when it surely shows").isAfterOrEqualTo(validity.acceptedUntil());
    assertThat(bench().client().validity(bench().time.now())).as("terms, asked for again").contains(validity);
  }

  @Test
  default void required_A09b_requestIsStuckUntilItsEnd_isNotCarriedOut() {
    stuckUntilItsEnd();
  }

  @Test
  default void required_A09b_ourClockIsAnHourOffAndTheRequestStuckUntilItsEnd_isNotCarriedOut() {
    bench().ahead = Duration.ofHours(-1);
    stuckUntilItsEnd();
    bench().ahead = Duration.ofHours(1);
    bench().reopen();
    stuckUntilItsEnd();
  }

  private void stuckUntilItsEnd() {
    PlacementRequest request = bench().request();
    RequestValidity validity = bench().validity();
    String clientOrderId = bench().clientOrderId();
    ProviderResult<?> result = stuckUntil(validity.acceptedUntil().plusSeconds(1), clientOrderId, request, validity);

    assertThat(result).as("the result of a request that is stuck").isInstanceOf(ProviderResult.Unknown.class);
    assertThat(bench().provider().ordersOf(clientOrderId))
        .as("orders of a request that arrived after the end of the time in which it was to be accepted")
        .isEmpty();
  }

  /** A request that reaches the service at a moment only, long after its sender has lost the connection. */
  private ProviderResult<?> stuckUntil(Instant moment, String clientOrderId, PlacementRequest request, RequestValidity validity) {
    bench().context();
    WireFault.Hold hold = WireFault.Hold.request();
    bench().wire().next(hold);
    Future<ProviderResult<?>> sent = bench().meanwhile(() -> bench().client().place(clientOrderId, request, validity, bench().context()));
    hold.awaitArrival(bench().deadline());
    ProviderResult<?> result = StoreBench.await(sent, bench().deadline());
    bench().time.advanceTo(moment);
    hold.letGo(bench().deadline());
    return result;
  }

  @Test
  default void required_A09c_requestArrivesAtTheLastMoment_showsByItsHorizon() {
    PlacementRequest request = bench().request();
    RequestValidity validity = bench().validity();
    String clientOrderId = bench().clientOrderId();
    stuckUntil(validity.acceptedUntil().minusMillis(10), clientOrderId, request, validity);
    List<String> made = bench().provider().ordersOf(clientOrderId);
    bench().time.advanceTo(validity.conclusiveAt().plusMillis(1));

    OrderLookup found = ProviderBench.value("ordersByClientOrderId", bench().client().ordersByClientOrderId(clientOrderId, bench().context()));

    assertThat(found.orders()).as("orders that are found when a 'not found' would be believed, of those made at the last moment").hasSameSizeAs(made);
  }

  @Test
  default void required_A09d_ourClockIsAnHourOff_ordersAreAccepted() {
    for (Duration ahead : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
      bench().ahead = ahead;
      bench().reopen();
      String clientOrderId = bench().clientOrderId();

      ProviderResult<?> result = bench().place(clientOrderId, bench().request(), bench().context());

      assertThat(result).as("the result where our clock is %s ahead", ahead).isInstanceOf(ProviderResult.Success.class);
      assertThat(bench().provider().ordersOf(clientOrderId)).as("orders that the service has made").hasSize(1);
    }
  }

  @Test
  default void required_A09e_termsHaveEnded_nothingIsOrdered() {
    PlacementRequest request = bench().request();
    RequestValidity validity = bench().validity();
    String clientOrderId = bench().clientOrderId();
    bench().time.advanceTo(validity.acceptedUntil().plusSeconds(1));

    ProviderResult<?> result = bench().client().place(clientOrderId, request, validity, bench().context());

    assertThat(result).as("the result of a placement under terms that have ended").isNotInstanceOf(ProviderResult.Success.class);
    assertThat(bench().provider().ordersOf(clientOrderId)).as("orders that the service has made").isEmpty();
  }
}

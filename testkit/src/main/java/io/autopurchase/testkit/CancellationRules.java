package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.PurchaseStatus;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderCapabilities.Cancellation;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A17: cancellation. */
interface CancellationRules extends ProviderRules {
  private ProviderResult<Boolean> cancel(String orderId, List<String> lines) {
    return harness().client().cancel(CancelRequest.of(orderId, lines, "not wanted"), harness().validity(), harness().context());
  }

  private void needs(Cancellation least, String what) {
    if (harness().client().capabilities().cancellation().compareTo(least) < 0) {
      throw ProviderHarness.notProved("A17", what + ": its capabilities say that the provider cancels " + harness().client().capabilities().cancellation());
    }
  }

  @Test
  default void optional_A17a_providerCancelsNothingByACall_isRejectedWithoutOne() {
    ProviderOrder order = harness().placed();
    int before = harness().wire().begun();
    if (harness().client().capabilities().cancellation() != Cancellation.NONE) {
      throw ProviderHarness.notProved("A17a", "what a provider answers that cancels nothing: this one cancels");
    }

    assertThat(cancel(order.id(), List.of())).as("the result").isInstanceOf(ProviderResult.Rejected.class);
    assertThat(harness().wire().begun() - before).as("requests").isZero();
  }

  @Test
  default void optional_A17b_unpaidOrderIsCancelled_showsAsClosed() {
    needs(Cancellation.ORDERS, "how an order is cancelled");
    ProviderOrder order = harness().placed();
    ProviderOrder other = harness().placed();

    ProviderHarness.value("cancel", cancel(order.id(), List.of()));

    harness().time.advance(Duration.ofHours(1));
    assertThat(harness().read(order.id()).status()).as("the status of a cancelled order an hour later").isEqualTo(PurchaseStatus.CLOSED);
    assertThat(harness().read(other.id()).status()).as("the status of another order").isEqualTo(PurchaseStatus.AWAITING_PAYMENT);
  }

  @Test
  default void optional_A17c_orderIsUnknown_isANo() {
    needs(Cancellation.ORDERS, "what is answered to the cancellation of what is not there");

    assertThat(RefusalRules.code(cancel(harness().provider().unknownOrder(), List.of()))).as("the provider's code of its no").isNotEmpty();
  }

  @Test
  default void optional_A17d_lineIsCancelled_theOthersStay() {
    needs(Cancellation.LINES, "how a line is cancelled");
    PlacementRequest request = harness().request(1, harness().item(), harness().putOnSale("3.20"));
    String clientOrderId = harness().clientOrderId();
    ProviderHarness.value("place", harness().place(clientOrderId, request, harness().context()));
    ProviderOrder order = harness().found(clientOrderId);

    ProviderHarness.value("cancel", cancel(order.id(), List.of(order.lines().get(0).id())));

    harness().time.advance(Duration.ofHours(1));
    assertThat(harness().read(order.id()).lines())
        .as("the statuses of two lines, the first of which was cancelled")
        .extracting(ProviderOrder.Line::status)
        .containsExactly(PurchaseStatus.CLOSED, PurchaseStatus.AWAITING_PAYMENT);
  }
}

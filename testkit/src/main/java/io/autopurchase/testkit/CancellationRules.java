package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.PurchaseStatus;
import io.autopurchase.spi.CancelRequest;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.ProviderCapabilities.Cancellation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A17: cancellation. */
interface CancellationRules extends ProviderRules {
  private ProviderResult<Boolean> cancel(String orderId, List<String> lines) {
    return bench().client().cancel(new CancelRequest(orderId, lines, "not wanted"), bench().validity(), bench().context());
  }

  private void needs(Cancellation least, String what) {
    if (bench().client().capabilities().cancellation().compareTo(least) < 0) {
      throw ProviderBench.notProved("A17", what + ": its traits say that the provider cancels " + bench().client().capabilities().cancellation());
    }
  }

  @Test
  default void optional_A17a_providerCancelsNothingByACall_isRejectedWithoutOne() {
    ProviderOrder order = bench().placed();
    int before = bench().wire().begun();
    if (bench().client().capabilities().cancellation() != Cancellation.NONE) {
      throw ProviderBench.notProved("A17a", "what a provider answers that cancels nothing: this one cancels");
    }

    assertThat(cancel(order.id(), List.of())).as("the result").isInstanceOf(ProviderResult.Rejected.class);
    assertThat(bench().wire().begun() - before).as("requests").isZero();
  }

  @Test
  default void optional_A17b_unpaidOrderIsCancelled_showsAsClosed() {
    needs(Cancellation.ORDERS, "how an order is cancelled");
    ProviderOrder order = bench().placed();
    ProviderOrder other = bench().placed();

    ProviderBench.value("cancel", cancel(order.id(), List.of()));

    bench().time.advance(Duration.ofHours(1));
    assertThat(bench().read(order.id()).status()).as("the status of a cancelled order an hour later").isEqualTo(PurchaseStatus.CLOSED);
    assertThat(bench().read(other.id()).status()).as("the status of another order").isEqualTo(PurchaseStatus.AWAITING_PAYMENT);
  }

  @Test
  default void optional_A17c_orderIsUnknown_isANo() {
    needs(Cancellation.ORDERS, "what is answered to the cancellation of what is not there");

    assertThat(RefusalRules.code(cancel(bench().provider().unknownOrder(), List.of()))).as("the provider's code of its no").isNotEmpty();
  }

  @Test
  default void optional_A17d_lineIsCancelled_theOthersStay() {
    needs(Cancellation.LINES, "how a line is cancelled");
    PlacementRequest request = bench().request(1, bench().item(), bench().putOnSale("3.20"));
    String clientOrderId = bench().clientOrderId();
    ProviderBench.value("place", bench().place(clientOrderId, request, bench().context()));
    ProviderOrder order = bench().found(clientOrderId);

    ProviderBench.value("cancel", cancel(order.id(), List.of(order.lines().get(0).id())));

    bench().time.advance(Duration.ofHours(1));
    assertThat(bench().read(order.id()).lines())
        .as("the statuses of two lines, the first of which was cancelled")
        .extracting(ProviderOrder.Line::status)
        .containsExactly(PurchaseStatus.CLOSED, PurchaseStatus.AWAITING_PAYMENT);
  }
}

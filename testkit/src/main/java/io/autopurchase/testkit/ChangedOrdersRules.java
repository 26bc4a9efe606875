package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.PurchaseStatus;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.ProviderOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A08: lists of what was modified. */
interface ChangedOrdersRules extends ProviderRules {
  /** More pages than these are not filled for a test. */
  int MOST = 60;

  private ProviderOrder placedLater() {
    harness().time.advance(Duration.ofMinutes(1));
    return harness().placed();
  }

  private List<ProviderOrder> modifiedSince(Instant since) {
    List<ProviderOrder> all = new ArrayList<>();
    for (int number = 1; ; number++) {
      OrderPage page = ProviderHarness.value("ordersModified", harness().client().ordersModified(since, number, harness().context()));
      all.addAll(page.orders());
      assertThat(page.orders().size()).as("orders of one page").isLessThanOrEqualTo(harness().client().capabilities().ordersPerPage());
      if (page.isLast()) {
        return all;
      }
      assertThat(number).as("how many pages a list of few orders has").isLessThan(MOST);
    }
  }

  private static Instant modifiedAt(ProviderOrder order) {
    return order.modifiedAt().orElseThrow(() -> new AssertionError("an order in a list of what was modified does not tell when it was"));
  }

  @Test
  default void required_A08a_orderIsPaidOnTheSite_comesToTheFront() {
    ProviderOrder first = placedLater();
    ProviderOrder second = placedLater();
    ProviderOrder third = placedLater();
    harness().time.advance(Duration.ofMinutes(1));
    harness().provider().pay(first.id());

    List<ProviderOrder> listed = modifiedSince(ProviderHarness.START);

    assertThat(listed).as("what was modified, the latest first").extracting(ProviderOrder::id).containsExactly(first.id(), third.id(), second.id());
    assertThat(listed.get(0).status()).as("the status of what was paid").isEqualTo(PurchaseStatus.AWAITING_SHIPMENT);
    assertThat(listed).as("times of modification").extracting(ChangedOrdersRules::modifiedAt).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  default void required_A08b_sinceIsTheVeryMomentOfAChange_theChangeIsListed() {
    placedLater();
    ProviderOrder second = placedLater();
    ProviderOrder third = placedLater();

    assertThat(modifiedSince(modifiedAt(second)))
        .as("what was modified since the very moment at which an order was")
        .extracting(ProviderOrder::id)
        .containsExactly(third.id(), second.id());
  }

  @Test
  default void optional_A08c_moreOrdersThanAPageHolds_pagesShowEachOnce() {
    int orders = harness().client().capabilities().ordersPerPage() + 2;
    if (orders > MOST) {
      throw ProviderHarness.notProved("A08c", "how pages follow each other. Configure at most " + MOST + " orders for a page.");
    }
    List<String> placed = new ArrayList<>();
    for (int i = 0; i < orders; i++) {
      harness().time.advance(Duration.ofSeconds(1));
      String clientOrderId = harness().clientOrderId();
      harness().place(clientOrderId, harness().request(), harness().context());
      placed.addAll(0, harness().provider().ordersOf(clientOrderId));
    }
    harness().untilAllShows();

    assertThat(modifiedSince(ProviderHarness.START))
        .as("orders of all pages")
        .extracting(ProviderOrder::id)
        .containsExactlyElementsOf(placed);
  }
}

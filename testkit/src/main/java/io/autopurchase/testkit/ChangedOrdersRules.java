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
    bench().time.advance(Duration.ofMinutes(1));
    return bench().placed();
  }

  private List<ProviderOrder> modifiedSince(Instant since) {
    List<ProviderOrder> all = new ArrayList<>();
    for (int number = 1; ; number++) {
      OrderPage page = ProviderBench.value("ordersModified", bench().client().ordersModified(since, number, bench().context()));
      all.addAll(page.orders());
      assertThat(page.orders().size()).as("orders of one page").isLessThanOrEqualTo(bench().client().capabilities().ordersPerPage());
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
    bench().time.advance(Duration.ofMinutes(1));
    bench().provider().pay(first.id());

    List<ProviderOrder> listed = modifiedSince(ProviderBench.START);

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
    int orders = bench().client().capabilities().ordersPerPage() + 2;
    if (orders > MOST) {
      throw ProviderBench.notProved("A08c", "how pages follow each other. Configure at most " + MOST + " orders for a page.");
    }
    List<String> placed = new ArrayList<>();
    for (int i = 0; i < orders; i++) {
      bench().time.advance(Duration.ofSeconds(1));
      String clientOrderId = bench().clientOrderId();
      bench().place(clientOrderId, bench().request(), bench().context());
      placed.addAll(0, bench().provider().ordersOf(clientOrderId));
    }
    bench().untilAllShows();

    assertThat(modifiedSince(ProviderBench.START))
        .as("orders of all pages")
        .extracting(ProviderOrder::id)
        .containsExactlyElementsOf(placed);
  }
}

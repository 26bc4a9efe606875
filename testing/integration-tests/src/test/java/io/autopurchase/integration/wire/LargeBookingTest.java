package io.autopurchase.integration.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.Item;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.ReservationPlan;
import io.autopurchase.sandbox.Ledger;
import io.autopurchase.sandbox.TaobaoSandbox;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a large booking costs in calls, through the public API. */
class LargeBookingTest {
  private static final int LINES = 500;
  private static final int SELLERS = 40;

  @Test
  void book_fiveHundredLinesOfFortySellers_oneCreateForEachPlacementAndOneLookUpForEachItem() throws Exception {
    try (TaobaoSandbox sandbox = TaobaoSandbox.builder().start();
        Buyer buyer = new Buyer(sandbox)) {
      List<String> items = sandbox.catalog().addGenerated(LINES, SELLERS);
      ReservationPlan.Builder plan = Buyer.plan("ORD-500");
      for (int i = 0; i < LINES; i++) {
        plan.line("500-" + i, Item.of(items.get(i)), 1, Money.cny("100.00"));
      }

      Activity booking = buyer.book(plan.build());

      assertThat(booking.lines()).hasSize(LINES).allMatch(line -> line.outcome() == LineOutcome.BOOKED);
      Ledger ledger = sandbox.ledger();
      assertThat(ledger.orders().stream().flatMap(order -> order.lines().stream()).map(Ledger.Line::orderLineNo))
          .hasSize(LINES)
          .doesNotHaveDuplicates();
      long placements = ledger.orders().stream().map(Ledger.Order::outerPurchaseId).distinct().count();
      assertThat(placements).isEqualTo(SELLERS);
      assertThat(ledger.count("/purchase/order/create")).isEqualTo(placements);
      assertThat(ledger.count("/product/get")).isEqualTo(LINES);
      assertThat(ledger.anomalies()).isEmpty();
    }
  }
}

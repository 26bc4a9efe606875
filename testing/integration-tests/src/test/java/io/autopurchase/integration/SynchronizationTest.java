package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.ActivityState;
import io.autopurchase.Item;
import io.autopurchase.LineKey;
import io.autopurchase.Money;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.RefundStatus;
import io.autopurchase.ReservationPlan;
import io.autopurchase.Tracking;
import io.autopurchase.sandbox.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a shop sees of a synchronization, through the public API and over HTTP. */
class SynchronizationTest extends Sandboxed {
  private static final int PAGE = 5;

  private String lineOf(String line) {
    return theirs(orderOf(line)).lines().get(0).subOrderId();
  }

  @Test
  void synchronize_whatHappensOnTheSite_showsHere() throws Exception {
    bookTwo();
    sandbox.site().reprice(orderOf("1"), 3_500);
    synchronize();
    assertThat(purchase("1").cost()).contains(Money.cny("70.00"));

    sandbox.site().pay(orderOf("1"));
    sandbox.site().close(orderOf("2"), "out of stock");
    synchronize();
    assertThat(purchase("1").status()).contains(PurchaseStatus.AWAITING_SHIPMENT);
    assertThat(purchase("2").status()).contains(PurchaseStatus.CLOSED);
    assertThat(purchase("2").group()).isEqualTo(PurchaseGroup.OTHER);

    sandbox.site().ship(orderOf("1"), lineOf("1"), "YTO", "YT-1");
    synchronize();
    assertThat(purchase("1").status()).contains(PurchaseStatus.SHIPPED);
    assertThat(purchase("1").tracking()).extracting(Tracking::number).contains("YT-1");

    sandbox.site().confirmReceipt(orderOf("1"));
    synchronize();
    assertThat(purchase("1").status()).contains(PurchaseStatus.RECEIVED);
  }

  @Test
  void synchronize_refundIsAskedFor_showsHere() throws Exception {
    bookTwo();
    sandbox.site().pay(orderOf("1"));
    sandbox.site().openRefund(lineOf("1"), false, "too late");

    synchronize();

    assertThat(purchase("1").refund().orElseThrow().status()).isEqualTo(RefundStatus.REQUESTED);
  }

  @Test
  void synchronize_someOfManyHaveChanged_listCallsFollowTheirNumber() throws Exception {
    List<String> items = sandbox.catalog().addGenerated(12, 12);
    ReservationPlan.Builder plan = Shop.plan("ORD-1");
    for (int i = 0; i < items.size(); i++) {
      plan.line("" + i, Item.of(items.get(i)), 1, Money.cny("100.00"));
    }
    assertThat(shop.book(plan.build()).succeeded()).isTrue();
    synchronize();
    for (int changed : new int[] {0, 1, 7}) {
      for (int i = 0; i < changed; i++) {
        sandbox.site().reprice(orderOf("" + i), 1_000 + changed);
      }
      long before = sandbox.ledger().count(QUERY);

      assertThat(synchronize().state()).isEqualTo(ActivityState.COMPLETED);

      assertThat(sandbox.ledger().count(QUERY) - before).isLessThanOrEqualTo((changed + PAGE - 1) / PAGE + 1);
      for (int i = 0; i < changed; i++) {
        assertThat(shop.engine.purchases().find(new LineKey("ORD-1", "" + i)).orElseThrow().cost())
            .contains(Money.ofMinor(1_000 + changed, "CNY"));
      }
    }
  }

  @Test
  void synchronize_gatewayFailsAndTheTokenExpires_goesOn() throws Exception {
    bookTwo();
    sandbox.site().pay(orderOf("1"));
    sandbox.faults().on(QUERY).call(1).inject(Fault.truncatedJson(true));
    sandbox.faults().on(QUERY).call(2).inject(Fault.expiredToken());
    sandbox.faults().on(QUERY).call(3).inject(Fault.callLimit(1));

    assertThat(synchronize().state()).isEqualTo(ActivityState.COMPLETED);

    assertThat(purchase("1").status()).contains(PurchaseStatus.AWAITING_SHIPMENT);
  }
}

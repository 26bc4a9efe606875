package io.autopurchase.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Refund;
import io.autopurchase.RefundStatus;
import io.autopurchase.Tracking;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was read long ago is read again, and what is shown of an order is taken over as a whole. */
class RereadingTest extends SyncTrading {
  private long shipped() {
    return node.engine.purchases().ofOrder("ORD-1").stream().filter(p -> p.status().filter(PurchaseStatus.SHIPPED::equals).isPresent()).count();
  }

  /** What a provider may do with an order that it has shown. */
  enum Absence {
    ORDER,
    LINES,
    NEWS
  }

  @Test
  void synchronize_firstTime_readsAlsoOpenOrdersThatAreNotListed() {
    book("ORD-1", 6);
    for (int i = 1; i <= 6; i++) {
      int line = i;
      provider.change(
          orderOf("ORD-1", Integer.toString(line)),
          old -> FakeOrders.with(old, PurchaseStatus.SHIPPED, "SHIPPED", nodes.time.now().minus(Duration.ofDays(2))));
    }
    nodes.time.advance(Duration.ofSeconds(1));

    synchronize();

    assertThat(calls(Operation.ORDERS)).as("four at once").isEqualTo(2);
  }

  @Test
  void synchronize_afterALongTime_listsAMonthAndReadsTheRestByAge() {
    bought(8);
    ship(1);
    nodes.time.advance(Duration.ofDays(40));
    ship(2);

    synchronize();

    assertThat(shipped()).isEqualTo(2);
  }

  @Test
  void synchronize_orderHasChangedInEveryWay_allOfItShows() {
    bought(6);
    Instant at = nodes.time.now();
    provider.change(orderOf("ORD-1", "1"), old -> FakeOrders.closed(old, List.of(), "seller has none", at));
    provider.change(
        orderOf("ORD-1", "2"),
        old -> FakeOrders.withLines(old, List.of(FakeOrders.copy(old.lines().get(0), PurchaseStatus.AWAITING_PAYMENT, "UNPAID").amount(Money.cny("12.34")).build()), at));
    provider.change(
        orderOf("ORD-1", "3"),
        old ->
            FakeOrders.withLines(
                old,
                List.of(
                    FakeOrders.copy(old.lines().get(0), PurchaseStatus.PARTIALLY_SHIPPED, "PART_SENT")
                        .tracking(List.of(Tracking.of("YTO", "Y1"), Tracking.of("SF", "S2")))
                        .build()),
                at));
    provider.change(
        orderOf("ORD-1", "4"),
        old ->
            FakeOrders.withLines(
                old,
                List.of(
                    FakeOrders.copy(old.lines().get(0), PurchaseStatus.AWAITING_SHIPMENT, "PAID")
                        .refund(Refund.of("R1", RefundStatus.REQUESTED, "WAIT_SELLER"))
                        .build()),
                at));
    provider.change(orderOf("ORD-1", "5"), old -> FakeOrders.with(old, PurchaseStatus.UNKNOWN, "ON_THE_MOON", at));

    synchronize();

    assertThat(purchase("ORD-1", "1").status()).contains(PurchaseStatus.CLOSED);
    assertThat(purchase("ORD-1", "1").closeReason()).contains("seller has none");
    assertThat(purchase("ORD-1", "2").cost()).contains(Money.cny("12.34"));
    assertThat(purchase("ORD-1", "3").tracking()).extracting("number").containsExactly("Y1", "S2");
    assertThat(purchase("ORD-1", "3").rawStatus()).contains("PART_SENT");
    assertThat(purchase("ORD-1", "4").refund().orElseThrow().rawStatus()).isEqualTo("WAIT_SELLER");
    assertThat(purchase("ORD-1", "5").status()).contains(PurchaseStatus.UNKNOWN);
    assertThat(purchase("ORD-1", "5").rawStatus()).contains("ON_THE_MOON");
    assertThat(purchase("ORD-1", "6").status()).contains(PurchaseStatus.AWAITING_PAYMENT);
  }

  @Test
  void synchronize_answerIsOlderThanWhatIsKnown_changesNothing() {
    bought(1);
    List<ProviderOrder> old = provider.orders();
    ship(1);
    synchronize();
    assertThat(shipped()).isEqualTo(1);
    provider.filterReads(orders -> old);
    nodes.time.advance(Duration.ofHours(7));

    synchronize();

    assertThat(calls(Operation.ORDERS)).as("it was due").isEqualTo(1);
    assertThat(shipped()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void synchronize_dueOrderIsNotShown_isLookedForAgainLaterAndNotAtOnce(Absence absence) {
    bought(1);
    List<ProviderOrder> old = provider.orders();
    ship(1);
    synchronize();
    provider.filterReads(
        orders ->
            switch (absence) {
              case ORDER -> List.of();
              case LINES -> orders.stream().map(o -> FakeOrders.withLines(o, List.of(), o.modifiedAt().orElseThrow())).toList();
              case NEWS -> old;
            });
    nodes.time.advance(Duration.ofHours(7));
    synchronize();
    synchronize();
    assertThat(calls(Operation.ORDERS)).isEqualTo(1);
    nodes.time.advance(Duration.ofHours(2));

    synchronize();

    assertThat(calls(Operation.ORDERS)).isEqualTo(2);
    assertThat(shipped()).isEqualTo(1);
  }

  @Test
  void synchronize_moreIsDueThanOneReadTakes_isReadInParts() {
    bought(10);
    nodes.time.advance(Duration.ofMinutes(31));

    synchronize();

    assertThat(calls(Operation.ORDERS)).isEqualTo(3);
    int before = calls(Operation.ORDERS);
    synchronize();
    assertThat(calls(Operation.ORDERS)).as("all are young now").isEqualTo(before);
  }
}

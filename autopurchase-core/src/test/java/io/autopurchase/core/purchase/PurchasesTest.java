package io.autopurchase.core.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.InvalidInputException;
import io.autopurchase.LineKey;
import io.autopurchase.Money;
import io.autopurchase.NotFoundException;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseQuery;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Purchases;
import io.autopurchase.Tracking;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Trading;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a host is shown of its lines. */
class PurchasesTest extends Trading {
  private Purchases purchases() {
    return node.engine.purchases();
  }

  @Test
  void find_orderIsInDoubt_isInProgressAndNamesTheActivity() {
    provider.fail(Operation.PLACE, Fault.requestLost());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));

    node.run(booking.id());

    assertThat(now(booking).state()).isEqualTo(ActivityState.WAITING);
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(PurchaseGroup.IN_PROGRESS);
    assertThat(purchase("ORD-1", "1").activity()).contains(booking.id());
    assertThat(purchases().find(PurchaseQuery.builder().group(PurchaseGroup.READY).build())).isEmpty();
    assertThat(purchases().find(PurchaseQuery.builder().group(PurchaseGroup.IN_PROGRESS).build())).hasSize(1);

    settle(booking);
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(PurchaseGroup.PURCHASED);
    assertThat(purchase("ORD-1", "1").activity()).isEmpty();
    assertThat(purchase("ORD-1", "1").clientOrderId()).isPresent();
  }

  @Test
  void find_unbindingAsks_isPurchasedAndNamesTheActivity() {
    book("ORD-1", 1);
    provider.change(orderOf("ORD-1", "1"), old -> FakeOrders.with(old, PurchaseStatus.AWAITING_SHIPMENT, "PAID", nodes.time.now()));
    Activity unbinding = settle(node.engine.unbind(UnbindingRequest.builder("ORD-1").reason("no more wanted").build()));

    assertThat(unbinding.state()).isEqualTo(ActivityState.WAITING_FOR_ANSWER);
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(PurchaseGroup.PURCHASED);
    assertThat(purchase("ORD-1", "1").activity()).contains(unbinding.id());
  }

  /** The row was read while the booking held the line, and its holder when the booking had ended. */
  @Test
  void find_lineIsPurchasedInTheMomentItIsRead_isNotShownAsFree() {
    provider.fail(Operation.PLACE, Fault.requestLost());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.run(booking.id());
    boolean[] done = {false};
    Nodes.Node looking =
        nodes.add(
            new ForwardingStore(nodes.store) {
              @Override
              public Optional<String> owner(String scope, String name) {
                if (!done[0]) {
                  done[0] = true;
                  settle(booking);
                }
                return super.owner(scope, name);
              }
            },
            options -> {});

    assertThat(looking.engine.purchases().ofOrder("ORD-1")).extracting(Purchase::group).containsExactly(PurchaseGroup.PURCHASED);
    assertThat(done[0]).isTrue();
  }

  @Test
  void find_pagesByStatusAndSession_showEachOnce() {
    for (int order = 1; order <= 5; order++) {
      book("ORD-" + order, 2);
    }
    provider.change(orderOf("ORD-3", "1"), old -> FakeOrders.with(old, PurchaseStatus.SHIPPED, "SENT", nodes.time.now()));
    nodes.time.advance(Duration.ofMinutes(5));
    synchronize();

    PurchaseQuery unpaid = PurchaseQuery.builder().status(PurchaseStatus.AWAITING_PAYMENT).session(Nodes.SESSION).limit(4).build();
    List<Purchase> first = purchases().find(unpaid);
    assertThat(first).hasSize(4);
    assertThat(purchases().stream(unpaid)).extracting(Purchase::line).hasSize(9).doesNotHaveDuplicates().doesNotContain(new LineKey("ORD-3", "1"));
    assertThat(purchases().find(unpaid.after(first.get(3).line()))).extracting(Purchase::line).doesNotContainAnyElementsOf(lines(first));
    assertThat(purchases().find(PurchaseQuery.builder().status(PurchaseStatus.SHIPPED).build())).extracting(Purchase::line).containsExactly(new LineKey("ORD-3", "1"));
    assertThat(purchases().stream(PurchaseQuery.builder().group(PurchaseGroup.PURCHASED).limit(1).build())).hasSize(10);
    assertThat(purchases().stream(PurchaseQuery.builder().group(PurchaseGroup.OTHER).build())).isEmpty();
    assertThat(purchases().find(PurchaseQuery.builder().orderId("ORD-2").build())).hasSize(2);
  }

  private static List<LineKey> lines(List<Purchase> purchases) {
    return purchases.stream().map(Purchase::line).toList();
  }

  @Test
  void ofOrdersAndOfProviderOrder_findTheLines() {
    book("ORD-1", 2);
    book("ORD-2", 1);

    assertThat(purchases().ofOrders(List.of("ORD-2", "ORD-9", "ORD-1"))).containsOnlyKeys("ORD-2", "ORD-9", "ORD-1");
    assertThat(purchases().ofOrders(List.of("ORD-1")).get("ORD-1")).hasSize(2);
    assertThat(purchases().ofProviderOrder("fake", orderOf("ORD-2", "1"))).extracting(Purchase::line).containsExactly(new LineKey("ORD-2", "1"));
    assertThat(purchases().ofProviderOrder("other", orderOf("ORD-2", "1"))).isEmpty();
  }

  @Test
  void badInput_isRefusedByField() {
    assertThatThrownBy(() -> purchases().ofOrder(null)).isInstanceOf(NullPointerException.class).hasMessageContaining("orderId");
    assertThatThrownBy(() -> purchases().ofOrders(Collections.nCopies(501, "x"))).isInstanceOf(InvalidInputException.class).hasMessageContaining("orderIds");
    assertThatThrownBy(() -> PurchaseQuery.builder().limit(501).build()).isInstanceOf(InvalidInputException.class).hasMessageContaining("limit");
    assertThatThrownBy(() -> purchases().get(new LineKey("ORD-1", "1"))).isInstanceOf(NotFoundException.class);
  }

  @Test
  void synchronize_trackingAndCostChange_eachIsReportedWithItsValues() {
    book("ORD-1", 1);
    String id = orderOf("ORD-1", "1");
    change(id, PurchaseStatus.SHIPPED, line -> line.tracking(List.of(Tracking.of("SF", "SF100"))));
    assertThat(events(AutoPurchaseEvent.PURCHASE_CHANGED)).hasSize(2);
    assertThat(events(AutoPurchaseEvent.TRACKING_CHANGED)).extracting(event -> event.newValue().orElse(null)).containsExactly("SF100");

    change(id, PurchaseStatus.SHIPPED, line -> line.tracking(List.of(Tracking.of("SF", "SF100"), Tracking.of("YTO", "77"))));
    change(id, PurchaseStatus.SHIPPED, line -> line.amount(Money.cny("8.00")));

    assertThat(events(AutoPurchaseEvent.PURCHASE_CHANGED)).as("its status is the same").hasSize(2);
    AutoPurchaseEvent tracking = events(AutoPurchaseEvent.TRACKING_CHANGED).get(1);
    assertThat(tracking.oldValue()).contains("SF100");
    assertThat(tracking.newValue()).contains("SF100 77");
    assertThat(tracking.line()).contains(new LineKey("ORD-1", "1"));
    AutoPurchaseEvent cost = events(AutoPurchaseEvent.COST_CHANGED).get(0);
    assertThat(cost.oldValue()).contains("10.00 CNY");
    assertThat(cost.newValue()).contains("8.00 CNY");
    assertThat(cost.attributes()).containsEntry("providerOrderId", id);
  }

  @Test
  void events_ofAQuestion_nameTheLine() {
    provider.price("4711", Money.cny("99.00"));
    Activity asking = settle(node.engine.book(Nodes.plan("ORD-1")));
    assertThat(asking.question().orElseThrow().line()).contains(new LineKey("ORD-1", "1"));
    answer(asking, "SKIP_ITEM");

    for (String type : List.of(AutoPurchaseEvent.QUESTION_ASKED, AutoPurchaseEvent.QUESTION_ANSWERED)) {
      assertThat(events(type)).as(type).hasSize(1).allSatisfy(event -> assertThat(event.line()).contains(new LineKey("ORD-1", "1")));
    }
  }

  private void change(String id, PurchaseStatus status, UnaryOperator<ProviderOrder.LineBuilder> edit) {
    nodes.time.advance(Duration.ofMinutes(5));
    provider.change(
        id,
        old ->
            FakeOrders.withLines(
                FakeOrders.with(old, status, status.name(), nodes.time.now()),
                old.lines().stream().map(line -> edit.apply(FakeOrders.copy(line, status, status.name())).build()).toList(),
                nodes.time.now()));
    nodes.time.advance(Duration.ofMinutes(5));
    synchronize();
  }
}

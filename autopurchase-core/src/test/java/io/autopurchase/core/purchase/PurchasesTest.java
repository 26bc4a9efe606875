package io.autopurchase.core.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Item;
import io.autopurchase.LineKey;
import io.autopurchase.Money;
import io.autopurchase.NotFoundException;
import io.autopurchase.PriceVariance;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseCounts;
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
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    assertThat(purchase("ORD-1", "1").item()).contains(Item.of("4711"));
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

  @Test
  void find_severalStatusesPageByPage_showsEachOnceInOneOrder() {
    for (int order = 1; order <= 6; order++) {
      book("ORD-" + order, 1);
    }
    changeStatus("ORD-2", PurchaseStatus.SHIPPED);
    changeStatus("ORD-4", PurchaseStatus.AWAITING_SHIPMENT);
    changeStatus("ORD-5", PurchaseStatus.SHIPPED);
    Set<PurchaseStatus> paid = Set.of(PurchaseStatus.SHIPPED, PurchaseStatus.AWAITING_SHIPMENT, PurchaseStatus.RECEIVED);

    PurchaseQuery query = PurchaseQuery.builder().statuses(paid).limit(2).build();
    assertThat(purchases().find(query)).extracting(purchase -> purchase.line().orderId()).containsExactly("ORD-5", "ORD-4");
    assertThat(purchases().stream(query)).extracting(purchase -> purchase.line().orderId()).containsExactly("ORD-5", "ORD-4", "ORD-2");
  }

  @Test
  void find_varianceAtLeast_givesWhatCostsMoreThanApproved() {
    for (int order = 1; order <= 3; order++) {
      book("ORD-" + order, 1);
    }
    change(orderOf("ORD-1", "1"), PurchaseStatus.AWAITING_PAYMENT, line -> line.amount(Money.cny("11.00")));
    change(orderOf("ORD-2", "1"), PurchaseStatus.AWAITING_PAYMENT, line -> line.amount(Money.cny("90.00")));

    assertThat(purchase("ORD-1", "1").priceVariance()).isEqualTo(PriceVariance.MINOR);
    assertThat(purchase("ORD-2", "1").priceVariance()).isEqualTo(PriceVariance.MAJOR);
    assertThat(orders(PurchaseQuery.builder().varianceAtLeast(PriceVariance.MINOR))).containsExactly("ORD-2", "ORD-1");
    assertThat(orders(PurchaseQuery.builder().varianceAtLeast(PriceVariance.MAJOR))).containsExactly("ORD-2");
    assertThat(orders(PurchaseQuery.builder().varianceAtLeast(PriceVariance.NONE))).hasSize(3);
    assertThat(orders(PurchaseQuery.builder().varianceAtLeast(PriceVariance.MINOR).status(PurchaseStatus.SHIPPED))).isEmpty();

    change(orderOf("ORD-2", "1"), PurchaseStatus.AWAITING_PAYMENT, line -> line.amount(Money.cny("10.00")));
    assertThat(orders(PurchaseQuery.builder().varianceAtLeast(PriceVariance.MINOR))).containsExactly("ORD-1");
  }

  @Test
  void find_byTimes_givesWhatWasLinkedOrHasChangedThen() {
    book("ORD-1", 1);
    nodes.time.advance(Duration.ofDays(1));
    Instant secondDay = nodes.time.now();
    book("ORD-2", 1);
    nodes.time.advance(Duration.ofDays(1));
    Instant thirdDay = nodes.time.now();
    changeStatus("ORD-1", PurchaseStatus.SHIPPED);

    assertThat(purchase("ORD-2", "1").linkedAt().orElseThrow()).isBetween(secondDay, thirdDay);
    assertThat(orders(PurchaseQuery.builder().linkedBetween(secondDay, null))).containsExactly("ORD-2");
    assertThat(orders(PurchaseQuery.builder().linkedBetween(null, secondDay))).containsExactly("ORD-1");
    assertThat(orders(PurchaseQuery.builder().linkedBetween(secondDay, secondDay))).isEmpty();
    assertThat(orders(PurchaseQuery.builder().changedSince(secondDay))).containsExactly("ORD-2", "ORD-1");
    assertThat(orders(PurchaseQuery.builder().changedSince(thirdDay))).containsExactly("ORD-1");

    Instant changed = purchase("ORD-1", "1").changedAt().orElseThrow();
    nodes.time.advance(Duration.ofDays(1));
    synchronize();
    assertThat(purchase("ORD-1", "1").asOf().orElseThrow()).as("it was read again").isAfter(changed);
    assertThat(purchase("ORD-1", "1").changedAt()).as("and had not changed").contains(changed);
    assertThat(orders(PurchaseQuery.builder().changedSince(changed.plusMillis(1)))).isEmpty();
  }

  @Test
  void find_lineIsUnbound_hasChangedAndIsNotLinkedAnyMore() {
    book("ORD-1", 1);
    nodes.time.advance(Duration.ofDays(1));
    Instant later = nodes.time.now();

    settle(node.engine.unbind(UnbindingRequest.builder("ORD-1").reason("no more wanted").build()));

    assertThat(purchase("ORD-1", "1").linkedAt()).isEmpty();
    assertThat(purchase("ORD-1", "1").item()).isEmpty();
    assertThat(orders(PurchaseQuery.builder().linkedBetween(Instant.EPOCH, null))).isEmpty();
    assertThat(orders(PurchaseQuery.builder().changedSince(later))).containsExactly("ORD-1");
  }

  @Test
  void counts_areByGroupAndStatusAsFindFinds() {
    for (int order = 1; order <= 5; order++) {
      book("ORD-" + order, 1);
    }
    changeStatus("ORD-1", PurchaseStatus.SHIPPED);
    changeStatus("ORD-2", PurchaseStatus.RECEIVED);
    changeStatus("ORD-3", PurchaseStatus.CLOSED);
    provider.fail(Operation.PLACE, Fault.requestLost());
    node.run(node.engine.book(Nodes.plan("ORD-6")).id());

    PurchaseCounts all = purchases().counts(PurchaseQuery.builder().build());
    assertThat(all.of(PurchaseStatus.SHIPPED)).isEqualTo(1);
    assertThat(all.of(PurchaseGroup.PURCHASED)).isEqualTo(4);
    assertThat(all.of(PurchaseGroup.PURCHASED, PurchaseStatus.AWAITING_PAYMENT)).isEqualTo(2);
    assertThat(all.of(PurchaseGroup.OTHER, PurchaseStatus.CLOSED)).isEqualTo(1);
    assertThat(all.withoutStatus(PurchaseGroup.OTHER)).isZero();
    assertThat(all.of(PurchaseGroup.READY)).as("with what an activity deals with").isEqualTo(1);
    assertThat(all.total()).isEqualTo(6).isEqualTo(purchases().stream(PurchaseQuery.builder().build()).count());
    assertThat(all.isExact()).isTrue();
    assertThat(purchases().counts(PurchaseQuery.builder().group(PurchaseGroup.PURCHASED).orderId("ORD-1").build()).total()).isEqualTo(1);
    assertThat(purchases().counts(PurchaseQuery.builder().status(PurchaseStatus.CLOSED).build()).byGroupAndStatus())
        .isEqualTo(Map.of(PurchaseGroup.OTHER, Map.of(PurchaseStatus.CLOSED, 1L)));
    assertThat(purchases().counts(PurchaseQuery.builder().group(PurchaseGroup.IN_PROGRESS).build()).total()).isEqualTo(1);
  }

  @Test
  void counts_askTheStoreAHandfulOfSmallQuestions() {
    book("ORD-1", 1);
    List<RecordQuery> asked = new ArrayList<>();
    Nodes.Node counting =
        nodes.add(
            new ForwardingStore(nodes.store) {
              @Override
              public RecordPage find(RecordQuery query) {
                asked.add(query);
                return super.find(query);
              }
            },
            options -> {});

    asked.clear();
    counting.engine.purchases().counts(PurchaseQuery.builder().build());

    assertThat(asked).hasSizeBetween(1, 27).allSatisfy(query -> assertThat(query.limit()).isEqualTo(1));
  }

  private List<String> orders(PurchaseQuery.Builder query) {
    return purchases().find(query.build()).stream().map(purchase -> purchase.line().orderId()).toList();
  }

  private void changeStatus(String order, PurchaseStatus status) {
    change(orderOf(order, "1"), status, line -> line);
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
    assertThatThrownBy(() -> PurchaseQuery.builder().changedSince(Instant.MAX).build()).isInstanceOf(InvalidInputException.class).hasMessageContaining("changedSince");
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

package io.autopurchase.core.sync;

import static io.autopurchase.testkit.FakeOrders.unpaid;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.ReservationPlan;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Trading;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An order that was placed here, lives and is linked to nothing is told about, once, and no other is. */
class OrphanedOrdersTest extends Trading {
  private List<AutoPurchaseEvent> told() {
    return events(AutoPurchaseEvent.ORDER_ORPHANED);
  }

  private void synchronizeOften(String id) {
    for (int run = 0; run < 4; run++) {
      nodes.time.advance(Duration.ofMinutes(20));
      provider.change(id, old -> FakeOrders.withLines(old, old.lines(), nodes.time.now()));
      synchronize();
      synchronize();
    }
  }

  /** The provider makes an order, and shows it only after it has made it once more. */
  private Activity bookTwiceByMistake(ReservationPlan plan) {
    provider.fail(Operation.PLACE, Fault.answerLost());
    provider.filterReads(orders -> orders.stream().filter(order -> !order.id().equals("1000")).toList());
    Activity booking = settle(node.engine.book(plan));
    provider.filterReads(orders -> orders);
    assertThat(provider.orders()).hasSize(2);
    return booking;
  }

  @Test
  void synchronize_secondOrderOfAPlacement_isToldOnceHoweverOftenItChanges() {
    bookTwiceByMistake(Nodes.plan("ORD-1"));

    synchronizeOften("1000");

    assertThat(told()).singleElement().satisfies(event -> assertThat(event.newValue()).contains("1000"));
  }

  @Test
  void synchronize_bookingIsStillAtWork_isToldWhenItHasEndedThoughTheListSaysNothing() {
    ReservationPlan plan =
        ReservationPlan.builder("ORD-1", Nodes.SESSION, Nodes.WAREHOUSE)
            .line("1", Item.of("4711"), 1, Money.cny("10.00"))
            .line("2", Item.of("4712"), 1, Money.cny("10.00"))
            .build();
    provider.failWhen(call -> call.operation() == Operation.LOOK_UP, Fault.notSent());
    provider.fail(Operation.PLACE, Fault.answerLost());
    Activity booking = node.engine.book(plan);
    for (int second = 0; second < 20; second++) {
      node.run(booking.id());
      nodes.time.advance(Duration.ofSeconds(1));
    }
    assertThat(now(booking).state().isFinished()).isFalse();
    synchronize();
    assertThat(told()).as("the booking will find it").isEmpty();
    provider.heal();
    // The booking never sees the first order, and makes another.
    provider.filterReads(orders -> orders.stream().filter(order -> !order.id().equals("1000")).toList());
    assertThat(settle(booking).succeeded()).isTrue();
    provider.filterReads(orders -> orders);
    nodes.time.advance(Duration.ofHours(2));

    synchronize();
    synchronize();

    assertThat(told()).singleElement().satisfies(event -> assertThat(event.newValue()).contains("1000"));
  }

  @Test
  void synchronize_bookingInDoubtFindsItsOrder_nothingIsTold() {
    provider.fail(Operation.PLACE, Fault.answerLost());
    provider.failWhen(call -> call.operation() == Operation.LOOK_UP, Fault.notSent());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.run(booking.id());
    synchronize();
    provider.heal();
    assertThat(settle(booking).state()).isEqualTo(ActivityState.COMPLETED);

    synchronizeOften("1000");

    assertThat(told()).isEmpty();
  }

  @Test
  void synchronize_listedWhileItWasPlacedThenLinkedAndCancelled_isNotToldOfByOldKnowledge() {
    provider.fail(Operation.PLACE, Fault.answerLost());
    provider.failWhen(call -> call.operation() == Operation.LOOK_UP, Fault.notSent());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.run(booking.id());
    synchronize();
    provider.heal();
    settle(booking);
    settle(node.engine.unbind(UnbindingRequest.builder("ORD-1").build()));
    Activity reading = node.engine.synchronize(Nodes.SESSION);
    node.engine.activities().interrupt(reading.id(), "a person");
    settle(reading);

    synchronize();

    assertThat(told()).isEmpty();
  }

  @Test
  void synchronize_ordersOfOthersClosedAndLinkedOnes_areNotTold() {
    provider.place(unpaid("9001", "4711", 1, nodes.time.now()));
    book("ORD-1", 2);
    settle(node.engine.unbind(UnbindingRequest.builder("ORD-1").line("1").build()));

    synchronizeOften(orderOf("ORD-1", "2"));
    synchronizeOften("9001");

    assertThat(told()).isEmpty();
  }

  @Test
  void synchronize_forgottenOrderLivesOn_isNoNews() {
    book("ORD-1", 1);
    settle(node.engine.unbind(UnbindingRequest.builder("ORD-1").unlinkOnly().build()));

    synchronizeOften("1000");

    assertThat(theirs("1000")).extracting(ProviderOrder::status).isEqualTo(PurchaseStatus.AWAITING_PAYMENT);
    assertThat(told()).isEmpty();
  }

  @Test
  void synchronize_endsBeforeItIsCommitted_isToldByTheNextOne() {
    bookTwiceByMistake(Nodes.plan("ORD-1"));
    Activity reading = node.engine.synchronize(Nodes.SESSION);
    provider.beforeNext(Operation.MODIFIED, () -> node.engine.activities().interrupt(reading.id(), "a person"));
    settle(reading);

    synchronizeOften("1000");

    assertThat(told()).hasSize(1);
  }
}

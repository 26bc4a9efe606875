package io.autopurchase.core.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.Item;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.PlanPreview;
import io.autopurchase.Question;
import io.autopurchase.ReservationPlan;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Trading;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderCapabilities.EqualLines;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two lines that buy the same variant are never one line of an order. */
class EqualLinesTest extends Trading {
  private void keeps() {
    provider.capabilities(
        ProviderCapabilities.builder().equalLines(EqualLines.KEEP).cancellation(ProviderCapabilities.Cancellation.LINES).build());
  }

  private static ReservationPlan twoOfOneVariant() {
    return ReservationPlan.builder("ORD-1", Nodes.SESSION, Nodes.WAREHOUSE)
        .line("1", Item.of("4711"), 2, Money.cny("10.00"))
        .line("2", Item.of("4711"), 2, Money.cny("10.00"))
        .build();
  }

  /** The provider shows one line for all that was ordered of a variant. */
  private static ProviderOrder addedUp(ProviderOrder order) {
    ProviderOrder.Line first = order.lines().get(0);
    int sum = order.lines().stream().mapToInt(ProviderOrder.Line::quantity).sum();
    ProviderOrder.Line all =
        ProviderOrder.Line.builder(first.id(), first.itemId(), first.skuId(), sum, first.status(), first.rawStatus()).amount(Money.cny("40.00")).build();
    return FakeOrders.withLines(order, List.of(all), order.modifiedAt().orElseThrow());
  }

  @Test
  void book_providerMayAddThemUp_travelInPlacementsOfTheirOwn() {
    Activity booking = settle(node.engine.book(twoOfOneVariant()));

    assertThat(outcomes(booking)).containsOnly(LineOutcome.BOOKED);
    assertThat(provider.orders()).hasSize(2).allMatch(order -> order.lines().size() == 1);
    assertThat(orderOf("ORD-1", "1")).isNotEqualTo(orderOf("ORD-1", "2"));
  }

  @Test
  void book_providerKeepsThem_travelTogetherAndEachIsLinkedToItsLine() {
    keeps();

    Activity booking = settle(node.engine.book(twoOfOneVariant()));

    assertThat(outcomes(booking)).containsOnly(LineOutcome.BOOKED);
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
    ProviderOrder order = provider.orders().get(0);
    assertThat(purchase("ORD-1", "1").providerOrderLineId()).contains(order.lines().get(0).id());
    assertThat(purchase("ORD-1", "2").providerOrderLineId()).contains(order.lines().get(1).id());
  }

  @Test
  void book_providerKeepsThemAndTheAnswerIsLost_areFoundByALookUp() {
    keeps();
    provider.fail(Operation.PLACE, Fault.answerLost());

    assertThat(outcomes(settle(node.engine.book(twoOfOneVariant())))).containsOnly(LineOutcome.BOOKED);
    assertThat(provider.orders()).hasSize(1);
  }

  @Test
  void book_providerSaysThatItKeepsThemAndAddsThemUp_linksNothingAndAsks() {
    keeps();
    provider.filterReads(all -> all.stream().map(EqualLinesTest::addedUp).toList());
    provider.fail(Operation.PLACE, Fault.answerLost());

    Activity asking = settle(node.engine.book(twoOfOneVariant()));

    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.UNCLEAR_ORDER);
    assertThat(purchase("ORD-1", "1").providerOrderId()).isEmpty();
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
    provider.filterReads(all -> all);
    settle(answer(asking, "ORDER_IS:" + provider.orders().get(0).id()));
    assertThat(purchase("ORD-1", "2").providerOrderLineId()).contains(provider.orders().get(0).lines().get(1).id());
  }

  @Test
  void preview_providerKeepsThem_areQuotedTogether() {
    keeps();

    PlanPreview preview = node.engine.preview(twoOfOneVariant());

    assertThat(calls(Operation.QUOTE)).isEqualTo(1);
    assertThat(preview.canBeBooked()).isTrue();
  }
}

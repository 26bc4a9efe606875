package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Item;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.PlanPreview;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.ReservationPlan;
import io.autopurchase.sandbox.Ledger;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a shop sees of a booking, through the public API and over HTTP. */
class BookingTest extends Sandboxed {
  @Test
  void book_sixtyLinesOfSevenSellers_eachLineHasItsOutcome() throws Exception {
    List<String> items = sandbox.catalog().addGenerated(60, 7);
    sandbox.catalog().setStock(items.get(3), 0);
    sandbox.catalog().removeItem(items.get(17));
    ReservationPlan.Builder plan =
        Shop.plan("ORD-60").on(Question.OUT_OF_STOCK, AnswerOption.SKIP_ITEM).on(Question.ITEM_DISCONTINUED, AnswerOption.CANCEL_ITEM);
    for (int i = 0; i < items.size(); i++) {
      plan.line("60-" + i, Item.of(items.get(i)), 1 + i % 3, Money.cny("100.00"));
    }

    Activity booking = shop.book(plan.build());

    assertThat(booking.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(booking.lines().get(3).outcome()).isEqualTo(LineOutcome.SKIPPED);
    assertThat(booking.lines().get(17).outcome()).isEqualTo(LineOutcome.CANCELLED);
    assertThat(booking.lines()).filteredOn(line -> line.outcome() == LineOutcome.BOOKED).hasSize(58);
    assertThat(booking.progress().percent()).isEqualTo(100);
    Set<String> ordered = new HashSet<>();
    for (Ledger.Order order : sandbox.ledger().orders()) {
      order.lines().forEach(line -> assertThat(ordered.add(line.orderLineNo())).as(line.orderLineNo()).isTrue());
    }
    assertThat(ordered).hasSize(58);
    assertThat(sandbox.ledger().count("/purchase/order/create")).isEqualTo(7);
  }

  @Test
  void synchronize_orderPaidOnTheSite_purchaseFollows() throws Exception {
    shop.book(Shop.sample());
    String order = shop.engine.purchases().ofOrder("ORD-0000000053").get(0).providerOrderId().orElseThrow();
    sandbox.site().pay(order);

    Activity reading = shop.engine.synchronize(Shop.SESSION);
    while (!reading.state().isFinished()) {
      reading = shop.engine.activities().advance(reading.id());
    }

    assertThat(shop.engine.purchases().ofOrder("ORD-0000000053").get(0).status()).contains(PurchaseStatus.AWAITING_SHIPMENT);
  }

  @Test
  void book_again_buysNothingAndReturnsTheSameActivity() throws Exception {
    Activity first = shop.book(Shop.sample());

    Activity second = shop.engine.book(Shop.sample());

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(sandbox.ledger().orders()).hasSize(1);
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(AnswerOption.CANCEL_ITEM, LineOutcome.CANCELLED, LineOutcome.BOOKED, ActivityState.COMPLETED),
        Arguments.of(AnswerOption.SKIP_ITEM, LineOutcome.SKIPPED, LineOutcome.BOOKED, ActivityState.COMPLETED),
        Arguments.of(AnswerOption.INTERRUPT, LineOutcome.SKIPPED, LineOutcome.SKIPPED, ActivityState.INTERRUPTED),
        Arguments.of(AnswerOption.ACCEPT_PRICE, LineOutcome.BOOKED, LineOutcome.BOOKED, ActivityState.COMPLETED));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answer_priceIncreased_doesWhatItSays(
      String option, LineOutcome outcome, LineOutcome other, ActivityState end) throws Exception {
    sandbox.catalog().setPrice("42602653803", 13_900);
    Activity asking = shop.book(twoLines());
    Question question = asking.question().orElseThrow();
    assertThat(question.code()).isEqualTo(Question.PRICE_INCREASED);
    assertThat(question.context()).containsEntry("oldValue", "128.50 CNY").containsEntry("newValue", "139.00 CNY");
    assertThat(sandbox.ledger().orders()).isEmpty();

    Activity ended = answer(asking, question.id(), option);

    assertThat(ended.state()).isEqualTo(end);
    assertThat(ended.lines()).extracting(LineResult::outcome).containsExactly(outcome, other);
    assertThatThrownBy(() -> shop.engine.activities().answer(asking.id(), question.id(), AnswerOption.RETRY, "late"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining(option);
  }

  @Test
  void answer_configurationOutdated_anotherVariantIsBought() throws Exception {
    sandbox.catalog().removeSku(SHIRT, "5001001");
    Activity asking =
        shop.book(Shop.plan("ORD-2").line("2-1", Item.of(SHIRT, "5001001"), 2, Money.cny("41.90")).build());
    Question question = asking.question().orElseThrow();
    assertThat(question.code()).isEqualTo(Question.CONFIGURATION_OUTDATED);
    assertThat(question.options()).extracting(AnswerOption::id).contains("CHOOSE_VARIANT:5001002").doesNotContain("CHOOSE_VARIANT:5001003");

    Activity ended = answer(asking, question.id(), "CHOOSE_VARIANT:5001002");

    assertThat(ended.lines()).extracting(LineResult::outcome).containsExactly(LineOutcome.BOOKED);
    assertThat(sandbox.ledger().orders().get(0).lines().get(0).skuId()).isEqualTo("5001002");
    assertThat(shop.engine.purchases().ofOrder("ORD-2").get(0).item()).contains(Item.of(SHIRT, "5001002"));
  }

  @Test
  void answer_outOfStockMendedMeanwhile_retryBooks() throws Exception {
    sandbox.catalog().setStock("42602653803", 0);
    Activity asking = shop.book(Shop.sample());
    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.OUT_OF_STOCK);
    sandbox.catalog().setStock("42602653803", 5);

    Activity ended = answer(asking, asking.question().orElseThrow().id(), AnswerOption.RETRY);

    assertThat(ended.succeeded()).isTrue();
  }

  @Test
  void book_priceWithinTolerance_nobodyIsAsked() throws Exception {
    sandbox.catalog().setPrice("42602653803", 13_100);

    Activity ended =
        shop.book(
            Shop.plan("ORD-3")
                .line("3-1", Item.of("42602653803"), 1, Money.cny("128.50"))
                .priceTolerance(new BigDecimal("2"))
                .build());

    assertThat(ended.succeeded()).isTrue();
  }

  @Test
  void preview_mixedPlan_tellsLineByLineAndBuysNothing() {
    PlanPreview preview =
        shop.engine.preview(
            Shop.plan("ORD-4")
                .line("4-1", Item.of("42602653803"), 2, Money.cny("128.50"))
                .line("4-2", Item.of("610010010003"), 1, Money.cny("450.00"))
                .build());

    assertThat(preview.lines()).extracting(PlanPreview.Line::code).containsExactly(null, Question.OUT_OF_STOCK);
    assertThat(preview.lines()).extracting(line -> line.currentPrice().orElseThrow()).containsExactly(Money.cny("128.50"), Money.cny("450.00"));
    assertThat(preview.lines().get(0).available().orElseThrow()).isPositive();
    assertThat(preview.lines().get(1).available()).hasValue(0);
    assertThat(preview.orders()).hasSize(1);
    assertThat(preview.orders().get(0).lineIds()).containsExactly("4-1");
    assertThat(preview.orders().get(0).total()).isEqualTo(Money.cny("263.00"));
    assertThat(sandbox.ledger().count("/purchase/order/create")).isZero();
  }

  @Test
  void build_negativeQuantityAndUnknownCurrency_errorNamesTheField() {
    assertThatThrownBy(() -> Shop.plan("ORD-6").line("6-1", Item.of("1"), -1, Money.cny("1")).build())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("lines[0].quantity");
    assertThatThrownBy(() -> Money.of("1", "XYZ")).isInstanceOf(InvalidInputException.class).hasMessageContaining("currency");
  }

  private static ReservationPlan twoLines() {
    return Shop.plan("ORD-1")
        .line("1-1", Item.of("42602653803"), 1, Money.cny("128.50"))
        .line("1-2", Item.of("42602653804"), 1, Money.cny("89.00"))
        .build();
  }

  private Activity answer(Activity asking, String question, String option) {
    Activity now = shop.engine.activities().answer(asking.id(), question, option, "tester");
    while (!now.state().isFinished()) {
      now = shop.engine.activities().advance(now.id());
      Thread.onSpinWait();
    }
    return now;
  }
}

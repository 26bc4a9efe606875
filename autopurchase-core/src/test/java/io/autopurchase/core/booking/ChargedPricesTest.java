package io.autopurchase.core.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivityType;
import io.autopurchase.AnswerOption;
import io.autopurchase.Item;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.PaymentRequest;
import io.autopurchase.Policy;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Purchases;
import io.autopurchase.Question;
import io.autopurchase.ReservationPlan;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.core.Deaths;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Trading;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderCapabilities.EqualLines;
import io.autopurchase.spi.ProviderCapabilities.PriceCheck;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An order whose price shows only once it is placed is not payable above what was approved. */
class ChargedPricesTest extends Trading {
  @BeforeEach
  void takesNoPrice() {
    provider.capabilities(
        ProviderCapabilities.builder()
            .priceCheck(PriceCheck.AFTER_PLACING)
            .cancellation(ProviderCapabilities.Cancellation.LINES)
            .maxOrdersPerPayment(3)
            .build());
  }

  private Activity bookAt(String price, Consumer<ReservationPlan.Builder> more) {
    provider.beforeNext(Operation.PLACE, () -> provider.price("4711", Money.cny(price)));
    ReservationPlan.Builder plan =
        ReservationPlan.builder("ORD-1", Nodes.SESSION, Nodes.WAREHOUSE).line("1", Item.of("4711"), 3, Money.cny("10.00"));
    more.accept(plan);
    return settle(node.engine.book(plan.build()));
  }

  private Activity bookAt(String price) {
    return bookAt(price, plan -> {});
  }

  private boolean isListed() {
    return !node.engine.purchases().awaitingPayment(Nodes.SESSION).isEmpty();
  }

  private Activity pay(boolean approved) {
    PaymentRequest.Builder request = PaymentRequest.builder(Nodes.SESSION, Money.cny("100.00")).order(orderOf("ORD-1", "1"));
    return settle(node.engine.pay((approved ? request.approved("a person") : request).build()));
  }

  private void change(UnaryOperator<ProviderOrder> change) {
    provider.change(orderOf("ORD-1", "1"), change);
  }

  private ProviderOrder costing(ProviderOrder order, String yuan) {
    ProviderOrder.Line line = order.lines().get(0);
    ProviderOrder.Line other = FakeOrders.copy(line, line.status(), line.rawStatus()).amount(Money.cny(yuan)).build();
    return FakeOrders.withLines(order, List.of(other), nodes.time.now());
  }

  @Test
  void book_priceIsAsApproved_isPayableAtOnce() {
    assertThat(outcomes(bookAt("10.00"))).containsExactly(LineOutcome.BOOKED);
    assertThat(isListed()).isTrue();
    assertThat(outcomes(pay(true))).containsExactly(LineOutcome.PAID);
  }

  @Test
  void book_costsMore_asksAndIsNotPayableUntilItIsAccepted() {
    Activity asking = bookAt("12.00");

    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.PRICE_INCREASED);
    assertThat(asking.question().orElseThrow().message()).contains("36.00 CNY").contains("approved are 30.00 CNY");
    assertThat(asking.question().orElseThrow().options())
        .extracting(AnswerOption::id)
        .containsExactly(AnswerOption.ACCEPT_PRICE, AnswerOption.CANCEL_ORDER, AnswerOption.SKIP_ITEM, AnswerOption.INTERRUPT);
    assertThat(asking.question().orElseThrow().defaultOption()).contains(AnswerOption.SKIP_ITEM);
    assertThat(outcomes(asking)).containsExactly(LineOutcome.BOOKED);
    assertThat(isListed()).isFalse();

    assertThat(answer(asking, AnswerOption.ACCEPT_PRICE).state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(isListed()).isTrue();
    assertThat(outcomes(pay(true))).containsExactly(LineOutcome.PAID);
  }

  @Test
  void awaitingPayment_lineOfAnOrderIsBeyondWhatIsRead_isReadBeforeTheOrderIsListed() {
    provider.capabilities(ProviderCapabilities.builder().priceCheck(PriceCheck.AFTER_PLACING).equalLines(EqualLines.KEEP).build());
    provider.beforeNext(Operation.PLACE, () -> provider.price("4711", Money.cny("12.00")));
    ReservationPlan plan =
        ReservationPlan.builder("ORD-1", Nodes.SESSION, Nodes.WAREHOUSE)
            .line("1", Item.of("4711"), 1, Money.cny("20.00"))
            .line("2", Item.of("4711"), 1, Money.cny("10.00"))
            .build();
    Activity asking = settle(node.engine.book(plan));
    assertThat(asking.question().orElseThrow().line()).contains(new LineKey("ORD-1", "2"));
    Purchases cut = nodes.add(firstLineAgainAndAgain(), options -> {}).engine.purchases();

    assertThat(cut.awaitingPayment(Nodes.SESSION)).isEmpty();

    answer(asking, AnswerOption.ACCEPT_PRICE);
    assertThat(cut.awaitingPayment(Nodes.SESSION)).singleElement().satisfies(due -> assertThat(due.lines()).hasSize(2));
  }

  /** As a list looks that does not end. */
  private ForwardingStore firstLineAgainAndAgain() {
    return new ForwardingStore(nodes.store) {
      @Override
      public RecordPage find(RecordQuery query) {
        if (query.fields().reference().isPresent()) {
          return super.find(query);
        }
        List<StoredRecord> all = super.find(RecordQuery.of(query.kind(), query.fields(), 0, query.limit())).records();
        return new RecordPage(Collections.nCopies(query.limit(), all.get(all.size() - 1)), 10_000, false);
      }
    };
  }

  @Test
  void book_costsMoreWithinTheTolerance_isPayable() {
    assertThat(bookAt("11.00", plan -> plan.priceTolerance(new BigDecimal("10"))).state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(isListed()).isTrue();
  }

  @Test
  void book_costsMoreWithinAPolicy_isPayable() {
    Activity booking = bookAt("11.00", plan -> plan.on(Question.PRICE_INCREASED, "ACCEPT_PRICE:10"));

    assertThat(booking.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(isListed()).isTrue();
  }

  @Test
  void book_costsMoreThanAPolicyAccepts_asks() {
    Activity asking = bookAt("11.01", plan -> plan.on(Question.PRICE_INCREASED, "ACCEPT_PRICE:10"));

    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.PRICE_INCREASED);
    assertThat(isListed()).isFalse();
    answer(asking, AnswerOption.SKIP_ITEM);
  }

  @Test
  void book_priceIsNotAccepted_staysUnpayableAndCanBeUnbound() {
    Activity booking = answer(bookAt("12.00"), AnswerOption.SKIP_ITEM);

    assertThat(booking.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(isListed()).isFalse();
    String order = orderOf("ORD-1", "1");
    Activity unbinding = settle(node.engine.unbind(UnbindingRequest.builder("ORD-1").line("1").build()));
    assertThat(outcomes(unbinding)).containsExactly(LineOutcome.UNBOUND);
    assertThat(theirs(order).status()).isEqualTo(PurchaseStatus.CLOSED);
  }

  @Test
  void answer_cancelOrder_allItsLinesAreFreeOnceItIsClosed() {
    provider.capabilities(
        ProviderCapabilities.builder()
            .priceCheck(PriceCheck.AFTER_PLACING)
            .equalLines(EqualLines.KEEP)
            .cancellation(ProviderCapabilities.Cancellation.ORDERS)
            .build());
    provider.beforeNext(Operation.PLACE, () -> provider.price("4711", Money.cny("12.00")));
    ReservationPlan plan =
        ReservationPlan.builder("ORD-1", Nodes.SESSION, Nodes.WAREHOUSE)
            .line("1", Item.of("4711"), 3, Money.cny("10.00"))
            .line("2", Item.of("4711"), 1, Money.cny("10.00"))
            .build();
    Activity asking = settle(node.engine.book(plan));
    String order = orderOf("ORD-1", "1");
    assertThat(orderOf("ORD-1", "2")).isEqualTo(order);

    Activity booking = answer(asking, AnswerOption.CANCEL_ORDER);

    assertThat(booking.state()).isEqualTo(ActivityState.COMPLETED);
    Activity unbinding = settle(unbindings().get(0));
    assertThat(outcomes(unbinding)).containsExactly(LineOutcome.UNBOUND, LineOutcome.UNBOUND);
    assertThat(theirs(order).status()).isEqualTo(PurchaseStatus.CLOSED);
    assertThat(purchase("ORD-1", "1").providerOrderId()).isEmpty();
    assertThat(purchase("ORD-1", "2").providerOrderId()).isEmpty();
  }

  @Test
  void book_policyCancelsTheOrder_isNotAskedAndTheLineCanBeBookedAgain() {
    Activity booking = bookAt("12.00", plan -> plan.on(Policy.when(Question.PRICE_INCREASED).cancelOrder()));

    assertThat(booking.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(booking.journal()).extracting(entry -> entry.code()).contains("ORDER_WITHDRAWN").doesNotContain("NOT_WITHDRAWN");
    assertThat(outcomes(settle(unbindings().get(0)))).containsExactly(LineOutcome.UNBOUND);
    assertThat(outcomes(answer(bookAt("12.00"), AnswerOption.ACCEPT_PRICE))).containsExactly(LineOutcome.BOOKED);
  }

  @ParameterizedTest
  @CsvSource({"commit.before, 1", "commit.after, 1", "commit.before, 2", "commit.after, 2", "commit.before, 3", "commit.after, 3", "commit.before, 4", "commit.after, 4"})
  void answer_cancelOrderAndTheNodeDies_isCancelledOnce(String where, int time) {
    Activity asking = bookAt("12.00");
    String order = orderOf("ORD-1", "1");
    Deaths deaths = new Deaths();
    Nodes.Node mortal = nodes.add(nodes.store, deaths, Trading::options);
    mortal.engine.activities().answer(asking.id(), asking.question().orElseThrow().id(), AnswerOption.CANCEL_ORDER, "a person");
    deaths.dieAt(where, time);
    assertThatThrownBy(() -> settle(mortal, asking.id())).isInstanceOf(Deaths.Death.class);

    assertThat(settle(asking).state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(unbindings()).hasSize(1);
    assertThat(outcomes(settle(unbindings().get(0)))).containsExactly(LineOutcome.UNBOUND);
    assertThat(theirs(order).status()).isEqualTo(PurchaseStatus.CLOSED);
    assertThat(settle(asking).journal()).extracting(entry -> entry.code()).contains("ORDER_WITHDRAWN").doesNotContain("NOT_WITHDRAWN");
  }

  /** The lines are given back in one commit, and taken by the unbinding in another one. */
  @Test
  void answer_cancelOrderAndAPersonUnbindsFirst_isCancelledOnce() {
    Activity asking = bookAt("12.00");
    Deaths deaths = new Deaths();
    Nodes.Node mortal = nodes.add(nodes.store, deaths, Trading::options);
    mortal.engine.activities().answer(asking.id(), asking.question().orElseThrow().id(), AnswerOption.CANCEL_ORDER, "a person");
    deaths.dieAt("commit.after", 2);
    assertThatThrownBy(() -> settle(mortal, asking.id())).isInstanceOf(Deaths.Death.class);
    Activity byHand = settle(node.engine.unbind(UnbindingRequest.builder("ORD-1").line("1").requestedBy("a person").build()));
    assertThat(outcomes(byHand)).containsExactly(LineOutcome.UNBOUND);

    assertThat(settle(asking).state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(unbindings()).extracting(Activity::id).containsExactly(byHand.id());
  }

  private List<Activity> unbindings() {
    return node.engine.activities().find(ActivityQuery.builder().type(ActivityType.UNBINDING).build()).entries();
  }

  @Test
  void retry_anotherBookingHasPurchasedTheLineAndItIsUnpayable_anAcceptedPriceTakesEffect() {
    provider.fail(Operation.ITEM, Fault.rejected("NO_SUCH_ITEM"));
    Activity failed = bookAt("12.00");
    assertThat(failed.state()).isEqualTo(ActivityState.FAILED);
    answer(bookAt("12.00"), AnswerOption.SKIP_ITEM);

    node.engine.activities().retry(failed.id(), "a person");
    Activity asking = settle(failed);
    assertThat(asking.lines().get(0).providerOrderId()).isEqualTo(orderOf("ORD-1", "1"));
    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.PRICE_INCREASED);

    assertThat(answer(asking, AnswerOption.ACCEPT_PRICE).state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(isListed()).isTrue();
  }

  @Test
  void answer_priceHasRisenAgain_isAskedAgain() {
    Activity asking = bookAt("12.00");
    change(order -> costing(order, "50.00"));
    synchronize();

    Activity again = answer(asking, AnswerOption.ACCEPT_PRICE);

    assertThat(again.question().orElseThrow().message()).contains("50.00 CNY").contains("approved are 36.00 CNY");
    answer(again, AnswerOption.INTERRUPT);
    assertThat(isListed()).isFalse();
  }

  @Test
  void synchronize_sellerRaisesAndLowersThePrice_isPayableOnlyWhileItIsApproved() {
    bookAt("10.00");
    URI link = URI.create("https://pay.example/1");
    change(order -> withLink(order, link));
    synchronize();
    assertThat(purchase("ORD-1", "1").payLink()).contains(link);

    change(order -> withLink(costing(order, "30.01"), link));
    synchronize();
    assertThat(isListed()).isFalse();
    assertThat(purchase("ORD-1", "1").payLink()).isEmpty();

    change(order -> withLink(costing(order, "30.00"), link));
    synchronize();
    assertThat(isListed()).isTrue();
    assertThat(purchase("ORD-1", "1").payLink()).contains(link);
  }

  private ProviderOrder withLink(ProviderOrder order, URI link) {
    return ProviderOrder.builder(order.id(), order.clientOrderId(), order.status(), order.rawStatus())
        .total(order.total().orElseThrow())
        .lines(order.lines())
        .payment(link, null)
        .modifiedAt(nodes.time.now())
        .build();
  }

  @Test
  void pay_approvedInAdvanceAndCostsMore_asksWithThePrice() {
    answer(bookAt("12.00"), AnswerOption.SKIP_ITEM);

    Activity asking = pay(true);

    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.APPROVE_PAYMENT);
    assertThat(asking.question().orElseThrow().message()).contains("some cost more than was approved");
    assertThat(asking.question().orElseThrow().context().get("order " + orderOf("ORD-1", "1")))
        .contains("line 1 costs 36.00 CNY, approved are 30.00 CNY");
    assertThat(calls(Operation.PAY)).isZero();
    assertThat(outcomes(answer(asking, AnswerOption.APPROVE))).containsExactly(LineOutcome.PAID);
  }

  @Test
  void pay_costsMoreOnlyAfterItWasAsked_asksAgainThoughTheSumIsTheSame() {
    bookAt("10.00");
    settle(node.engine.book(Nodes.plan("ORD-2", 1)));
    String one = orderOf("ORD-1", "1");
    String other = orderOf("ORD-2", "1");
    Activity asking =
        settle(node.engine.pay(PaymentRequest.builder(Nodes.SESSION, Money.cny("100.00")).order(one).order(other).build()));
    assertThat(asking.question().orElseThrow().message()).doesNotContain("cost more");
    provider.change(one, order -> totalling(costing(order, "31.00"), "31.00"));
    provider.change(other, order -> totalling(costing(order, "9.00"), "9.00"));

    Activity again = answer(asking, AnswerOption.APPROVE);

    assertThat(again.question().orElseThrow().message()).contains("some cost more than was approved");
    assertThat(calls(Operation.PAY)).isZero();
    assertThat(outcomes(answer(again, AnswerOption.APPROVE))).containsOnly(LineOutcome.PAID);
  }

  private ProviderOrder totalling(ProviderOrder order, String yuan) {
    return ProviderOrder.builder(order.id(), order.clientOrderId(), order.status(), order.rawStatus())
        .total(Money.cny(yuan))
        .lines(order.lines())
        .modifiedAt(nodes.time.now())
        .build();
  }

  @Test
  void pay_costsMoreAndNobodyApproves_isNotPaid() {
    answer(bookAt("12.00"), AnswerOption.SKIP_ITEM);

    answer(pay(true), AnswerOption.INTERRUPT);

    assertThat(calls(Operation.PAY)).isZero();
  }

  @Test
  void book_providerDoesNotShowTheCost_isNotPayable() {
    provider.filterReads(all -> all);
    provider.capabilities(
        ProviderCapabilities.builder()
            .priceCheck(PriceCheck.AFTER_PLACING)
            .verification(ProviderCapabilities.Verification.BY_READING)
            .build());
    provider.filterReads(all -> all.stream().map(ChargedPricesTest::withoutCost).toList());

    assertThat(bookAt("12.00").state()).isEqualTo(ActivityState.COMPLETED);

    assertThat(isListed()).isFalse();
  }

  private static ProviderOrder withoutCost(ProviderOrder order) {
    ProviderOrder.Line line = order.lines().get(0);
    ProviderOrder.Line bare = FakeOrders.copy(line, line.status(), line.rawStatus()).amount(null).build();
    return FakeOrders.withLines(order, java.util.List.of(bare), order.modifiedAt().orElseThrow());
  }

  @Test
  void book_providerChecksPricesBefore_nothingIsAskedAfterwards() {
    provider.capabilities(ProviderCapabilities.builder().build());

    bookAt("12.00");
    change(order -> costing(order, "99.00"));
    synchronize();

    assertThat(isListed()).as("as it always was").isTrue();
  }
}

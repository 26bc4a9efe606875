package io.autopurchase.core.unbinding;

import static io.autopurchase.testkit.FakeOrders.unpaid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.BindingRequest;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Item;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.NotFoundException;
import io.autopurchase.PaymentRequest;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.SessionId;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Trading;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line is free when its order is seen to be closed, or its link was to be forgotten; and what is not ours is not touched. */
class UnbindingTest extends Trading {
  private static final UnbindingRequest ALL = UnbindingRequest.builder("ORD-1").build();

  private Activity unbind(UnbindingRequest request) {
    return settle(node.engine.unbind(request));
  }

  private void pay(String id) {
    provider.change(id, old -> FakeOrders.with(old, PurchaseStatus.AWAITING_SHIPMENT, "PAID", nodes.time.now()));
  }

  /** One order at the provider with two lines of ours and one that is not. */
  private void bindTwoOfThree() {
    provider.place(
        unpaid(
            "9001",
            nodes.time.now(),
            FakeOrders.line("9001-1", "4711", 1).build(),
            FakeOrders.line("9001-2", "4712", 1).build(),
            FakeOrders.line("9001-3", "4713", 1).build()));
    Activity binding =
        settle(
            node.engine.bind(
                BindingRequest.builder("ORD-1", Nodes.SESSION, "9001").line("1", Item.of("4711"), 1).line("2", Item.of("4712"), 1).build()));
    assertThat(binding.succeeded()).isTrue();
  }

  @Test
  void unbind_unpaidOrder_isCancelledAndCanBeBookedAgain() {
    book("ORD-1", 2);
    String before = orderOf("ORD-1", "1");

    Activity unbinding = unbind(ALL);

    assertThat(unbinding.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(outcomes(unbinding)).containsExactly(LineOutcome.UNBOUND, LineOutcome.UNBOUND);
    assertThat(provider.orders()).allMatch(order -> order.status() == PurchaseStatus.CLOSED);
    Purchase free = purchase("ORD-1", "1");
    assertThat(free.group()).isEqualTo(PurchaseGroup.READY);
    assertThat(free.providerOrderId()).isEmpty();
    assertThat(free.status()).isEmpty();
    book("ORD-1", 2);
    assertThat(orderOf("ORD-1", "1")).isNotEqualTo(before);
    synchronize();
    assertThat(purchase("ORD-1", "1").status()).as("the old order says nothing about the new one").contains(PurchaseStatus.AWAITING_PAYMENT);
  }

  @Test
  void unbind_oneLineOfSeveral_leavesTheOthers() {
    bindTwoOfThree();

    Activity unbinding = unbind(UnbindingRequest.builder("ORD-1").line("2").build());

    assertThat(outcomes(unbinding)).containsExactly(LineOutcome.UNBOUND);
    assertThat(theirs("9001").lines())
        .extracting(ProviderOrder.Line::status)
        .containsExactly(PurchaseStatus.AWAITING_PAYMENT, PurchaseStatus.CLOSED, PurchaseStatus.AWAITING_PAYMENT);
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(PurchaseGroup.PURCHASED);
  }

  @Test
  void unbind_allOursOfAnOrderWithOthers_leavesTheOthers() {
    bindTwoOfThree();

    assertThat(outcomes(unbind(ALL))).containsExactly(LineOutcome.UNBOUND, LineOutcome.UNBOUND);

    assertThat(calls(Operation.CANCEL)).isEqualTo(1);
    assertThat(theirs("9001").lines().get(2).status()).isEqualTo(PurchaseStatus.AWAITING_PAYMENT);
  }

  @ParameterizedTest
  @CsvSource({"ORDERS, ONLY_WHOLE_ORDERS", "NONE, NOT_SUPPORTED"})
  void unbind_providerCannotCancelThat_isRejectedWithoutACall(ProviderCapabilities.Cancellation possible, String code) {
    bindTwoOfThree();
    provider.capabilities(ProviderCapabilities.builder().cancellation(possible).build());

    Activity unbinding = unbind(ALL);

    assertThat(unbinding.lines()).allMatch(line -> line.outcome() == LineOutcome.REJECTED && code.equals(line.code()));
    assertThat(calls(Operation.CANCEL)).isZero();
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(PurchaseGroup.PURCHASED);
  }

  @Test
  void unbind_orderIsShownWithoutItsLines_nothingIsSentOnThatGround() {
    bindTwoOfThree();
    provider.filterReads(orders -> orders.stream().map(order -> FakeOrders.withLines(order, List.of(), nodes.time.now())).toList());

    Activity unbinding = unbind(ALL);

    assertThat(unbinding.state()).isEqualTo(ActivityState.FAILED);
    assertThat(unbinding.lines()).allMatch(line -> "ORDER_NOT_FOUND".equals(line.code()));
    assertThat(calls(Operation.CANCEL)).as("the whole order would have been cancelled").isZero();
  }

  @Test
  void forget_callsNobodyAndFreesTheLineForAnotherOne() {
    bindTwoOfThree();
    provider.failWhen(call -> true, Fault.notSent());

    Activity unbinding = unbind(UnbindingRequest.builder("ORD-1").unlinkOnly().build());

    assertThat(outcomes(unbinding)).containsExactly(LineOutcome.UNBOUND, LineOutcome.UNBOUND);
    assertThat(theirs("9001").status()).isEqualTo(PurchaseStatus.AWAITING_PAYMENT);
    provider.heal();
    Activity other = settle(node.engine.bind(BindingRequest.builder("ORD-2", Nodes.SESSION, "9001").line("1", Item.of("4711"), 1).build()));
    assertThat(outcomes(other)).containsExactly(LineOutcome.BOUND);
  }

  @ParameterizedTest
  @CsvSource({
    "CANCEL_ORDER, REJECTED, PURCHASED, COMPLETED",
    "UNLINK_ONLY, UNBOUND, READY, COMPLETED",
    "SKIP_ITEM, SKIPPED, PURCHASED, COMPLETED",
    "INTERRUPT, SKIPPED, PURCHASED, INTERRUPTED"
  })
  void answer_orderIsPaid_doesWhatItSays(String option, LineOutcome outcome, PurchaseGroup group, ActivityState end) {
    book("ORD-1", 1);
    pay(orderOf("ORD-1", "1"));
    Activity asking = unbind(ALL);
    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.CANCEL_PAID_ORDER);
    assertThat(asking.question().orElseThrow().context()).containsEntry("status", "PAID");
    assertThat(calls(Operation.CANCEL)).isZero();

    Activity ended = answer(asking, option);

    assertThat(ended.state()).isEqualTo(end);
    assertThat(outcomes(ended)).containsExactly(outcome);
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(group);
    assertThat(calls(Operation.CANCEL)).isEqualTo(option.equals(AnswerOption.CANCEL_ORDER) ? 1 : 0);
  }

  @Test
  void cancel_callsNeedSlotsAndTheTermsACallOfTheirOwn_comesToItsEnd() {
    book("ORD-1", 1);
    provider.forgetTerms();
    provider.fail(Operation.ORDERS, Fault.limited(Duration.ofSeconds(1)));

    assertThat(outcomes(unbind(ALL))).containsExactly(LineOutcome.UNBOUND);
    assertThat(calls(Operation.PREPARE)).isEqualTo(1);
  }

  @Test
  void deadline_nobodyAnswersAboutThePaidOrder_itStaysLinked() {
    book("ORD-1", 1);
    pay(orderOf("ORD-1", "1"));
    Activity asking = unbind(ALL);
    nodes.time.advance(Duration.ofDays(3));

    assertThat(outcomes(settle(asking))).containsExactly(LineOutcome.SKIPPED);
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(PurchaseGroup.PURCHASED);
  }

  @Test
  void policy_paidOrderIsToBeForgotten_nobodyIsAsked() {
    book("ORD-1", 1);
    pay(orderOf("ORD-1", "1"));

    Activity ended = unbind(UnbindingRequest.builder("ORD-1").on(Question.CANCEL_PAID_ORDER, AnswerOption.UNLINK_ONLY).build());

    assertThat(outcomes(ended)).containsExactly(LineOutcome.UNBOUND);
    assertThatThrownBy(() -> node.engine.unbind(UnbindingRequest.builder("ORD-1").on(Question.CANCELLATION_PENDING, AnswerOption.RETRY).build()))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void unbind_oneOfTwoOrdersIsPaid_theOtherIsCancelledWhileTheQuestionIsOpen() {
    book("ORD-1", 2);
    pay(orderOf("ORD-1", "1"));
    String unpaid = orderOf("ORD-1", "2");

    Activity asking = unbind(ALL);

    assertThat(asking.state()).isEqualTo(ActivityState.WAITING_FOR_ANSWER);
    assertThat(theirs(unpaid).status()).isEqualTo(PurchaseStatus.CLOSED);
    nodes.time.advance(Duration.ofSeconds(5));
    node.runDue();
    assertThat(outcomes(now(asking))).contains(LineOutcome.UNBOUND, LineOutcome.PENDING);
    assertThat(outcomes(answer(asking, AnswerOption.SKIP_ITEM))).containsExactly(LineOutcome.SKIPPED, LineOutcome.UNBOUND);
  }

  @Test
  void interrupt_inEachState_endsAndLeavesTheLink() {
    book("ORD-1", 1);
    Activity queued = node.engine.unbind(ALL);
    node.engine.activities().interrupt(queued.id(), "a person");
    assertThat(settle(queued).state()).isEqualTo(ActivityState.INTERRUPTED);

    provider.cancelsAtOnce(false);
    Activity following = node.engine.unbind(ALL);
    node.run(following.id());
    node.engine.activities().interrupt(following.id(), "a person");
    Activity ended = settle(following);
    assertThat(ended.state()).isEqualTo(ActivityState.INTERRUPTED);
    assertThat(ended.lines().get(0).message()).contains("may still cancel the order");
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(PurchaseGroup.PURCHASED);

    Activity asking = unbind(ALL);
    node.engine.activities().interrupt(asking.id(), "a person");
    assertThat(settle(asking).state()).isEqualTo(ActivityState.INTERRUPTED);
  }

  @Test
  void book_linesAreBeingUnbound_conflictsAndIsNotTakenForTheUnbinding() {
    book("ORD-1", 2);
    Activity unbinding = node.engine.unbind(UnbindingRequest.builder("ORD-1").line("2").build());

    assertThatThrownBy(() -> node.engine.book(Nodes.plan("ORD-1", 2)))
        .isInstanceOfSatisfying(ConflictException.class, e -> assertThat(e.code()).isEqualTo("LINE_HELD"));

    settle(unbinding);
    assertThat(settle(node.engine.book(Nodes.plan("ORD-1", 2))).succeeded()).isTrue();
  }

  @Test
  void unbind_again_isTheSameActivityAndAnotherRequestConflicts() {
    book("ORD-1", 2);
    Activity running = node.engine.unbind(UnbindingRequest.builder("ORD-1").line("1").build());

    assertThat(node.engine.unbind(UnbindingRequest.builder("ORD-1").line("1").build()).id()).isEqualTo(running.id());
    assertThatThrownBy(() -> node.engine.unbind(ALL))
        .as("more lines").isInstanceOfSatisfying(ConflictException.class, e -> assertThat(e.code()).isEqualTo("LINE_HELD"));
    assertThatThrownBy(() -> node.engine.unbind(UnbindingRequest.builder("ORD-1").line("1").unlinkOnly().build()))
        .as("something else").isInstanceOfSatisfying(ConflictException.class, e -> assertThat(e.code()).isEqualTo("LINE_HELD"));
    settle(running);
    assertThat(node.engine.unbind(UnbindingRequest.builder("ORD-1").line("1").build()).id()).as("done").isEqualTo(running.id());
    Activity rest = unbind(ALL);
    assertThat(rest.lines()).as("what is still linked").singleElement().satisfies(line -> assertThat(line.line().lineId()).isEqualTo("2"));
    assertThat(node.engine.unbind(UnbindingRequest.builder("ORD-1").line("2").build()).id()).isEqualTo(rest.id());
  }

  @Test
  void unbind_whatIsNotPurchased_isRefusedInWords() {
    assertThatThrownBy(() -> node.engine.unbind(ALL)).isInstanceOf(NotFoundException.class);
    book("ORD-1", 1);
    assertThatThrownBy(() -> node.engine.unbind(UnbindingRequest.builder("ORD-1").line("7").build())).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> node.engine.unbind(UnbindingRequest.builder("ORD-1").session(new SessionId("fake", "other")).build()))
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.violations().get(0).code()).isEqualTo("OTHER_SESSION"));
    provider.filterReads(orders -> orders);
    provider.change(orderOf("ORD-1", "1"), old -> FakeOrders.closed(old, List.of(), "timeout", nodes.time.now()));
    synchronize();
    assertThatThrownBy(() -> node.engine.unbind(UnbindingRequest.builder("ORD-1").line("1").build()))
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.violations().get(0).code()).isEqualTo("NOT_PURCHASED"));
  }

  @Test
  void unbind_severalSessionsHaveBought_eachHasItsOwn() {
    SessionId second = new SessionId("fake", "second-buyer");
    node.engine.sessions().startAuthorization(second);
    node.engine.sessions().completeAuthorizationWithCode(second, "code");
    book("ORD-1", 1);
    provider.place(unpaid("9001", "4799", 1, nodes.time.now()));
    settle(node.engine.bind(BindingRequest.builder("ORD-1", second, "9001").line("9", Item.of("4799"), 1).build()));

    assertThatThrownBy(() -> node.engine.unbind(ALL))
        .isInstanceOfSatisfying(ConflictException.class, e -> assertThat(e.code()).isEqualTo("MULTIPLE_SESSIONS"));
    assertThat(outcomes(unbind(UnbindingRequest.builder("ORD-1").line("9").session(second).build()))).containsExactly(LineOutcome.UNBOUND);
    assertThat(outcomes(unbind(ALL))).containsExactly(LineOutcome.UNBOUND);
  }

  @Test
  void unbind_orderIsBeingPaid_conflictsBothWays() {
    book("ORD-1", 1);
    String id = orderOf("ORD-1", "1");
    PaymentRequest payment = PaymentRequest.builder(Nodes.SESSION, Money.cny("50.00")).order(id).build();
    Activity paying = settle(node.engine.pay(payment));
    assertThatThrownBy(() -> node.engine.unbind(ALL))
        .isInstanceOfSatisfying(ConflictException.class, e -> {
          assertThat(e.code()).isEqualTo("ORDER_HELD");
          assertThat(e.activity()).contains(paying.id());
        });
    answer(paying, AnswerOption.INTERRUPT);
    Activity unbinding = node.engine.unbind(ALL);

    assertThatThrownBy(() -> node.engine.pay(payment))
        .isInstanceOfSatisfying(ConflictException.class, e -> assertThat(e.code()).isEqualTo("ORDER_HELD"));
    assertThat(outcomes(settle(unbinding))).containsExactly(LineOutcome.UNBOUND);
  }

  @Test
  void unbind_withAndWithoutAReason_theSellerIsToldItOrWhatSaysNothingOfTheShop() {
    book("ORD-1", 1);
    book("ORD-2", 1);
    String first = orderOf("ORD-1", "1");
    String second = orderOf("ORD-2", "1");

    unbind(ALL);
    unbind(UnbindingRequest.builder("ORD-2").reason("买家改变主意").build());

    assertThat(theirs(first).lines().get(0).closeReason()).contains(UnbindingRequest.DEFAULT_REASON);
    assertThat(theirs(second).lines().get(0).closeReason()).contains("买家改变主意");
  }
}

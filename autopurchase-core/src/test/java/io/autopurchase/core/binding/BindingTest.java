package io.autopurchase.core.binding;

import static io.autopurchase.testkit.FakeOrders.unpaid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.BindingRequest;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Item;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.NotFoundException;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.SessionId;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line is linked to an order that a person has placed, if and only if it is that order's. */
class BindingTest extends BindingTrading {
  @Test
  void bind_orderThatMatches_isAsIfBookedHere() {
    placeByHand("9001", 2);

    Activity binding = bind(one("9001"));

    assertThat(binding.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(outcomes(binding)).containsExactly(LineOutcome.BOUND);
    assertThat(binding.lines().get(0).providerOrderId()).isEqualTo("9001");
    Purchase linked = purchase("ORD-1", "1");
    assertThat(linked.group()).isEqualTo(PurchaseGroup.PURCHASED);
    assertThat(linked.providerOrderLineId()).contains("9001-1");
    assertThat(linked.quantity()).isEqualTo(2);
    assertThat(linked.cost()).contains(Money.cny("20.00"));
    provider.change("9001", old -> FakeOrders.with(old, PurchaseStatus.AWAITING_SHIPMENT, "PAID", nodes.time.now()));
    synchronize();
    assertThat(purchase("ORD-1", "1").status()).contains(PurchaseStatus.AWAITING_SHIPMENT);
  }

  @Test
  void bind_numberOfTheSite_isFoundInTheList() {
    provider.place(
        unpaid("9001", nodes.time.now(), FakeOrders.line("9001-1", "4711", 2).siteOrderId("SITE-7").build()));
    for (int i = 0; i < 12; i++) {
      nodes.time.advance(Duration.ofMinutes(1));
      provider.place(unpaid("95" + i, "4712", 1, nodes.time.now()));
    }

    Activity binding = bind(one("SITE-7"));

    assertThat(outcomes(binding)).containsExactly(LineOutcome.BOUND);
    assertThat(purchase("ORD-1", "1").siteOrderId()).contains("SITE-7");
    assertThat(bind(one("SITE-7")).id()).as("the same by the same number").isEqualTo(binding.id());
  }

  @Test
  void bind_unknownNumber_failsAndMayBeTriedAgain() {
    Activity first = bind(one("9001"));
    assertThat(first.state()).isEqualTo(ActivityState.FAILED);
    assertThat(first.lines().get(0).code()).isEqualTo("ORDER_NOT_FOUND");
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(PurchaseGroup.READY);
    placeByHand("9001", 2);

    assertThat(outcomes(bind(one("9001")))).containsExactly(LineOutcome.BOUND);
  }

  @Test
  void bind_providerRefusesToShowOrders_failsWithItsWords() {
    provider.failWhen(call -> call.operation() == Operation.ORDERS, Fault.rejected("NO_PERMISSION"));

    Activity binding = bind(one("9001"));

    assertThat(binding.state()).isEqualTo(ActivityState.FAILED);
    assertThat(binding.lines().get(0).code()).isEqualTo("NO_PERMISSION");
  }

  @ParameterizedTest
  @CsvSource({
    "BIND_TO:9001-1, BOUND, PURCHASED, COMPLETED",
    "CANCEL_ITEM, CANCELLED, OTHER, COMPLETED",
    "SKIP_ITEM, SKIPPED, READY, COMPLETED",
    "INTERRUPT, SKIPPED, READY, INTERRUPTED"
  })
  void answer_quantityDiffers_doesWhatItSays(String option, LineOutcome outcome, PurchaseGroup group, ActivityState end) {
    placeByHand("9001", 3);
    Activity asking = bind(one("9001"));
    Question question = asking.question().orElseThrow();
    assertThat(question.code()).isEqualTo(Question.LINE_MISMATCH);
    assertThat(question.line().orElseThrow().lineId()).isEqualTo("1");
    assertThat(question.context()).containsEntry("oldValue", "2 x 4711").containsEntry("newValue", "3 x 4711");
    assertThat(question.options())
        .extracting(AnswerOption::id)
        .containsExactly("BIND_TO:9001-1", "CANCEL_ITEM", "SKIP_ITEM", "INTERRUPT", "RETRY");

    Activity ended = answer(asking, option);

    assertThat(ended.state()).isEqualTo(end);
    assertThat(outcomes(ended)).containsExactly(outcome);
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(group);
  }

  @Test
  void answer_retryAfterTheOrderWasMended_binds() {
    placeByHand("9001", 3);
    Activity asking = bind(one("9001"));
    provider.change("9001", old -> unpaid("9001", "4711", 2, nodes.time.now()));

    assertThat(outcomes(answer(asking, AnswerOption.RETRY))).containsExactly(LineOutcome.BOUND);
  }

  @Test
  void deadline_nobodyAnswers_theLineStaysReady() {
    placeByHand("9001", 3);
    Activity asking = bind(one("9001"));
    nodes.time.advance(Duration.ofDays(3));

    Activity ended = settle(asking);

    assertThat(outcomes(ended)).containsExactly(LineOutcome.SKIPPED);
    assertThat(events(AutoPurchaseEvent.QUESTION_ANSWERED)).singleElement().satisfies(e -> assertThat(e.actor()).contains("deadline"));
  }

  @Test
  void policy_givenBeforehand_answersInsteadOfAPerson() {
    placeByHand("9001", 3);

    Activity ended = bind(request("9001").line("1", Item.of("4711"), 2).on(Question.LINE_MISMATCH, AnswerOption.CANCEL_ITEM).build());

    assertThat(outcomes(ended)).containsExactly(LineOutcome.CANCELLED);
    assertThat(events(AutoPurchaseEvent.QUESTION_ASKED)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RETRY", "ACCEPT_PRICE", "BIND_TO:1"})
  void policy_noneThatCanBeGivenBeforehand_isRefused(String option) {
    BindingRequest request = request("9001").line("1", Item.of("4711"), 2).on(Question.LINE_MISMATCH, option).build();

    assertThatThrownBy(() -> node.engine.bind(request))
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.violations().get(0).code()).isEqualTo("UNKNOWN_OPTION"));
  }

  @ParameterizedTest
  @CsvSource({"APPROVE, BOUND, COMPLETED", "SKIP_ITEM, SKIPPED, COMPLETED", "INTERRUPT, SKIPPED, INTERRUPTED"})
  void answer_otherAccount_isForAllLines(String option, LineOutcome outcome, ActivityState end) {
    provider.place(
        ProviderOrder.builder("9001", "", PurchaseStatus.AWAITING_PAYMENT, "UNPAID")
            .account("account-2")
            .lines(List.of(FakeOrders.line("9001-1", "4711", 2).build(), FakeOrders.line("9001-2", "4712", 1).build()))
            .modifiedAt(nodes.time.now())
            .build());
    Activity asking = bind(request("9001").line("1", Item.of("4711"), 2).line("2", Item.of("4712"), 1).build());
    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.ACCOUNT_MISMATCH);
    assertThat(asking.question().orElseThrow().context()).containsEntry("oldValue", "account-1").containsEntry("newValue", "account-2");

    Activity ended = answer(asking, option);

    assertThat(ended.state()).isEqualTo(end);
    assertThat(outcomes(ended)).containsExactly(outcome, outcome);
  }

  @Test
  void bind_severalLinesOfOneOrder_eachHasItsOwn() {
    provider.place(
        unpaid(
            "9001",
            nodes.time.now(),
            FakeOrders.line("9001-1", "4711", 2).build(),
            FakeOrders.line("9001-2", "4711", 2).build(),
            FakeOrders.line("9001-3", "4799", 1).build()));

    Activity binding = bind(request("9001").line("1", Item.of("4711"), 2).line("2", Item.of("4711"), 2).line("3", Item.of("4711"), 2).build());

    assertThat(binding.question().orElseThrow().line().orElseThrow().lineId()).as("two lines match, not three").isEqualTo("3");
    Activity ended = answer(binding, AnswerOption.SKIP_ITEM);
    assertThat(outcomes(ended)).containsExactly(LineOutcome.BOUND, LineOutcome.BOUND, LineOutcome.SKIPPED);
    assertThat(purchase("ORD-1", "1").providerOrderLineId()).isNotEqualTo(purchase("ORD-1", "2").providerOrderLineId());
  }

  @Test
  void bind_sameRequestAgain_isTheSameActivityAndAnotherOneConflicts() {
    placeByHand("9001", 2);
    provider.place(unpaid("9002", "4711", 2, nodes.time.now()));
    Activity running = node.engine.bind(one("9001"));

    assertThat(node.engine.bind(one("9001")).id()).isEqualTo(running.id());
    assertThatThrownBy(() -> node.engine.bind(one("9002")))
        .as("another order").isInstanceOfSatisfying(ConflictException.class, e -> {
          assertThat(e.code()).isEqualTo("LINE_HELD");
          assertThat(e.activity()).contains(running.id());
        });
    BindingRequest more = request("9001").line("1", Item.of("4711"), 2).line("2", Item.of("4712"), 1).build();
    assertThatThrownBy(() -> node.engine.bind(more))
        .as("more lines").isInstanceOfSatisfying(ConflictException.class, e -> assertThat(e.code()).isEqualTo("LINE_HELD"));
    settle(running);
    assertThat(node.engine.bind(one("9001")).id()).as("when it is done").isEqualTo(running.id());
    assertThatThrownBy(() -> node.engine.bind(one("9002")))
        .isInstanceOfSatisfying(ConflictException.class, e -> assertThat(e.code()).isEqualTo("ALREADY_PURCHASED"));
    Activity rest = bind(request("9001").line("1", Item.of("4711"), 2).line("2", Item.of("4712"), 1).on(Question.LINE_MISMATCH, "SKIP_ITEM").build());
    assertThat(outcomes(rest)).as("what is linked is reported as bound").containsExactly(LineOutcome.BOUND, LineOutcome.SKIPPED);
  }

  @Test
  void bind_unknownSession_isNotFound() {
    BindingRequest request = BindingRequest.builder("ORD-1", new SessionId("fake", "another"), "9001").line("1", Item.of("4711"), 1).build();

    assertThatThrownBy(() -> node.engine.bind(request)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void bind_closedOrder_isRejectedAndAnEmptyOneAsksAbout() {
    placeByHand("9001", 2);
    provider.change("9001", old -> FakeOrders.closed(old, List.of(), "timeout", nodes.time.now()));
    assertThat(bind(one("9001")).lines().get(0).code()).isEqualTo("ORDER_CLOSED");
    provider.place(
        ProviderOrder.builder("9002", "", PurchaseStatus.PENDING, "CREATING").lines(List.of()).modifiedAt(nodes.time.now()).build());

    Activity asking = bind(one("9002"));

    assertThat(asking.question().orElseThrow().code()).as("an order under construction is not closed").isEqualTo(Question.LINE_MISMATCH);
    provider.change("9002", old -> unpaid("9002", "4711", 2, nodes.time.now()));
    assertThat(outcomes(answer(asking, AnswerOption.RETRY))).containsExactly(LineOutcome.BOUND);
  }

  @Test
  void bind_lineOfAClosedOrder_keepsNothingOfThatOrder() {
    placeByHand("9001", 2);
    bind(one("9001"));
    provider.change("9001", old -> FakeOrders.closed(old, List.of(), "the buyer was late", nodes.time.now()));
    synchronize();
    assertThat(purchase("ORD-1", "1").closeReason()).contains("the buyer was late");
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(PurchaseGroup.OTHER);
    placeByHand("9002", 2);

    bind(one("9002"));

    Purchase linked = purchase("ORD-1", "1");
    assertThat(linked.providerOrderId()).contains("9002");
    assertThat(linked.closeReason()).isEmpty();
    assertThat(linked.group()).isEqualTo(PurchaseGroup.PURCHASED);
  }
}

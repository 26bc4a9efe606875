package io.autopurchase.core.booking;

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
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Trading;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.UniqueName;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A placement that look-ups do not settle becomes a question, and an interruption always ends the booking. */
class UnclearOrderTest extends Trading {
  private static final LineKey LINE = new LineKey("ORD-1", "1");

  /** The answer to the order is lost, and the provider shows two units where one was ordered. */
  private Activity unclear() {
    provider.filterReads(all -> all.stream().map(UnclearOrderTest::ofTwo).toList());
    provider.fail(Operation.PLACE, Fault.answerLost());
    return node.engine.book(Nodes.plan("ORD-1"));
  }

  private static ProviderOrder ofTwo(ProviderOrder order) {
    ProviderOrder.Line line = order.lines().get(0);
    ProviderOrder.Line two =
        ProviderOrder.Line.builder(line.id(), line.itemId(), line.skuId(), 2, line.status(), line.rawStatus())
            .amount(Money.cny("20.00"))
            .build();
    return FakeOrders.withLines(order, List.of(two), order.modifiedAt().orElseThrow());
  }

  private static ProviderOrder closed(ProviderOrder order) {
    return FakeOrders.closed(order, List.of(order.lines().get(0).id()), "by the buyer", order.modifiedAt().orElseThrow());
  }

  private Activity runUntil(Activity booking, Predicate<Activity> wanted) {
    for (int second = 0; second < 24 * 3600; second += 5) {
      node.runDue();
      Activity now = now(booking);
      if (wanted.test(now)) {
        return now;
      }
      nodes.time.advance(Duration.ofSeconds(5));
    }
    throw new AssertionError("not so in a day: " + now(booking).journal());
  }

  private Activity asked() {
    Activity asking = runUntil(unclear(), activity -> activity.state() == ActivityState.WAITING_FOR_ANSWER);
    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.UNCLEAR_ORDER);
    return asking;
  }

  private boolean isHeld() {
    return nodes.store.owner(Keys.LINE_SCOPE, Keys.name(LINE)).isPresent();
  }

  @Test
  void lookUp_orderShownOtherwiseThanOrdered_asksAfterAFewLooks() {
    Activity asking = asked();

    assertThat(calls(Operation.LOOK_UP)).isLessThan(25);
    assertThat(asking.question().orElseThrow().options())
        .extracting(io.autopurchase.AnswerOption::id)
        .contains("ORDER_IS:" + provider.orders().get(0).id(), AnswerOption.NO_ORDER, AnswerOption.KEEP_WAITING, AnswerOption.INTERRUPT);
    assertThat(asking.question().orElseThrow().defaultOption()).contains(AnswerOption.KEEP_WAITING);
    assertThat(outcomes(asking)).containsExactly(LineOutcome.UNCERTAIN);
    answer(asking, "ORDER_IS:" + provider.orders().get(0).id());
  }

  /** Whatever clock was wrong when it was sent. */
  @Test
  void lookUp_requestMayBeCarriedOutForDays_asksAndLooksWithGrowingPauses() {
    provider.misjudgeTime(Duration.ofDays(22));
    provider.fail(Operation.PLACE, Fault.requestLost());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));

    Activity asking = runUntil(booking, activity -> activity.state() == ActivityState.WAITING_FOR_ANSWER);
    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.UNCLEAR_ORDER);
    node.engine.activities().answer(asking.id(), asking.question().orElseThrow().id(), AnswerOption.NO_ORDER, "a person");
    int before = calls(Operation.LOOK_UP);
    for (int minute = 0; minute < 24 * 60; minute++) {
      node.runDue();
      nodes.time.advance(Duration.ofMinutes(1));
    }

    assertThat(calls(Operation.LOOK_UP) - before).as("looks in a day").isBetween(3, 12);
    assertThat(now(booking).state()).as("what was said cannot be verified yet").isEqualTo(ActivityState.WAITING);
    runDaily(21);
    assertThat(outcomes(now(booking))).containsExactly(LineOutcome.SKIPPED);
    assertThat(isHeld()).isFalse();
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
  }

  /** For as long as the provider is away nothing else would tell a person of it. */
  @Test
  void lookUp_cannotBeMadeOnceItWouldBeConclusive_asksAndGoesOnLooking() {
    provider.fail(Operation.PLACE, Fault.answerLost());
    provider.failWhen(call -> call.operation() == Operation.LOOK_UP, Fault.notSent());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));

    Activity asking = runUntil(booking, activity -> activity.state() == ActivityState.WAITING_FOR_ANSWER);

    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.UNCLEAR_ORDER);
    int asked = calls(Operation.LOOK_UP);
    for (int minute = 0; minute < 120; minute++) {
      nodes.time.advance(Duration.ofMinutes(1));
      node.runDue();
    }
    assertThat(calls(Operation.LOOK_UP) - asked).as("looks in two hours, though it asks").isBetween(60, 120);
    provider.heal();
    Activity ended = runUntil(booking, activity -> activity.state().isFinished());
    assertThat(outcomes(ended)).as("the question is withdrawn").containsExactly(LineOutcome.BOOKED);
  }

  /** Each answer that lets it wait lets it look for a while longer. */
  @Test
  void answer_keepWaitingWhileLookUpsFail_asksAgainLater() {
    provider.fail(Operation.PLACE, Fault.answerLost());
    provider.failWhen(call -> call.operation() == Operation.LOOK_UP, Fault.notSent());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    Activity asking = runUntil(booking, activity -> activity.state() == ActivityState.WAITING_FOR_ANSWER);
    int asked = calls(Operation.LOOK_UP);

    answer(asking, AnswerOption.KEEP_WAITING);
    Activity again = runUntil(booking, activity -> activity.question().filter(q -> !q.id().equals(asking.question().orElseThrow().id())).isPresent());

    assertThat(again.question().orElseThrow().code()).isEqualTo(Question.UNCLEAR_ORDER);
    assertThat(calls(Operation.LOOK_UP) - asked).isBetween(UnclearOrders.FIRST_QUESTION, UnclearOrders.FIRST_QUESTION + 2);
  }

  /** Looks that could not be made say nothing of how long the next one may take. */
  @Test
  void lookUp_providerWasAwayForHours_isLookedAtSoonOnceItIsBack() {
    provider.failWhen(call -> call.operation() == Operation.LOOK_UP, Fault.notSent());
    Activity booking = unclear();
    for (int minute = 0; minute < 180; minute++) {
      node.runDue();
      nodes.time.advance(Duration.ofMinutes(1));
    }
    provider.heal();
    int before = calls(Operation.LOOK_UP);

    for (int minute = 0; minute < 30; minute++) {
      node.runDue();
      nodes.time.advance(Duration.ofMinutes(1));
    }

    assertThat(calls(Operation.LOOK_UP) - before).isBetween(3, 6);
    assertThat(now(booking).question().orElseThrow().code()).isEqualTo(Question.UNCLEAR_ORDER);
  }

  private void runDaily(int days) {
    for (int hour = 0; hour < days * 24; hour++) {
      nodes.time.advance(Duration.ofHours(1));
      node.runDue();
    }
  }

  @Test
  void lookUp_providerBuildsSlowly_looksWithGrowingPausesUntilItIsBuilt() {
    provider.filterReads(all -> all.stream().map(order -> FakeOrders.with(order, PurchaseStatus.PENDING, "BUILDING", order.modifiedAt().orElseThrow())).map(order -> FakeOrders.withLines(order, List.of(), order.modifiedAt().orElseThrow())).toList());
    provider.fail(Operation.PLACE, Fault.answerLost());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    for (int millis = 0; millis < 600_000; millis += 100) {
      node.runDue();
      nodes.time.advance(Duration.ofMillis(100));
    }
    assertThat(calls(Operation.LOOK_UP)).isLessThan(25);

    provider.filterReads(all -> all);
    assertThat(runUntil(booking, activity -> activity.state().isFinished()).succeeded()).isTrue();
  }

  @Test
  void lookUp_tokenIsRefusedOnceALookUpIsConclusive_isRefreshedAndTheOrderFound() {
    provider.fail(Operation.PLACE, Fault.answerLost());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.run(booking.id());
    nodes.time.advance(Duration.ofMinutes(1));
    provider.fail(Operation.LOOK_UP, Fault.unauthorized());

    node.run(booking.id());

    assertThat(outcomes(settle(booking))).containsExactly(LineOutcome.BOOKED);
  }

  @Test
  void answer_orderIs_isVerifiedAndLinked() {
    Activity asking = asked();

    Activity booked = answer(asking, "ORDER_IS:" + provider.orders().get(0).id());

    assertThat(booked.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(outcomes(booked)).containsExactly(LineOutcome.BOOKED);
    assertThat(orderOf("ORD-1", "1")).isEqualTo(provider.orders().get(0).id());
    assertThat(booked.journal()).extracting(io.autopurchase.JournalEntry::code).contains("QUANTITY");
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
  }

  @Test
  void answer_orderIsAnotherOne_isRefusedAndAskedAgain() {
    Activity asking = asked();
    provider.place(FakeOrders.unpaid("3999999999999999", "9999", 1, nodes.time.now()));

    Activity again = answer(asking, "ORDER_IS:3999999999999999");

    assertThat(again.question().orElseThrow().message()).contains("3999999999999999").contains("none of these items");
    assertThat(answer(again, "ORDER_IS:1").question().orElseThrow().message()).contains("shows no order 1");
    assertThat(isHeld()).isTrue();
    answer(now(again), "ORDER_IS:" + provider.orders().get(0).id());
  }

  @Test
  void answer_orderIsClosedMeanwhile_isSettledByALook() {
    Activity asking = asked();
    String order = provider.orders().get(0).id();
    provider.filterReads(all -> all.stream().map(each -> closed(ofTwo(each))).toList());

    Activity ended = answer(asking, "ORDER_IS:" + order);

    assertThat(ended.state().isFinished()).isTrue();
    assertThat(outcomes(ended)).containsExactly(LineOutcome.FAILED);
    assertThat(isHeld()).isFalse();
  }

  /** Else answers without end would put the look-ups off without end. */
  @Test
  void answer_wrongOrderAgainAndAgain_putsNoLookOff() {
    Activity asking = asked();
    int before = calls(Operation.LOOK_UP);

    for (int time = 0; time < 3; time++) {
      asking = answer(asking, "ORDER_IS:700");
    }

    assertThat(calls(Operation.LOOK_UP) - before).isGreaterThanOrEqualTo(3);
    answer(asking, "ORDER_IS:" + provider.orders().get(0).id());
  }

  @Test
  void answer_orderIsOneThatIsBeingUnbound_isRefused() {
    Activity asking = asked();
    provider.place(FakeOrders.unpaid("9002", "4711", 2, nodes.time.now()));
    settle(node.engine.bind(BindingRequest.builder("ORD-9002", Nodes.SESSION, "9002").line("1", Item.of("4711"), 2).build()));
    provider.cancelsAtOnce(false);
    Activity unbinding = node.engine.unbind(UnbindingRequest.builder("ORD-9002").build());
    node.run(unbinding.id());
    nodes.store.commit(
        Commit.builder("the link is gone, as it is in the moment before the unbinding ends")
            .release(new UniqueName(Keys.PROVIDER_LINE_SCOPE, Keys.providerLine("fake", "9002", "9002-1"), Keys.name(new LineKey("ORD-9002", "1"))))
            .build());

    Activity again = answer(asking, "ORDER_IS:9002");

    assertThat(again.question().orElseThrow().message()).contains("An unfinished unbinding deals with order 9002");
    provider.change("9002", old -> FakeOrders.closed(old, List.of(), "asked for", nodes.time.now()));
    assertThat(settle(unbinding).succeeded()).isTrue();
    answer(again, "ORDER_IS:" + provider.orders().get(0).id());
  }

  @Test
  void answer_orderIsWithoutANumber_isRefusedByField() {
    Activity asking = asked();
    String question = asking.question().orElseThrow().id();

    assertThatThrownBy(() -> node.engine.activities().answer(asking.id(), question, "ORDER_IS:", "a person"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("number");
    answer(asking, "ORDER_IS:" + provider.orders().get(0).id());
  }

  @Test
  void answer_noOrderThoughOneIsAlive_asksAgain() {
    Activity again = answer(asked(), AnswerOption.NO_ORDER);

    assertThat(again.question().orElseThrow().message()).contains("shows order " + provider.orders().get(0).id());
    assertThat(isHeld()).isTrue();
    answer(again, "ORDER_IS:" + provider.orders().get(0).id());
  }

  @Test
  void answer_noOrderAndNoneIsShown_setsTheLineFree() {
    Activity asking = asked();
    provider.filterReads(all -> List.of());

    Activity ended = answer(asking, AnswerOption.NO_ORDER);

    assertThat(ended.state()).isEqualTo(ActivityState.COMPLETED);
    assertThat(outcomes(ended)).containsExactly(LineOutcome.SKIPPED);
    assertThat(isHeld()).isFalse();
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
  }

  @Test
  void answer_keepWaiting_asksAgainLater() {
    Activity asking = asked();
    node.engine.activities().answer(asking.id(), asking.question().orElseThrow().id(), AnswerOption.KEEP_WAITING, "a person");
    node.runDue();
    assertThat(now(asking).state()).isEqualTo(ActivityState.WAITING);

    Activity again = runUntil(asking, activity -> activity.state() == ActivityState.WAITING_FOR_ANSWER);

    assertThat(again.question().orElseThrow().id()).isNotEqualTo(asking.question().orElseThrow().id());
    answer(again, "ORDER_IS:" + provider.orders().get(0).id());
  }

  @Test
  void question_settledByALaterLook_isWithdrawn() {
    Activity asking = asked();
    provider.filterReads(all -> all);

    Activity booked = runUntil(asking, activity -> activity.state().isFinished());

    assertThat(outcomes(booked)).containsExactly(LineOutcome.BOOKED);
    assertThat(booked.question()).isEmpty();
  }

  @Test
  void answer_givenWhileALookSettlesTheQuestion_countsAllTheSame() {
    Activity asking = asked();
    String question = asking.question().orElseThrow().id();
    String option = "ORDER_IS:" + provider.orders().get(0).id();
    provider.filterReads(
        all -> {
          boolean isOpen = now(asking).question().filter(open -> open.id().equals(question)).isPresent();
          if (isOpen && nodes.store.load(Keys.answer(asking.id().value(), question)).isEmpty()) {
            node.engine.activities().answer(asking.id(), question, option, "a person");
          }
          return all;
        });

    Activity booked = runUntil(asking, activity -> activity.state().isFinished());

    assertThat(outcomes(booked)).containsExactly(LineOutcome.BOOKED);
    assertThat(events(AutoPurchaseEvent.QUESTION_ANSWERED)).singleElement().satisfies(event -> assertThat(event.newValue()).contains(option));
  }

  @Test
  void interrupt_orderStaysUnclear_endsAndKeepsTheLineFromBeingOrderedAgain() {
    Activity asking = asked();

    node.engine.activities().interrupt(asking.id(), "a person");
    Activity ended = runUntil(asking, activity -> activity.state().isFinished());

    assertThat(ended.state()).isEqualTo(ActivityState.INTERRUPTED);
    assertThat(outcomes(ended)).containsExactly(LineOutcome.UNCERTAIN);
    assertThatThrownBy(() -> node.engine.book(Nodes.plan("ORD-1")))
        .isInstanceOfSatisfying(ConflictException.class, e -> {
          assertThat(e.code()).isEqualTo("LINE_UNCERTAIN");
          assertThat(e.activity()).contains(ended.id());
        });
    retryUntilLinked(ended);
  }

  @Test
  void interrupt_providerIsAway_endsWithinTheHour() {
    provider.fail(Operation.PLACE, Fault.answerLost());
    provider.failWhen(call -> call.operation() == Operation.LOOK_UP, Fault.notSent());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.runDue();
    node.engine.activities().interrupt(booking.id(), "a person");

    Activity ended = runUntil(booking, activity -> activity.state().isFinished());

    assertThat(ended.state()).isEqualTo(ActivityState.INTERRUPTED);
    assertThat(Duration.between(ended.createdAt(), nodes.time.now())).isLessThan(Duration.ofHours(1));
    provider.heal();
    retryUntilLinked(ended);
  }

  private void retryUntilLinked(Activity ended) {
    provider.filterReads(all -> all);
    node.engine.activities().retry(ended.id(), "a person");
    Activity again = runUntil(ended, activity -> activity.state().isFinished());
    assertThat(again.state()).isEqualTo(ActivityState.INTERRUPTED);
    assertThat(outcomes(again)).containsExactly(LineOutcome.BOOKED);
    assertThat(isHeld()).isFalse();
  }

  /** One order is still being built and the other one unknown when the booking ends; then the first line is bought again. */
  @Test
  void retry_lineOfAnEndedBookingWasBoughtAnewSince_keepsItsNewLink() {
    provider.filterReads(all -> all.stream().map(order -> FakeOrders.with(order, PurchaseStatus.PENDING, "BUILDING", order.modifiedAt().orElseThrow())).toList());
    provider.fail(Operation.PLACE, Fault.answerLost(), Fault.requestLost());
    Activity booking = node.engine.book(Nodes.plan("ORD-1", 2));
    runUntil(booking, activity -> outcomes(activity).equals(List.of(LineOutcome.BOOKED, LineOutcome.UNCERTAIN)));
    provider.failWhen(call -> call.operation() == Operation.LOOK_UP, Fault.notSent());
    node.engine.activities().interrupt(booking.id(), "a person");
    Activity ended = runUntil(booking, activity -> activity.state().isFinished());
    assertThat(outcomes(ended)).containsExactly(LineOutcome.BOOKED, LineOutcome.UNCERTAIN);
    provider.heal();
    provider.filterReads(all -> all);
    settle(node.engine.unbind(UnbindingRequest.builder("ORD-1").line("1").build()));
    book("ORD-1", 1);
    String again = orderOf("ORD-1", "1");

    node.engine.activities().retry(ended.id(), "a person");
    runUntil(ended, activity -> activity.state().isFinished() && activity.lines().get(1).outcome() != LineOutcome.UNCERTAIN);

    assertThat(orderOf("ORD-1", "1")).isEqualTo(again);
    assertThat(purchase("ORD-1", "1").group()).isEqualTo(io.autopurchase.PurchaseGroup.PURCHASED);
  }

  @Test
  void synchronize_orderOfAnInterruptedBookingShowsUp_isLinked() {
    Activity asking = asked();
    node.engine.activities().interrupt(asking.id(), "a person");
    Activity ended = runUntil(asking, activity -> activity.state().isFinished());
    provider.filterReads(all -> all);
    provider.change(provider.orders().get(0).id(), old -> FakeOrders.with(old, PurchaseStatus.AWAITING_PAYMENT, "UNPAID", nodes.time.now()));

    synchronize();
    node.runDue();

    assertThat(outcomes(now(ended))).containsExactly(LineOutcome.BOOKED);
    assertThat(purchase("ORD-1", "1").providerOrderId()).isPresent();
  }

  @Test
  void bind_lineOfAnInterruptedBooking_isTakenOver() {
    Activity asking = asked();
    node.engine.activities().interrupt(asking.id(), "a person");
    Activity ended = runUntil(asking, activity -> activity.state().isFinished());
    provider.filterReads(all -> all);

    Activity bound =
        settle(
            node.engine.bind(
                BindingRequest.builder("ORD-1", Nodes.SESSION, provider.orders().get(0).id()).line("1", Item.of("4711"), 1).build()));

    assertThat(outcomes(bound)).containsExactly(LineOutcome.BOUND);
    assertThat(isHeld()).isFalse();
    node.engine.activities().retry(ended.id(), "a person");
    node.runDue();
    assertThat(outcomes(now(ended))).containsExactly(LineOutcome.SKIPPED);
  }
}

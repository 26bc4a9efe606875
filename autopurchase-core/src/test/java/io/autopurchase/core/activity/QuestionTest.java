package io.autopurchase.core.activity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.ConflictException;
import io.autopurchase.EventQuery;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Item;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.Question;
import io.autopurchase.ReservationPlan;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.core.runtime.FaultPoints;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who answers a question, by what, and what goes on in the meantime. A piece is approved at 10 CNY and costs 12. */
class QuestionTest {
  private final Nodes nodes = new Nodes();
  private Node node;

  @BeforeEach
  void open() {
    node = nodes.add();
    nodes.time.advance(ClockWatch.STEADY); // it is up for a while
    node.authorize();
    nodes.provider.price("4711", Money.cny("12.00"));
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ACCEPT_PRICE, BOOKED",
    "ACCEPT_PRICE:20, BOOKED",
    "ACCEPT_PRICE:20.00, BOOKED",
    "CANCEL_ITEM, CANCELLED",
    "SKIP_ITEM, SKIPPED",
    "INTERRUPT, SKIPPED"
  })
  void policy_offered_answersAndIsRecorded(String policy, LineOutcome outcome) {
    Activity ended = node.finish(node.engine.book(plan().on(Question.PRICE_INCREASED, policy).build()).id());

    assertThat(ended.lines()).extracting(LineResult::outcome).containsExactly(outcome);
    assertThat(answers()).extracting(event -> event.actor().orElseThrow()).containsExactly(AutoPurchaseEvent.POLICY_ACTOR);
    assertThat(answers()).noneMatch(AutoPurchaseEvent::byPerson);
  }

  @ParameterizedTest
  @CsvSource({"ACCEPT_PRICE:19.99", "ACCEPT_PRICE:0", "ASK"})
  void policy_boundIsPassed_aPersonIsAsked(String policy) {
    assertThat(asked(plan().on(Question.PRICE_INCREASED, policy).build()).question().orElseThrow().code())
        .isEqualTo(Question.PRICE_INCREASED);
  }

  /** As on a machine that was suspended, or before a database that did not answer. */
  @Test
  void ask_commitTakesTwoDays_deadlineBeginsAfterIt() {
    Node slow = nodes.add(storeThatTakesTwoDaysToAsk(id -> {}), options -> {});
    nodes.time.advance(ClockWatch.STEADY);
    Activity asked = slow.engine.book(plan().build());

    slow.run(asked.id());

    assertThat(deadline(asked.id())).isEqualTo(nodes.time.now().plus(Duration.ofDays(3)));
  }

  /** Whichever is second: the run that asked, or the one that takes the activity up before that goes on. */
  @Test
  void ask_commitTakesTwoDaysAndAnotherNodeGoesOnAtOnce_deadlineBeginsAfterIt() {
    Node slow = nodes.add(storeThatTakesTwoDaysToAsk(id -> node.run(id)), options -> {});
    nodes.time.advance(ClockWatch.STEADY);
    Activity asked = slow.engine.book(plan().build());

    slow.run(asked.id());

    assertThat(deadline(asked.id())).isEqualTo(nodes.time.now().plus(Duration.ofDays(3)));
  }

  @Test
  void ask_commitTakesTwoDaysAndItsNodeDies_deadlineBeginsWhenAnotherNodeSeesTheQuestion() {
    AtomicBoolean gone = new AtomicBoolean();
    ForwardingStore slowStore = storeThatTakesTwoDaysToAsk(id -> gone.set(true));
    Node slow =
        nodes.add(
            new ForwardingStore(slowStore) {
              @Override
              public void enter() {
                if (gone.get()) {
                  throw new StoreUnavailableException("cut off", null);
                }
              }
            },
            options -> {});
    nodes.time.advance(ClockWatch.STEADY);
    Activity asked = slow.engine.book(plan().build());
    slow.run(asked.id());

    node.run(asked.id());

    assertThat(deadline(asked.id())).isEqualTo(nodes.time.now().plus(Duration.ofDays(3)));
  }

  private Instant deadline(ActivityId id) {
    return node.engine.activities().get(id).question().orElseThrow().deadline().orElseThrow();
  }

  private ForwardingStore storeThatTakesTwoDaysToAsk(Consumer<ActivityId> afterwards) {
    return new ForwardingStore(nodes.store) {
      @Override
      public CommitResult commit(Commit commit) {
        boolean asks = commit.events().stream().anyMatch(event -> new String(event.body(), UTF_8).contains(AutoPurchaseEvent.QUESTION_ASKED));
        if (asks) {
          nodes.time.advance(Duration.ofDays(2));
        }
        CommitResult result = super.commit(commit);
        if (asks) {
          afterwards.accept(new ActivityId(commit.puts().get(0).key().id()));
        }
        return result;
      }
    };
  }

  @Test
  void policy_priceGoesOnRising_theBoundIsAboveThePlanAndNotAboveTheLastPrice() {
    Activity booking = node.engine.book(plan().on(Question.PRICE_INCREASED, "ACCEPT_PRICE:20").priceTolerance(new BigDecimal("5")).build());
    nodes.provider.failWhen(call -> call.operation() == Operation.QUOTE, Fault.notSent());
    node.run(booking.id());
    nodes.provider.heal();
    nodes.provider.price("4711", Money.cny("12.01"));

    nodes.time.advance(Duration.ofMinutes(2));
    node.run(booking.id());

    Activity asking = node.engine.activities().get(booking.id());
    assertThat(asking.state()).as("12.01 is within 5 percent of the accepted 12.00, but above 20 percent of 10.00").isEqualTo(ActivityState.WAITING_FOR_ANSWER);
    assertThat(nodes.provider.orders()).isEmpty();
  }

  @Test
  void answer_byAPerson_nameIsRecordedAndTheSameAnswerAgainChangesNothing() {
    Activity asking = asked(plan().build());
    String question = asking.question().orElseThrow().id();

    node.engine.activities().answer(asking.id(), question, AnswerOption.ACCEPT_PRICE, "anna");
    node.engine.activities().answer(asking.id(), question, AnswerOption.ACCEPT_PRICE, "boris");
    Activity ended = node.finish(asking.id());
    node.engine.activities().answer(asking.id(), question, AnswerOption.ACCEPT_PRICE, "carl");

    assertThat(ended.succeeded()).isTrue();
    assertThat(answers()).extracting(event -> event.actor().orElseThrow()).containsExactly("anna");
    assertThat(ended.journal()).anyMatch(entry -> entry.code().equals("ANSWERED") && entry.message().contains("anna"));
  }

  @Test
  void answer_staleOrUnknown_isRefused() {
    Activity asking = asked(plan().build());
    String question = asking.question().orElseThrow().id();

    assertThatThrownBy(() -> node.engine.activities().answer(asking.id(), question, AnswerOption.CHOOSE_VARIANT + "1", "anna"))
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.code()).isEqualTo("UNKNOWN_OPTION"));
    assertThatThrownBy(() -> node.engine.activities().answer(asking.id(), "q7", AnswerOption.RETRY, "anna"))
        .isInstanceOfSatisfying(ConflictException.class, e -> {
          assertThat(e.code()).isEqualTo("STALE_ANSWER");
          assertThat(e.activity()).contains(asking.id());
        });
    node.engine.activities().answer(asking.id(), question, AnswerOption.SKIP_ITEM, "anna");
    assertThatThrownBy(() -> node.engine.activities().answer(asking.id(), question, AnswerOption.ACCEPT_PRICE, "boris"))
        .isInstanceOfSatisfying(ConflictException.class, e -> assertThat(e.code()).isEqualTo("STALE_ANSWER"));
    assertThat(node.finish(asking.id()).lines()).extracting(LineResult::outcome).containsExactly(LineOutcome.SKIPPED);
  }

  @Test
  void question_nobodyAnswers_theDefaultIsTakenAtTheDeadline() {
    Activity asking = asked(plan().build());
    nodes.time.advance(Duration.ofDays(3));

    Activity ended = node.finish(asking.id());

    assertThat(ended.lines()).extracting(LineResult::outcome).containsExactly(LineOutcome.SKIPPED);
    assertThat(answers()).extracting(event -> event.actor().orElseThrow()).containsExactly(AutoPurchaseEvent.DEADLINE_ACTOR);
    assertThat(answers()).noneMatch(AutoPurchaseEvent::byPerson);
  }

  @Test
  void question_askedByANodeThatHasJustStarted_isConfirmedByASteadyClock() {
    Node fresh = nodes.add();
    ActivityId id = fresh.engine.book(plan().build()).id();
    fresh.run(id);
    Instant deadline = fresh.engine.activities().get(id).question().orElseThrow().deadline().orElseThrow();
    nodes.time.advance(ClockWatch.STEADY);

    fresh.run(id);

    assertThat(fresh.engine.activities().get(id).question().orElseThrow().deadline()).contains(deadline);
    nodes.time.advance(Duration.between(nodes.time.now(), deadline));
    assertThat(fresh.finish(id).lines()).extracting(LineResult::outcome).containsExactly(LineOutcome.SKIPPED);
  }

  @Test
  void question_isOpen_aRefusedTokenIsRefreshedAndTheOrderInDoubtLookedUp() {
    Activity asking = inDoubtAndAsking();
    nodes.provider.fail(Operation.LOOK_UP, Fault.unauthorized());
    int before = nodes.provider.calls(Operation.LOOK_UP).size();

    nodes.time.advance(Duration.ofSeconds(1));
    node.run(asking.id());

    assertThat(nodes.provider.calls(Operation.REFRESH)).hasSize(1);
    assertThat(nodes.provider.calls(Operation.LOOK_UP)).hasSize(before + 2);
    assertThat(node.engine.activities().get(asking.id()).lines())
        .extracting(LineResult::outcome)
        .containsExactly(LineOutcome.BOOKED, LineOutcome.PENDING);
  }

  @Test
  void question_isOpen_ordersInDoubtAreLookedUpMeanwhile() {
    Activity asking = inDoubtAndAsking();

    nodes.time.advance(Duration.ofSeconds(1));
    node.run(asking.id());

    Activity stillAsking = node.engine.activities().get(asking.id());
    assertThat(stillAsking.state()).isEqualTo(ActivityState.WAITING_FOR_ANSWER);
    assertThat(stillAsking.question().map(Question::id)).isEqualTo(asking.question().map(Question::id));
    assertThat(stillAsking.lines()).extracting(LineResult::outcome).containsExactly(LineOutcome.BOOKED, LineOutcome.PENDING);
    assertThat(nodes.provider.calls(Operation.LOOK_UP)).hasSize(1);
  }

  /** The second order is refused, and the price of its line has risen, while the first order is in doubt. */
  private Activity inDoubtAndAsking() {
    FaultPoints dearerAfterTheSecondOrder =
        point -> {
          if (nodes.provider.calls(Operation.PLACE).size() == 2) {
            nodes.provider.price("4712", Money.cny("12.00"));
          }
        };
    Node placing = nodes.add(nodes.store, dearerAfterTheSecondOrder, options -> {});
    nodes.provider.price("4711", Money.cny("10.00"));
    nodes.provider.fail(Operation.PLACE, Fault.answerLost(), Fault.rejected("BLOCKED"));
    ActivityId id = placing.engine.book(plan().line("2", Item.of("4712"), 1, Money.cny("10.00")).build()).id();
    placing.run(id);
    Activity asking = placing.engine.activities().get(id);
    assertThat(asking.question().orElseThrow().line().orElseThrow().lineId()).isEqualTo("2");
    assertThat(asking.lines()).extracting(LineResult::outcome).containsExactly(LineOutcome.UNCERTAIN, LineOutcome.PENDING);
    return asking;
  }

  private static ReservationPlan.Builder plan() {
    return ReservationPlan.builder("ORD-1", Nodes.SESSION, Nodes.WAREHOUSE).line("1", Item.of("4711"), 1, Money.cny("10.00"));
  }

  private Activity asked(ReservationPlan plan) {
    ActivityId id = node.engine.book(plan).id();
    node.run(id);
    Activity asking = node.engine.activities().get(id);
    assertThat(asking.state()).isEqualTo(ActivityState.WAITING_FOR_ANSWER);
    return asking;
  }

  private List<AutoPurchaseEvent> answers() {
    return node.engine.events().find(EventQuery.builder().oldestFirst().limit(1000).build()).stream()
        .filter(event -> event.type().equals(AutoPurchaseEvent.QUESTION_ANSWERED))
        .toList();
  }
}

package io.autopurchase.core.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AnswerOption;
import io.autopurchase.CommitOutcomeUnknownException;
import io.autopurchase.JournalEntry;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.core.Deaths;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.Trading;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderCapabilities.Verification;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Placements that are answered by the orders' ids alone: the orders are read before anything is linked to them. */
class VerificationByReadingTest extends Trading {
  @BeforeEach
  void answersByIds() {
    provider.capabilities(
        ProviderCapabilities.builder()
            .verification(Verification.BY_READING)
            .cancellation(ProviderCapabilities.Cancellation.LINES)
            .maxOrdersPerRead(4)
            .ordersPerPage(5)
            .build());
  }

  private static List<ProviderOrder> map(List<ProviderOrder> orders, UnaryOperator<ProviderOrder> change) {
    return orders.stream().map(change).toList();
  }

  private static ProviderOrder ofTwo(ProviderOrder order) {
    ProviderOrder.Line line = order.lines().get(0);
    ProviderOrder.Line two =
        ProviderOrder.Line.builder(line.id(), line.itemId(), line.skuId(), 2, line.status(), line.rawStatus()).amount(Money.cny("20.00")).build();
    return FakeOrders.withLines(order, List.of(two), order.modifiedAt().orElseThrow());
  }

  private static ProviderOrder placedAs(ProviderOrder order, String clientOrderId) {
    return ProviderOrder.builder(order.id(), clientOrderId, order.status(), order.rawStatus())
        .lines(order.lines())
        .modifiedAt(order.modifiedAt().orElseThrow())
        .build();
  }

  private Activity runFor(Activity booking, Duration time) {
    for (Instant end = nodes.time.now().plus(time); nodes.time.now().isBefore(end); nodes.time.advance(Duration.ofSeconds(5))) {
      node.runDue();
    }
    return now(booking);
  }

  @Test
  void place_answerNamesTheOrder_isReadOnceAndLinked() {
    Activity booking = settle(node.engine.book(Nodes.plan("ORD-1", 3)));

    assertThat(outcomes(booking)).containsOnly(LineOutcome.BOOKED);
    assertThat(purchase("ORD-1", "1").cost()).contains(Money.cny("10.00"));
    assertThat(calls(Operation.PLACE)).isEqualTo(3);
    assertThat(calls(Operation.ORDERS)).as("readings, one for each placement").isEqualTo(3);
    assertThat(calls(Operation.LOOK_UP)).isZero();
    assertThat(booking.journal()).extracting(JournalEntry::code).contains("NAMED").doesNotContain("RESPONSE_MISMATCH");
  }

  @Test
  void place_beforeTheReading_nothingIsLinkedAndTheLineIsHeld() {
    provider.fail(Operation.ORDERS, Fault.notSent());

    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.run(booking.id());

    assertThat(calls(Operation.PLACE)).isEqualTo(1);
    assertThat(purchase("ORD-1", "1").providerOrderId()).isEmpty();
    assertThat(outcomes(now(booking))).containsExactly(LineOutcome.UNCERTAIN);
    assertThat(nodes.store.owner(Keys.LINE_SCOPE, Keys.name(new io.autopurchase.LineKey("ORD-1", "1")))).contains(booking.id().value());
    assertThat(outcomes(settle(booking))).containsExactly(LineOutcome.BOOKED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"call.before", "call.after", "commit.before", "commit.after"})
  void place_nodeDiesBetweenTheYesAndTheReading_anotherOneReadsTheOrder(String where) {
    Deaths deaths = new Deaths();
    Node mortal = nodes.add(nodes.store, deaths, options -> {});
    provider.beforeNext(Operation.PLACE, () -> deaths.dieAt(where));
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));

    assertThatThrownBy(() -> mortal.run(booking.id())).isInstanceOf(Deaths.Death.class);
    nodes.time.advance(Duration.ofMinutes(1));

    assertThat(outcomes(settle(booking))).containsExactly(LineOutcome.BOOKED);
    assertThat(provider.orders()).hasSize(1);
    boolean isNamed = where.equals("commit.after") || where.equals("call.before");
    assertThat(calls(Operation.LOOK_UP)).as("look-ups; ids that were committed need none").isEqualTo(isNamed ? 0 : 1);
  }

  /** A store that fails at each of its accesses in turn. */
  @Test
  void place_storeFailsAtEachAccess_eachLineIsOrderedOnceAndLinked() {
    for (int ending = 0; ending < 3; ending++) {
      int access = 0;
      FailingStore store;
      do {
        String order = "ORD-" + ending + "-" + ++access;
        store = new FailingStore(nodes, access, ending);
        Node failing = nodes.add(store, options -> {});
        Activity booking = node.engine.book(Nodes.plan(order));
        int before = provider.orders().size();
        for (int step = 0; step < 100 && !now(booking).state().isFinished(); step++) {
          failing.run(booking.id());
          nodes.time.advance(Duration.ofSeconds(20));
        }

        assertThat(outcomes(now(booking))).as("access %d, ending %d: %s", access, ending, now(booking).journal()).containsExactly(LineOutcome.BOOKED);
        assertThat(provider.orders()).as("access %d, ending %d", access, ending).hasSize(before + 1);
      } while (store.hasFailed);
      assertThat(access).isGreaterThan(10);
    }
  }

  @Test
  void read_orderShowsLate_isWaitedForAndNotPlacedAgain() {
    provider.filterReads(all -> List.of());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));

    Activity waiting = runFor(booking, Duration.ofMinutes(3));
    assertThat(waiting.state()).isEqualTo(ActivityState.WAITING);
    provider.filterReads(all -> all);

    assertThat(outcomes(settle(booking))).containsExactly(LineOutcome.BOOKED);
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
  }

  @Test
  void read_orderIsNeverShown_isAskedAboutWithItsNumberAndNotPlacedAgain() {
    provider.filterReads(all -> List.of());
    Activity asking = settle(node.engine.book(Nodes.plan("ORD-1")));

    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.UNCLEAR_ORDER);
    assertThat(asking.question().orElseThrow().message()).contains("names order 1000");
    assertThat(asking.question().orElseThrow().options()).extracting(AnswerOption::id).contains("ORDER_IS:1000");
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
    assertThat(calls(Operation.LOOK_UP)).isLessThan(25);

    Activity again = answer(asking, AnswerOption.KEEP_WAITING);
    assertThat(again.question().orElseThrow().code()).isEqualTo(Question.UNCLEAR_ORDER);
    provider.filterReads(all -> all);
    assertThat(outcomes(answer(again, "ORDER_IS:1000"))).containsExactly(LineOutcome.BOOKED);
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
  }

  @Test
  void read_orderIsNeverShownAndAPersonSaysThereIsNone_lineIsReleasedOnceItWasHiddenForHours() {
    provider.filterReads(all -> List.of());
    Activity asking = settle(node.engine.book(Nodes.plan("ORD-1")));
    node.engine.activities().answer(asking.id(), asking.question().orElseThrow().id(), AnswerOption.NO_ORDER, "a person");

    Activity waiting = runFor(asking, Duration.ofMinutes(90));
    assertThat(outcomes(waiting)).containsExactly(LineOutcome.UNCERTAIN);
    assertThat(waiting.question()).isEmpty();
    assertThat(calls(Operation.LOOK_UP)).isLessThan(60);

    assertThat(outcomes(settle(asking))).containsExactly(LineOutcome.SKIPPED);
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
  }

  @Test
  void read_orderIsHiddenWhileAPersonSaysThereIsNone_isLinkedOnceItShows() {
    provider.filterReads(all -> List.of());
    Activity asking = settle(node.engine.book(Nodes.plan("ORD-1")));
    node.engine.activities().answer(asking.id(), asking.question().orElseThrow().id(), AnswerOption.NO_ORDER, "a person");
    runFor(asking, Duration.ofMinutes(9));

    provider.filterReads(all -> all);

    assertThat(outcomes(runFor(asking, Duration.ofMinutes(5)))).containsExactly(LineOutcome.BOOKED);
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
  }

  @Test
  void read_orderShowsAnotherQuantity_isAskedAbout() {
    provider.filterReads(all -> map(all, VerificationByReadingTest::ofTwo));

    Activity asking = settle(node.engine.book(Nodes.plan("ORD-1")));

    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.UNCLEAR_ORDER);
    assertThat(purchase("ORD-1", "1").providerOrderId()).isEmpty();
    assertThat(outcomes(answer(asking, "ORDER_IS:1000"))).containsExactly(LineOutcome.BOOKED);
  }

  @Test
  void read_orderWasPlacedAsAnother_isNotLinkedAndTheOrderIsSentAgainOnceThatIsConclusive() {
    provider.beforeNext(Operation.ORDERS, () -> provider.change("1000", order -> placedAs(order, "of-another-shop")));

    Activity booking = settle(node.engine.book(Nodes.plan("ORD-1")));

    assertThat(booking.journal()).extracting(JournalEntry::code).contains("RESPONSE_MISMATCH", "NOT_PLACED");
    assertThat(orderOf("ORD-1", "1")).isEqualTo("1001");
  }

  @Test
  void read_orderIsBuiltSlowly_isSettledByReadings() {
    provider.filterReads(all -> map(all, order -> FakeOrders.with(order, PurchaseStatus.PENDING, "BUILDING", order.modifiedAt().orElseThrow())));
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.run(booking.id());
    assertThat(outcomes(now(booking))).containsExactly(LineOutcome.BOOKED);
    provider.filterReads(all -> all);

    assertThat(settle(booking).succeeded()).isTrue();
    assertThat(purchase("ORD-1", "1").status()).contains(PurchaseStatus.AWAITING_PAYMENT);
    assertThat(calls(Operation.LOOK_UP)).isZero();
  }

  @Test
  void place_answerIsLost_isFoundByALookUp() {
    provider.fail(Operation.PLACE, Fault.answerLost());

    assertThat(outcomes(settle(node.engine.book(Nodes.plan("ORD-1"))))).containsExactly(LineOutcome.BOOKED);
    assertThat(provider.orders()).hasSize(1);
    assertThat(calls(Operation.ORDERS)).isZero();
  }

  @Test
  void interrupt_namedOrderIsNotShown_lineStaysHeldAndUncertain() {
    provider.filterReads(all -> List.of());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.run(booking.id());
    node.engine.activities().interrupt(booking.id(), "a person");

    Activity ended = settle(booking);
    assertThat(ended.state()).isEqualTo(ActivityState.INTERRUPTED);
    assertThat(outcomes(ended)).containsExactly(LineOutcome.UNCERTAIN);

    provider.filterReads(all -> all);
    node.engine.activities().retry(booking.id(), "a person");
    assertThat(outcomes(settle(booking))).containsExactly(LineOutcome.BOOKED);
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
  }

  /** Fails once. */
  private static final class FailingStore extends ForwardingStore {
    private final Nodes nodes;
    private final int ending;
    private int countdown;
    boolean hasFailed;

    /**
     * @param access at which it fails, from 1
     * @param ending whether a commit is not applied, not applied without an answer, or applied without an answer
     */
    FailingStore(Nodes nodes, int access, int ending) {
      super(nodes.store);
      this.nodes = nodes;
      this.ending = ending;
      countdown = access;
    }

    private boolean fails() {
      boolean now = --countdown == 0;
      hasFailed |= now;
      return now;
    }

    @Override
    public void enter() {
      if (fails()) {
        throw new StoreUnavailableException("away", null);
      }
    }

    @Override
    public CommitResult commit(Commit commit) {
      if (!fails()) {
        return nodes.store.commit(commit);
      }
      if (ending == 0) {
        throw new StoreUnavailableException("away", null);
      }
      if (ending == 2) {
        nodes.store.commit(commit);
      }
      throw new CommitOutcomeUnknownException("away", null);
    }
  }
}

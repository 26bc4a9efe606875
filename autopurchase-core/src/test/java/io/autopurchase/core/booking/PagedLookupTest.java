package io.autopurchase.core.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.AnswerOption;
import io.autopurchase.JournalEntry;
import io.autopurchase.LineOutcome;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.Question;
import io.autopurchase.core.Deaths;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.Trading;
import io.autopurchase.core.booking.BookingState.Placement;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Look-ups at a provider that lists what the account has ordered, page by page, and shows client order ids only in the orders. */
class PagedLookupTest extends Trading {
  private static final int PAGE = 5;

  @BeforeEach
  void listsByPages() {
    provider.listsCandidates(true);
  }

  private void ordersByHand(int count) {
    IntStream.range(0, count).forEach(i -> provider.place(FakeOrders.unpaid("20" + (100 + i), "8800", 1, nodes.time.now())));
  }

  @Test
  void lookUp_orderIsOnTheLastOfThreePages_isFoundAndLinked() {
    ordersByHand(2 * PAGE + 2);
    provider.fail(Operation.PLACE, Fault.answerLost());

    Activity booking = settle(node.engine.book(Nodes.plan("ORD-1")));

    assertThat(outcomes(booking)).containsExactly(LineOutcome.BOOKED);
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
    assertThat(calls(Operation.LOOK_UP)).as("pages").isEqualTo(3);
    assertThat(calls(Operation.ORDERS)).as("readings of what the pages name, four at a time").isEqualTo(4);
  }

  @Test
  void lookUp_noPageHoldsIt_isSentAgainOnlyAfterAllPagesOfALookUpThatIsConclusive() {
    ordersByHand(2 * PAGE + 2);
    provider.fail(Operation.PLACE, Fault.requestLost());
    List<Integer> pagesBefore = new ArrayList<>();
    provider.beforeNext(Operation.PLACE, () -> {}, () -> pagesBefore.add(calls(Operation.LOOK_UP)));

    Activity booking = settle(node.engine.book(Nodes.plan("ORD-1")));

    assertThat(outcomes(booking)).containsExactly(LineOutcome.BOOKED);
    assertThat(booking.journal()).extracting(JournalEntry::code).contains("NOT_PLACED");
    assertThat(pagesBefore.get(0)).as("pages before it was sent again").isGreaterThan(3).matches(pages -> pages % 3 == 0);
  }

  @Test
  void lookUp_cursorIsLost_beginsAgain() {
    ordersByHand(2 * PAGE + 2);
    provider.fail(Operation.PLACE, Fault.answerLost());
    provider.beforeNext(Operation.LOOK_UP, () -> {}, () -> provider.loseCursors());

    Activity booking = settle(node.engine.book(Nodes.plan("ORD-1")));

    assertThat(outcomes(booking)).containsExactly(LineOutcome.BOOKED);
    assertThat(booking.journal()).extracting(JournalEntry::code).contains("CURSOR_EXPIRED");
    assertThat(calls(Operation.LOOK_UP)).as("two pages, and three").isEqualTo(5);
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
  }

  @Test
  void lookUp_cursorIsLostEachTime_looksWithGrowingPausesAndAsks() {
    ordersByHand(2 * PAGE + 2);
    provider.fail(Operation.PLACE, Fault.answerLost());
    provider.failWhen(call -> call.operation() == Operation.LOOK_UP && calls(Operation.LOOK_UP) % 2 == 0, Fault.rejected("CURSOR_EXPIRED"));

    Activity asking = settle(node.engine.book(Nodes.plan("ORD-1")));

    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.UNCLEAR_ORDER);
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
  }

  @Test
  void lookUp_nodeDiesBetweenTwoPages_anotherOneGoesOnWithTheNextPage() {
    ordersByHand(2 * PAGE + 2);
    provider.fail(Operation.PLACE, Fault.answerLost());
    Deaths deaths = new Deaths();
    Node mortal = nodes.add(nodes.store, deaths, options -> {});
    provider.beforeNext(Operation.LOOK_UP, () -> deaths.dieAt("commit.after"));
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    mortal.run(booking.id());
    nodes.time.advance(Duration.ofSeconds(1));

    assertThatThrownBy(() -> mortal.run(booking.id())).isInstanceOf(Deaths.Death.class);
    assertThat(calls(Operation.LOOK_UP)).isEqualTo(1);
    nodes.time.advance(Duration.ofMinutes(1));

    assertThat(outcomes(settle(booking))).containsExactly(LineOutcome.BOOKED);
    assertThat(calls(Operation.LOOK_UP)).as("pages").isEqualTo(3);
    assertThat(provider.orders()).hasSize(2 * PAGE + 3);
  }

  @Test
  void lookUp_pagesDoNotEnd_isAskedAboutAndNotSentAgain() {
    ordersByHand(PAGE * OrderSearch.MOST_PAGES + 1);
    provider.fail(Operation.PLACE, Fault.requestLost());

    Activity asking = settle(node.engine.book(Nodes.plan("ORD-1")));

    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.UNCLEAR_ORDER);
    assertThat(asking.question().orElseThrow().message()).contains("does not end after 100 pages");
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
  }

  @Test
  void lookUp_aNamedOrderIsNotShown_itIsNotHeldForMissing() {
    provider.fail(Operation.PLACE, Fault.answerLost());
    provider.failWhen(call -> call.operation() == Operation.ORDERS, Fault.rejected("NOT_YOURS"));

    Activity asking = settle(node.engine.book(Nodes.plan("ORD-1")));

    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.UNCLEAR_ORDER);
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
  }

  @Test
  void lookUp_ordersByHandOfTheSameGoods_areNotTakenForIt() {
    provider.place(FakeOrders.unpaid("20100", "4711", 1, nodes.time.now()));
    provider.fail(Operation.PLACE, Fault.requestLost());

    Activity booking = settle(node.engine.book(Nodes.plan("ORD-1")));

    assertThat(outcomes(booking)).containsExactly(LineOutcome.BOOKED);
    assertThat(orderOf("ORD-1", "1")).isNotEqualTo("20100");
    assertThat(calls(Operation.PLACE)).isEqualTo(2);
  }

  /** The provider shows whose it is only once it is built. */
  @Test
  void lookUp_anOrderIsStillBuiltAndShowsNoClientOrderId_isNotTakenForMissing() {
    provider.fail(Operation.PLACE, Fault.answerLost());
    provider.filterReads(all -> all.stream().map(PagedLookupTest::unfinished).toList());

    Activity asking = settle(node.engine.book(Nodes.plan("ORD-1")));

    assertThat(asking.question().orElseThrow().code()).isEqualTo(Question.UNCLEAR_ORDER);
    assertThat(asking.question().orElseThrow().options()).extracting(AnswerOption::id).contains("ORDER_IS:1000");
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
    provider.filterReads(all -> all);
    assertThat(outcomes(answer(asking, AnswerOption.KEEP_WAITING))).containsExactly(LineOutcome.BOOKED);
  }

  private static ProviderOrder unfinished(ProviderOrder order) {
    return ProviderOrder.builder(order.id(), "", PurchaseStatus.PENDING, "BUILDING").modifiedAt(order.modifiedAt().orElseThrow()).build();
  }

  // The window and the pages

  private static Placement placement() {
    Placement placement = new Placement();
    placement.clientOrderId = "A-1";
    placement.signedAt = Instant.parse("2026-03-10T12:00:00.123456Z");
    placement.conclusiveAt = Instant.parse("2026-03-10T12:02:00.123456Z");
    return placement;
  }

  @Test
  void request_ofAnyPage_spansAllAttempts() {
    Placement placement = placement();
    placement.firstSignedAt = Instant.parse("2026-03-10T11:00:00.123456Z");
    OrderSearch search = OrderSearch.begin(placement, true);

    OrderLookupRequest first = search.request(placement);
    search.add(OrderLookup.of(List.of(), List.of("1"), Instant.EPOCH, Optional.of("next")), Instant.EPOCH);

    assertThat(first.since()).as("ten minutes before the first attempt").isEqualTo(Instant.parse("2026-03-10T10:50:00.123Z"));
    assertThat(first.until()).isAfter(placement.conclusiveAt).isBefore(placement.conclusiveAt.plusMillis(2));
    assertThat(search.request(placement)).isEqualTo(first.at("next"));
  }

  @Test
  void add_pagesOfSeveralTimes_isAsOldAsTheOldest() {
    OrderSearch search = OrderSearch.begin(placement(), true);
    search.add(OrderLookup.of(List.of(), List.of(), Instant.ofEpochSecond(20), Optional.of("2")), Instant.EPOCH);
    search.add(OrderLookup.of(List.of(), List.of(), Instant.ofEpochSecond(10), Optional.of("3")), Instant.EPOCH);
    boolean ends = search.add(OrderLookup.of(List.of(), List.of(), Instant.ofEpochSecond(30), Optional.empty()), Instant.EPOCH);

    assertThat(ends).isTrue();
    assertThat(search.asOf).isEqualTo(Instant.ofEpochSecond(10));
    assertThat(search.hasPages).isFalse();
  }

  @Test
  void add_nextPageIsTheSameOne_hasNoEnd() {
    OrderSearch search = OrderSearch.begin(placement(), true);
    OrderLookup same = OrderLookup.of(List.of(), List.of(), Instant.EPOCH, Optional.of("2"));

    assertThat(search.add(same, Instant.EPOCH)).isTrue();
    assertThat(search.add(same, Instant.EPOCH)).isFalse();
  }

  @Test
  void stored_whatWasRead_isReadAgainByAnotherRun() {
    OrderSearch search = OrderSearch.begin(placement(), true);
    ProviderOrder order = FakeOrders.unpaid("2001", "8800", 1, Instant.EPOCH);
    search.add(OrderLookup.of(List.of(order), List.of("2002"), Instant.ofEpochSecond(1), Optional.empty()), Instant.EPOCH);
    assertThat(search.next(4)).containsExactly("2002");

    OrderSearch stored = Nodes.CODEC.decode("a search", io.autopurchase.core.record.Codec.VERSION, Nodes.CODEC.encode(search), OrderSearch.class);

    assertThat(stored.next(4)).containsExactly("2001", "2002");
    assertThat(stored.asOf).isEqualTo(search.asOf);
  }
}

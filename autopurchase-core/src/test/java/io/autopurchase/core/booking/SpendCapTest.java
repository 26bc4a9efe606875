package io.autopurchase.core.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.ConfigurationException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Item;
import io.autopurchase.LineOutcome;
import io.autopurchase.Money;
import io.autopurchase.PlanPreview;
import io.autopurchase.Question;
import io.autopurchase.ReservationPlan;
import io.autopurchase.Violation;
import io.autopurchase.WaitReason;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.engine.SpendCap;
import io.autopurchase.testkit.FakeProvider.Call;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the orders of a session cost in any 24 hours stays within the cap. A piece costs 10 CNY, an order has no freight. */
class SpendCapTest {
  private static final Duration DAY = Duration.ofHours(24);

  private final Nodes nodes = new Nodes();

  @AfterEach
  void close() {
    nodes.close();
  }

  @Test
  void place_twoNodesShareASession_neverAboveTheCapInAnyDay() {
    Node a = capped("35.00");
    Node b = capped("35.00");
    a.authorize();
    List<Activity> bookings = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      bookings.add(a.engine.book(Nodes.plan("ORD-" + i, 2)));
    }
    int step = 0;
    while (bookings.stream().anyMatch(booking -> !a.engine.activities().get(booking.id()).state().isFinished())) {
      (step++ % 2 == 0 ? a : b).runDue();
      nodes.time.advance(Duration.ofMinutes(5));
      assertThat(step).as("steps").isLessThan(5_000);
    }

    List<Instant> times = nodes.provider.calls(Operation.PLACE).stream().map(Call::at).sorted().toList();
    assertThat(times).hasSize(8);
    for (int i = 0; i + 3 < times.size(); i++) {
      assertThat(Duration.between(times.get(i), times.get(i + 3))).as("from order %d", i).isGreaterThanOrEqualTo(DAY);
    }
    assertThat(Duration.between(times.get(0), times.get(7))).as("the cap is used").isLessThan(DAY.multipliedBy(2).plusHours(2));
  }

  /** The other node spends what is left right after ours has read, for the so many'th time, that it is left. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void place_otherNodeSpendsTheRestMeanwhile_oneWaits(int reading) {
    Node other = capped("15.00");
    other.authorize();
    Activity theirs = other.engine.book(Nodes.plan("ORD-THEIRS"));
    ForwardingStore store = nodes.afterLimiterReading(reading, () -> other.run(theirs.id()));
    Node node = nodes.add(store, options -> options.spendCap(new SpendCap(Money.cny("15.00"))));
    Activity ours = node.engine.book(Nodes.plan("ORD-OURS"));

    node.run(ours.id());
    other.run(theirs.id());

    assertThat(nodes.provider.calls(Operation.PLACE)).hasSize(1);
    nodes.time.advance(DAY);
    assertThat(node.finish(ours.id()).succeeded()).isTrue();
    assertThat(node.finish(theirs.id()).succeeded()).isTrue();
    assertThat(nodes.provider.orders()).hasSize(2);
  }

  @Test
  void place_overWhatIsLeft_waitsWithReasonAndTime() {
    Node node = capped("15.00");
    node.authorize();
    node.finish(node.engine.book(Nodes.plan("ORD-1")).id());
    Instant placed = nodes.provider.calls(Operation.PLACE).get(0).at();

    Activity second = node.engine.book(Nodes.plan("ORD-2"));
    node.run(second.id());

    Activity waiting = node.engine.activities().get(second.id());
    assertThat(waiting.state()).isEqualTo(ActivityState.WAITING);
    assertThat(waiting.reason()).contains(WaitReason.SPEND_CAP);
    assertThat(waiting.until()).contains(placed.plus(DAY));
    nodes.time.advance(DAY);
    assertThat(node.finish(second.id()).succeeded()).isTrue();
  }

  @Test
  void place_priceRoseWhileItWaited_asksInsteadOfBuying() {
    Node node = capped("15.00");
    node.authorize();
    node.finish(node.engine.book(Nodes.plan("ORD-1")).id());
    ActivityId second = node.engine.book(Nodes.plan("ORD-2")).id();
    node.run(second);
    nodes.provider.price("4711", Money.cny("12.00"));

    nodes.time.advance(DAY);
    node.run(second);

    assertThat(node.engine.activities().get(second).question().orElseThrow().code()).isEqualTo(Question.PRICE_INCREASED);
    assertThat(nodes.provider.orders()).hasSize(1);
  }

  @Test
  void place_aboveTheWholeCap_isRejectedAndNeverWaits() {
    Node node = capped("9.99");
    node.authorize();

    Activity ended = node.finish(node.engine.book(Nodes.plan("ORD-1")).id());

    assertThat(ended.lines()).extracting(line -> line.outcome()).containsExactly(LineOutcome.REJECTED);
    assertThat(ended.lines().get(0).code()).isEqualTo("SPEND_CAP");
    assertThat(ended.lines().get(0).message()).contains("10.00 CNY").contains("9.99 CNY");
    assertThat(nodes.provider.calls(Operation.PLACE)).isEmpty();
  }

  @Test
  void place_sentAgain_countsOnce() {
    Node node = capped("25.00");
    node.authorize();
    nodes.provider.fail(Operation.PLACE, Fault.requestLost(), Fault.requestLost(), Fault.notSent());

    assertThat(node.finish(node.engine.book(Nodes.plan("ORD-1")).id()).succeeded()).isTrue();
    assertThat(nodes.provider.calls(Operation.PLACE)).hasSizeGreaterThan(2);

    assertThat(node.finish(node.engine.book(Nodes.plan("ORD-2")).id()).succeeded()).isTrue();
    assertThat(reason(node, node.engine.book(Nodes.plan("ORD-3")).id())).isEqualTo(WaitReason.SPEND_CAP);
  }

  @Test
  void place_refused_isGivenBack() {
    Node node = capped("10.00");
    node.authorize();
    nodes.provider.fail(Operation.PLACE, Fault.rejected("BLOCKED"));
    Activity refused = node.finish(node.engine.book(Nodes.plan("ORD-1")).id());
    assertThat(refused.succeeded()).isFalse();

    assertThat(node.finish(node.engine.book(Nodes.plan("ORD-2")).id()).succeeded()).isTrue();
    assertThat(reason(node, node.engine.book(Nodes.plan("ORD-3")).id())).isEqualTo(WaitReason.SPEND_CAP);
  }

  @Test
  void preview_overTheCap_warnsAndNamesWhatIsAboveIt() {
    Node node = capped("15.00");
    node.authorize();
    node.finish(node.engine.book(Nodes.plan("ORD-1")).id());

    PlanPreview over = node.engine.preview(Nodes.plan("ORD-2"));
    assertThat(over.canBeBooked()).isTrue();
    assertThat(over.warnings()).extracting(Violation::code).containsExactly("SPEND_CAP");
    assertThat(over.warnings().get(0).message()).contains("5.00 CNY");

    PlanPreview never =
        node.engine.preview(
            ReservationPlan.builder("ORD-3", Nodes.SESSION, Nodes.WAREHOUSE).line("1", Item.of("4711"), 2, Money.cny("10.00")).build());
    assertThat(never.lines().get(0).code()).isEqualTo("SPEND_CAP");
  }

  @Test
  void book_inAnotherCurrency_isRefusedNamingTheField() {
    Node node = nodes.add(nodes.store, options -> options.spendCap(new SpendCap(Money.of("100", "USD"))));
    node.authorize();

    assertThatThrownBy(() -> node.engine.book(Nodes.plan("ORD-1")))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.violations()).extracting(Violation::field, Violation::code).containsExactly(tuple("lines", "CURRENCY")));
    assertThatThrownBy(() -> new SpendCap(Money.cny("0.00"))).isInstanceOf(ConfigurationException.class);
  }

  private Node capped(String amount) {
    return nodes.add(nodes.store, options -> options.spendCap(new SpendCap(Money.cny(amount))));
  }

  private static WaitReason reason(Node node, ActivityId id) {
    node.run(id);
    return node.engine.activities().get(id).reason().orElse(null);
  }
}

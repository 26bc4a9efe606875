package io.autopurchase.core.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.autopurchase.Activity;
import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.ProviderException;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.WaitReason;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.session.ThrottleState;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.engine.PlacementLimit;
import io.autopurchase.engine.SpendCap;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** What an order costs in commits and calls does not depend on how many wait for the same limit. */
class WaitingCostTest {
  private static final Percentage A_TENTH = Percentage.withPercentage(10);

  private record Cost(double commits, double calls) {}

  /** Books as many orders as are asked for, lets them run until all are placed, and says what each has cost. */
  private static Cost run(int bookings, Consumer<EngineOptions.Builder> options, Consumer<Nodes> trouble, Duration step) {
    try (Nodes nodes = new Nodes()) {
      AtomicInteger commits = new AtomicInteger();
      Node node =
          nodes.add(
              new ForwardingStore(nodes.store) {
                @Override
                public CommitResult commit(Commit commit) {
                  commits.incrementAndGet();
                  return super.commit(commit);
                }
              },
              options);
      node.authorize();
      for (int i = 0; i < bookings; i++) {
        node.engine.book(Nodes.plan("ORD-" + i));
      }
      int calls = nodes.provider.calls().size();
      commits.set(0);
      trouble.accept(nodes);
      int steps = 0;
      while (nodes.provider.orders().size() < bookings) {
        node.runDue();
        nodes.time.advance(step);
        assertThat(steps++).as("steps").isLessThan(bookings * 1000);
      }
      return new Cost((double) commits.get() / bookings, (double) (nodes.provider.calls().size() - calls) / bookings);
    }
  }

  private static void assertSame(Cost few, Cost many) {
    assertThat(many.commits()).as("commits of each order").isCloseTo(few.commits(), A_TENTH);
    assertThat(many.calls()).as("calls of each order").isCloseTo(few.calls(), A_TENTH);
  }

  @Test
  void placementLimit_twentyOrTwoThousandWait_anOrderCostsTheSame() {
    Consumer<EngineOptions.Builder> limit = options -> options.placementLimit(new PlacementLimit(1, Duration.ofSeconds(10)));

    Cost few = run(20, limit, nodes -> {}, Duration.ofSeconds(1));

    assertThat(few.commits()).isLessThan(16);
    assertSame(few, run(200, limit, nodes -> {}, Duration.ofSeconds(1)));
    assertSame(few, run(2000, limit, nodes -> {}, Duration.ofSeconds(1)));
  }

  @Test
  void spendCap_twentyOrTwoHundredWait_anOrderCostsTheSameAndNothingIsLookedUpInVain() {
    Consumer<EngineOptions.Builder> cap = options -> options.spendCap(new SpendCap(Money.cny("45.00")));

    Cost few = run(20, cap, nodes -> {}, Duration.ofMinutes(30));
    Cost many = run(200, cap, nodes -> {}, Duration.ofMinutes(30));

    assertThat(few.calls()).isCloseTo(3, within(0.1));
    assertSame(few, many);
  }

  /** The provider takes a call in two seconds, and asks for a pause otherwise. */
  private static void slowProvider(Nodes nodes) {
    Instant[] last = {Instant.EPOCH};
    nodes.provider.failWhen(
        call -> {
          boolean isTooEarly = call.at().isBefore(last[0].plusSeconds(2));
          if (!isTooEarly) {
            last[0] = call.at();
          }
          return isTooEarly;
        },
        Fault.limited(Duration.ofSeconds(2)));
  }

  @Test
  void pauseOfTheProvider_twentyOrTwoThousandWait_anOrderCostsTheSame() {
    Cost few = run(20, options -> {}, WaitingCostTest::slowProvider, Duration.ofSeconds(1));

    assertThat(few.commits()).isLessThan(25);
    assertThat(few.calls()).isLessThan(6);
    assertSame(few, run(200, options -> {}, WaitingCostTest::slowProvider, Duration.ofSeconds(1)));
    assertSame(few, run(2000, options -> {}, WaitingCostTest::slowProvider, Duration.ofSeconds(1)));
  }

  @Test
  void spendLedger_tenThousandOrdersADay_staysSmall() {
    ThrottleState limiter = new ThrottleState();
    Instant start = Instant.parse("2026-03-10T12:00:00Z");
    for (int i = 0; i < 10_000; i++) {
      limiter.spending.spend(Money.cny("128.50"), start.plusSeconds(8L * i));
    }
    SpendCap cap = new SpendCap(Money.cny("1285000.00"));
    for (int i = 0; i < 2_000; i++) {
      limiter.spending.reserve(cap, Money.cny("128500.00"), start.plusSeconds(80_000));
    }

    assertThat(Nodes.CODEC.encode(limiter).length).isLessThan(40 * 1024);
    assertThat(limiter.spending.spent("CNY", start.plusSeconds(80_000))).isEqualTo(Money.cny("1285000.00"));
  }

  @Test
  void placementLimit_waitingBookingsAreInterrupted_theirSlotsServeOthers() {
    try (Nodes nodes = new Nodes()) {
      Node node = nodes.add(nodes.store, options -> options.placementLimit(new PlacementLimit(1, Duration.ofHours(1))));
      node.authorize();
      List<Activity> waiting = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        waiting.add(node.engine.book(Nodes.plan("ORD-" + i)));
        node.runDue();
      }
      waiting.subList(1, 20).forEach(activity -> node.engine.activities().interrupt(activity.id(), "a person"));
      node.runDue();

      Activity last = node.engine.book(Nodes.plan("ORD-LAST"));
      node.runDue();

      assertThat(node.engine.activities().get(last.id()).until().orElseThrow()).isBeforeOrEqualTo(nodes.time.now().plus(Duration.ofHours(1)));
    }
  }

  @Test
  void preview_providerWantsAPause_everyCallKeepsIt() {
    try (Nodes nodes = new Nodes()) {
      Node node = nodes.add();
      node.authorize();
      nodes.provider.fail(Operation.ITEM, Fault.limited(Duration.ofMinutes(30)));
      assertThatThrownBy(() -> node.engine.preview(Nodes.plan("ORD-1"))).isInstanceOf(ProviderException.class);
      int calls = nodes.provider.calls().size();

      node.run(node.engine.book(Nodes.plan("ORD-2")).id());
      assertThatThrownBy(() -> node.engine.preview(Nodes.plan("ORD-1")))
          .isInstanceOfSatisfying(ProviderException.class, e -> assertThat(e.code()).isEqualTo("LIMIT"));

      assertThat(nodes.provider.calls()).hasSize(calls);
    }
  }

  @Test
  void spendCap_twoSessionsOfOneAccount_shareIt() {
    try (Nodes nodes = new Nodes()) {
      Node node = nodes.add(nodes.store, options -> options.allowSharedAccounts(true).spendCap(new SpendCap(Money.cny("15.00"))));
      node.authorize();
      SessionId alias = new SessionId("fake", "alias");
      node.engine.sessions().startAuthorization(alias);
      node.engine.sessions().completeAuthorizationWithCode(alias, "code");
      node.finish(node.engine.book(Nodes.plan("ORD-1")).id());

      Activity second =
          node.engine.book(
              ReservationPlan.builder("ORD-2", alias, Nodes.WAREHOUSE)
                  .line("1", Item.of("4711"), 1, Money.cny("10.00"))
                  .build());
      node.run(second.id());

      assertThat(node.engine.activities().get(second.id()).reason()).contains(WaitReason.SPEND_CAP);
      assertThat(nodes.provider.orders()).hasSize(1);
    }
  }
}

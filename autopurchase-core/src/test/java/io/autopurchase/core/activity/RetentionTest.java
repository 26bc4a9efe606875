package io.autopurchase.core.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityType;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.ConfigurationException;
import io.autopurchase.EventQuery;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.Trading;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What has ended goes after its time; what keeps an order from being placed twice stays. */
class RetentionTest extends Trading {
  private static final Duration MONTH = Duration.ofDays(30);

  private Node keeping(Duration time) {
    return nodes.add(nodes.store, options -> options.retention(time));
  }

  private long activities(ActivityType type) {
    return node.engine.activities().find(ActivityQuery.builder().type(type).build()).total();
  }

  @Test
  void run_afterTheTime_endedActivitiesAndEventsAreGoneAndLinksStay() {
    Node short30 = keeping(MONTH);
    Activity booking = settle(short30, short30.engine.book(Nodes.plan("ORD-1", 2)).id());
    String order = orderOf("ORD-1", "1");
    nodes.time.advance(MONTH.plusMinutes(1));
    book("ORD-2", 1);

    short30.background().tidy();

    assertThat(node.engine.activities().find(booking.id())).isEmpty();
    assertThat(activities(ActivityType.BOOKING)).isEqualTo(1);
    assertThat(node.engine.events().find(EventQuery.builder().oldestFirst().limit(1000).build())).isNotEmpty().noneMatch(event -> event.at().isBefore(nodes.time.now().minus(MONTH)));
    assertThat(orderOf("ORD-1", "1")).isEqualTo(order);
    assertThat(nodes.store.owner(Keys.CLIENT_ORDER_ID_SCOPE, booking.id() + "-1")).isPresent();
  }

  @Test
  void run_endedByAClockThatWasBehind_staysItsTime() {
    Node short30 = keeping(MONTH);
    Activity booking = short30.engine.book(Nodes.plan("ORD-1"));
    Instant real = nodes.time.now();
    nodes.time.setWallClock(real.minus(MONTH));
    short30.finish(booking.id());
    nodes.time.setWallClock(real);
    nodes.time.advance(MONTH.minusDays(1));
    short30.background().tidy();
    nodes.time.advance(ClockWatch.STEADY);

    short30.background().tidy();

    assertThat(node.engine.activities().find(booking.id())).isPresent();
  }

  @Test
  void book_againAfterItsActivityIsGone_buysNothing() {
    Node short30 = keeping(MONTH);
    settle(short30, short30.engine.book(Nodes.plan("ORD-1")).id());
    nodes.time.advance(MONTH.plusMinutes(1));
    short30.background().tidy();

    Activity again = settle(node.engine.book(Nodes.plan("ORD-1")));

    assertThat(again.succeeded()).isTrue();
    assertThat(calls(Operation.PLACE)).isEqualTo(1);
  }

  /** A busy shop has some hundred thousand of them within the retention time, and each node looks every ten minutes. */
  @Test
  void sweep_activitiesHaveEnded_readsNoneOfThem() {
    for (int i = 0; i < 20; i++) {
      book("ORD-" + i, 1);
    }
    List<RecordKey> read = new ArrayList<>();
    ActivityStore counting =
        new ForwardingStore(nodes.store) {
          @Override
          public Optional<StoredRecord> load(RecordKey key) {
            read.add(key);
            return super.load(key);
          }

          @Override
          public RecordPage find(RecordQuery query) {
            RecordPage page = super.find(query);
            page.records().forEach(row -> read.add(row.key()));
            return page;
          }
        };
    Node sweeping = nodes.add(counting, options -> {});

    assertThat(sweeping.runDue()).isZero();

    assertThat(read).noneMatch(key -> key.kind().equals(Keys.ACTIVITY));
  }

  @Test
  void run_unfinishedOrUncertain_stays() {
    Node short30 = keeping(MONTH);
    provider.fail(Operation.PLACE, Fault.answerLost());
    provider.failWhen(call -> call.operation() == Operation.LOOK_UP, Fault.notSent());
    Activity uncertain = short30.engine.book(Nodes.plan("ORD-1"));
    short30.run(uncertain.id());
    short30.engine.activities().interrupt(uncertain.id(), "a person");
    for (int minute = 0; minute < 60; minute++) {
      short30.runDue();
      nodes.time.advance(Duration.ofMinutes(1));
    }
    assertThat(now(uncertain).state().isFinished()).isTrue();
    nodes.time.advance(MONTH.multipliedBy(2));

    short30.background().tidy();

    assertThat(node.engine.activities().find(uncertain.id())).isPresent();
    provider.heal();
    node.engine.activities().retry(uncertain.id(), "a person");
    assertThat(settle(uncertain).lines().get(0).outcome().isFinal()).isTrue();
  }

  @Test
  void synchronization_ended_keepsNoWorkingSetAndGoesAfterADay() {
    for (int i = 0; i < 50; i++) {
      provider.place(FakeOrders.unpaid(Long.toString(3500000000000000L + i), "4711", 1, nodes.time.now()));
    }
    nodes.time.advance(Duration.ofMinutes(1));
    Activity first = synchronize();
    nodes.time.advance(Duration.ofMinutes(1));
    Activity second = synchronize();

    assertThat(nodes.store.load(Keys.activity(second.id().value())).orElseThrow().body()).hasSizeLessThan(2048);
    assertThat(nodes.store.load(Keys.activity(first.id().value())).orElseThrow().fields().text()).isEmpty();
    nodes.time.advance(Duration.ofDays(1).plusMinutes(1));
    node.background().tidy();
    assertThat(activities(ActivityType.SYNCHRONIZATION)).isZero();
    assertThat(synchronize().succeeded()).isTrue();
  }

  @Test
  void synchronize_orderIsNotShownAnyMore_isLookedForEverMoreRarelyAndReported() {
    Node timed = nodes.add(nodes.store, options -> options.synchronizeEvery(Duration.ofMinutes(15)));
    book("ORD-1", 1);
    synchronize();
    provider.filterReads(all -> List.of());
    int before = calls(Operation.ORDERS);
    for (int hour = 0; hour < 120 * 24; hour += 4) {
      timed.background().look();
      timed.runDue();
      timed.runDue();
      nodes.time.advance(Duration.ofHours(4));
    }

    assertThat(calls(Operation.ORDERS) - before).isLessThan(40);
    assertThat(reports()).isEqualTo(2);
    provider.filterReads(all -> all);
    provider.change(orderOf("ORD-1", "1"), old -> FakeOrders.with(old, PurchaseStatus.SHIPPED, "SHIPPED", nodes.time.now()));
    synchronize();
    assertThat(purchase("ORD-1", "1").status()).contains(PurchaseStatus.SHIPPED);
  }

  private long reports() {
    return node.engine.events().stream(EventQuery.builder().types(AutoPurchaseEvent.ORDER_NOT_SHOWN).build()).count();
  }

  @Test
  void build_durationsOutOfRange_areRefusedByName() {
    assertThatThrownBy(() -> keeping(Duration.ofHours(1))).isInstanceOf(ConfigurationException.class).hasMessageContaining("retention");
    assertThatThrownBy(() -> nodes.add(nodes.store, options -> options.questionTimeout(Duration.ofDays(-1))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("questionTimeout");
    assertThatThrownBy(() -> nodes.add(nodes.store, options -> options.synchronizeEvery(Duration.ofSeconds(-1))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("synchronizeEvery");
  }
}

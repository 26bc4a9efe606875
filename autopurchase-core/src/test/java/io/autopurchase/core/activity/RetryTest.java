package io.autopurchase.core.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.record.Keys;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What cannot be done now is done later: the pause is in the record, and costs no thread. */
class RetryTest {
  private final Nodes nodes = new Nodes();

  @AfterEach
  void close() {
    nodes.close();
  }

  @Test
  void call_newTokenIsRefusedToo_waitsInsteadOfRefreshingOnAndOn() {
    Node node = nodes.add();
    node.authorize();
    nodes.provider.failWhen(call -> call.operation() == Operation.ITEM, Fault.unauthorized());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));

    node.run(booking.id());

    assertThat(node.engine.activities().get(booking.id()).state()).isEqualTo(ActivityState.WAITING);
    assertThat(nodes.provider.calls(Operation.REFRESH)).hasSize(1);
    assertThat(nodes.provider.calls(Operation.ITEM)).hasSize(2);
    nodes.provider.heal();
    assertThat(node.finish(booking.id()).succeeded()).isTrue();
  }

  @Test
  void run_providerIsAway_pausesGrowAreStoredAndBindAllNodes() {
    Node a = nodes.add();
    Node b = nodes.add();
    a.authorize();
    Activity booking = a.engine.book(Nodes.plan("ORD-1"));
    nodes.provider.failWhen(call -> call.operation() == Operation.ITEM, Fault.notSent());
    List<Duration> pauses = new ArrayList<>();
    for (int attempt = 0; attempt < 12; attempt++) {
      Instant before = nodes.time.now();
      (attempt % 2 == 0 ? a : b).run(booking.id());
      assertThat(nodes.time.now()).as("nothing slept").isEqualTo(before);
      Instant due = due(booking);
      pauses.add(Duration.between(before, due));
      assertThat(nodes.provider.calls(Operation.ITEM)).hasSize(attempt + 1);

      nodes.time.advanceTo(due.minusMillis(1));
      assertThat(a.runDue() + b.runDue()).as("nothing is due before").isZero();
      a.run(booking.id());
      b.run(booking.id());
      assertThat(nodes.provider.calls(Operation.ITEM)).as("the provider is not asked before").hasSize(attempt + 1);
      nodes.time.advanceTo(due);
    }

    for (int i = 0; i < pauses.size(); i++) {
      long whole = Math.min(60_000, 1000L << i);
      assertThat(pauses.get(i).toMillis()).as("pause %d", i).isBetween(whole / 2, whole);
    }
    nodes.provider.heal();
    assertThat(b.finish(booking.id()).state()).isEqualTo(ActivityState.COMPLETED);
  }

  @Test
  void run_manyActivitiesMeetTheSameFailure_theyDoNotComeBackAtOnce() {
    Node node = nodes.add();
    node.authorize();
    List<Activity> bookings = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      bookings.add(node.engine.book(Nodes.plan("ORD-" + i)));
    }
    nodes.provider.failWhen(call -> call.operation() == Operation.ITEM, Fault.notSent());

    node.runDue();

    List<Instant> dues = bookings.stream().map(this::due).toList();
    assertThat(dues.stream().distinct().count()).isGreaterThan(70);
    for (int part = 0; part < 5; part++) {
      Instant from = nodes.time.now().plusMillis(500 + part * 100L);
      assertThat(dues).filteredOn(due -> !due.isBefore(from) && due.isBefore(from.plusMillis(100))).hasSizeBetween(5, 45);
    }
  }

  @Test
  void run_callSucceeds_pausesBeginAnew() {
    Node node = nodes.add();
    node.authorize();
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    nodes.provider.fail(Operation.ITEM, Fault.notSent(), Fault.requestLost(), Fault.notSent(), Fault.notSent());
    nodes.provider.fail(Operation.QUOTE, Fault.notSent());
    for (int i = 0; i < 5; i++) {
      node.run(booking.id());
      nodes.time.advanceTo(due(booking));
    }
    assertThat(nodes.provider.calls(Operation.QUOTE)).hasSize(1);
    Instant askedAt = nodes.provider.calls(Operation.QUOTE).get(0).at();

    assertThat(Duration.between(askedAt, due(booking))).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  private Instant due(Activity activity) {
    return nodes.store.load(Keys.activity(activity.id().value())).orElseThrow().fields().dueAt().orElseThrow();
  }
}

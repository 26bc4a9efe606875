package io.autopurchase.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityType;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.SessionId;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.Trading;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.testkit.FakeOrders;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All nodes look for synchronizations that are due; one of them begins it, the others find it begun. */
class SyncSchedulerTest extends Trading {
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private final List<Node> all = new ArrayList<>();

  private static void inBackground(EngineOptions.Builder options) {
    options(options);
    options.synchronizeEvery(INTERVAL);
  }

  private void start(int count) {
    for (int i = 0; i < count; i++) {
      all.add(nodes.add(nodes.store, SyncSchedulerTest::inBackground));
    }
  }

  /** Every node looks, and runs what is due, each 15 seconds. */
  private void pass(Duration time) {
    Instant end = nodes.time.now().plus(time);
    while (nodes.time.now().isBefore(end)) {
      all.forEach(each -> each.background().look());
      all.forEach(Node::runDue);
      nodes.time.advance(Duration.ofSeconds(15));
    }
  }

  private List<Activity> begun() {
    return node.engine.activities().find(ActivityQuery.builder().type(ActivityType.SYNCHRONIZATION).page(1, 500).build()).entries();
  }

  @Test
  void look_severalNodes_oneSynchronizationPerIntervalWithJitter() {
    start(3);

    pass(Duration.ofHours(5));

    List<Instant> starts = begun().stream().map(Activity::createdAt).sorted().toList();
    assertThat(starts).hasSizeBetween(26, 34);
    List<Duration> gaps = new ArrayList<>();
    for (int i = 1; i < starts.size(); i++) {
      gaps.add(Duration.between(starts.get(i - 1), starts.get(i)));
    }
    assertThat(gaps).allMatch(gap -> gap.compareTo(Duration.ofMinutes(9)) >= 0 && gap.compareTo(Duration.ofSeconds(11 * 60 + 15)) <= 0);
    assertThat(gaps.stream().distinct().count()).as("they do not come in step").isGreaterThan(2);
  }

  @Test
  void look_somethingIsDue_comesEarlierAndNotAllTheTime() {
    book("ORD-1", 1);
    start(2);
    pass(Duration.ofMinutes(1));
    assertThat(begun()).hasSize(1);
    provider.change(orderOf("ORD-1", "1"), old -> FakeOrders.with(old, PurchaseStatus.PENDING, "CREATING", nodes.time.now()));
    node.engine.synchronize(Nodes.SESSION);
    pass(Duration.ofSeconds(15));
    int before = begun().size();

    pass(Duration.ofMinutes(5));

    assertThat(begun().size() - before).as("an order that is being made is read again after a minute").isBetween(1, 2);
  }

  @Test
  void look_sessionCannotBeUsed_beginsNothing() {
    start(1);
    pass(Duration.ofMinutes(1));
    int before = begun().size();
    provider.revokeTokens();
    provider.failWhen(call -> call.operation() == Operation.REFRESH, Fault.rejected("INVALID_REFRESH_TOKEN"));

    pass(Duration.ofHours(2));

    assertThat(begun().size() - before).as("the one that has met it, and waits").isLessThanOrEqualTo(1);
    provider.heal();
    node.authorize();
    pass(Duration.ofMinutes(30));
    assertThat(begun()).allMatch(activity -> activity.state().isFinished());
  }

  @Test
  void look_failedOne_waitsForTheNextInterval() {
    start(2);
    provider.failWhen(call -> call.operation() == Operation.MODIFIED, Fault.rejected("BROKEN"));

    pass(Duration.ofMinutes(30));

    assertThat(begun()).hasSizeBetween(3, 4);
  }

  @Test
  void look_severalSessions_eachHasItsOwnTime() {
    for (int i = 0; i < 4; i++) {
      SessionId session = new SessionId("fake", "buyer-" + i);
      node.engine.sessions().startAuthorization(session);
      node.engine.sessions().completeAuthorizationWithCode(session, "code");
    }
    start(2);

    pass(Duration.ofHours(2));

    for (Activity each : begun()) {
      assertThat(each.state().isFinished()).isTrue();
    }
    assertThat(begun().stream().map(each -> each.session().orElseThrow()).distinct().count()).isEqualTo(5);
    assertThat(begun()).hasSizeBetween(50, 70);
  }

  @Test
  void runSafely_anyError_doesNotEndTheLoop() {
    List<Throwable> thrown = List.of(new OutOfMemoryError("once"), new StackOverflowError(), new IllegalStateException(), new AssertionError());

    for (Throwable each : thrown) {
      SyncScheduler.runSafely(
          () -> {
            if (each instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) each;
          });
    }
  }
}

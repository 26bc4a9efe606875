package io.autopurchase.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.Health;
import io.autopurchase.Health.Code;
import io.autopurchase.PurchaseListener;
import io.autopurchase.SessionId;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.DueQuery;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What needs attention is shown, and nothing else. */
class HealthTest {
  private final Nodes nodes = new Nodes();
  private final AtomicBoolean away = new AtomicBoolean();
  private final Node node =
      nodes.add(
          new ForwardingStore(nodes.store) {
            @Override
            public List<StoredRecord> due(DueQuery query) {
              if (away.get()) {
                throw new StoreUnavailableException("away", null);
              }
              return super.due(query);
            }
          },
          options -> options.listener(event -> {}));

  @AfterEach
  void close() {
    nodes.close();
  }

  private List<Code> codes() {
    return codes(node);
  }

  private static List<Code> codes(Node node) {
    return node.engine.health().issues().stream().map(Health.Issue::code).toList();
  }

  @Test
  void health_nothingIsWrong_isHealthy() {
    node.authorize();
    node.finish(node.engine.book(Nodes.plan("ORD-1")).id());
    node.deliver();
    nodes.time.advance(Duration.ofMinutes(1));
    node.runDue();

    assertThat(node.engine.health().healthy()).as("%s", node.engine.health()).isTrue();
    assertThat(node.engine.health().complete()).isTrue();
  }

  @Test
  void health_orderInDoubt_isShownWithItsAgeUntilItIsFound() {
    node.authorize();
    nodes.provider.fail(Operation.PLACE, Fault.answerLost());
    nodes.provider.failWhen(call -> call.operation() == Operation.LOOK_UP, Fault.notSent());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.run(booking.id());
    nodes.time.advance(Duration.ofMinutes(30));
    node.deliver();

    Health.Issue issue = node.engine.health().issues().get(0);
    assertThat(issue.code()).isEqualTo(Code.ORDER_IN_DOUBT);
    assertThat(issue.subject()).isEqualTo(booking.id().value());
    assertThat(Duration.between(issue.since(), nodes.time.now())).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(31));
    nodes.provider.heal();
    node.finish(booking.id());
    assertThat(codes()).doesNotContain(Code.ORDER_IN_DOUBT);
  }

  @Test
  void health_sweepFails_isShownUntilItSucceeds() {
    away.set(true);
    assertThatThrownBy(node::runDue).isInstanceOf(StoreUnavailableException.class);
    assertThat(codes()).containsExactly(Code.SWEEP_FAILING);

    away.set(false);
    node.runDue();
    assertThat(codes()).isEmpty();
    nodes.time.advance(Duration.ofMinutes(5));
    assertThat(codes()).containsExactly(Code.SWEEP_FAILING);
  }

  @Test
  void health_callDoesNotComeBack_isShown() {
    node.authorize();
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.deliver();
    AtomicBoolean seen = new AtomicBoolean();
    nodes.provider.beforeNext(
        Operation.ITEM,
        () -> {
          nodes.time.advance(Duration.ofMinutes(5));
          seen.set(node.engine.health().issues().stream().anyMatch(issue -> issue.code() == Code.STUCK_CALL && issue.subject().equals(booking.id().value())));
        });

    node.run(booking.id());

    assertThat(seen).isTrue();
    assertThat(codes()).doesNotContain(Code.STUCK_CALL);
  }

  @Test
  void health_parkedUnreadableAndWaitingForAPerson_areShown() {
    node.authorize();
    Activity damaged = node.engine.book(Nodes.plan("ORD-1"));
    nodes.provider.fail(Operation.PLACE, Fault.answerLost());
    nodes.provider.failWhen(call -> call.operation() == Operation.LOOK_UP, Fault.thrown(new IllegalStateException("boom")));
    Activity parked = node.engine.book(Nodes.plan("ORD-2"));
    for (int minute = 0; minute < 30; minute++) {
      node.run(parked.id());
      nodes.time.advance(Duration.ofMinutes(1));
    }
    StoredRecord row = nodes.store.load(Keys.activity(parked.id().value())).orElseThrow();
    assertThat(row.fields().reference()).isPresent();
    nodes.store.load(Keys.activity(damaged.id().value()))
        .ifPresent(
            old ->
                nodes.store.commit(
                    Commit.builder("damage").put(old.key(), old.version(), row.fields(), 1, new byte[] {1}).build()));
    node.engine.sessions().startAuthorization(new SessionId("fake", "other"));

    assertThat(codes()).contains(Code.PARKED_ACTIVITY, Code.UNREADABLE_RECORD, Code.SESSION_NEEDS_AUTHORIZATION, Code.UNDELIVERED_EVENTS);
  }

  @Test
  void health_listenerFailsForMinutes_isShownWithItsAgeUntilItTakesTheEvent() {
    AtomicBoolean broken = new AtomicBoolean(true);
    PurchaseListener failing =
        event -> {
          if (broken.get()) {
            throw new IllegalStateException("this listener fails");
          }
        };
    Node other = nodes.add(failing);
    other.authorize();
    other.deliver();
    assertThat(codes(other)).doesNotContain(Code.LISTENER_FAILING);
    for (int second = 0; second < 300; second++) {
      nodes.time.advance(Duration.ofSeconds(1));
      other.deliver();
    }

    Health.Issue issue =
        other.engine.health().issues().stream().filter(each -> each.code() == Code.LISTENER_FAILING).findFirst().orElseThrow();
    assertThat(issue.subject()).isEqualTo(failing.getClass().getName());
    assertThat(issue.message()).contains("times at event").endsWith("for 5 min");
    assertThat(Duration.between(issue.since(), nodes.time.now())).isEqualTo(Duration.ofSeconds(300));
    broken.set(false);
    nodes.time.advance(Duration.ofMinutes(2));
    other.deliver();
    assertThat(codes(other)).doesNotContain(Code.LISTENER_FAILING);
  }

  @Test
  void health_listenerDoesNotComeBack_isShownWithItsAgeWhileItBlocks() {
    AtomicReference<Node> blocked = new AtomicReference<>();
    List<Health.Issue> seen = new ArrayList<>();
    PurchaseListener blocking =
        event -> {
          assertThat(codes(blocked.get())).doesNotContain(Code.LISTENER_BLOCKED);
          nodes.time.advance(Duration.ofMinutes(5));
          blocked.get().engine.health().issues().stream().filter(each -> each.code() == Code.LISTENER_BLOCKED).forEach(seen::add);
        };
    blocked.set(nodes.add(blocking));
    blocked.get().authorize();

    blocked.get().deliver();

    assertThat(seen).isNotEmpty();
    assertThat(seen.get(0).subject()).isEqualTo(blocking.getClass().getName());
    assertThat(seen.get(0).message()).contains("has not come back from event").endsWith("for 5 min");
    assertThat(codes(blocked.get())).doesNotContain(Code.LISTENER_BLOCKED);
  }
}

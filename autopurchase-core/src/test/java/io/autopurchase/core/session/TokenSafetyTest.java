package io.autopurchase.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.EventQuery;
import io.autopurchase.KeyRing;
import io.autopurchase.SessionState;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the provider has granted or said is not lost by a failure of ours, and nothing valid is deleted. */
class TokenSafetyTest {
  private final Nodes nodes = new Nodes();
  private final AtomicInteger failures = new AtomicInteger();
  private Node node;

  @BeforeEach
  void open() {
    nodes.provider.tokens(Duration.ofHours(1), "t-");
    node =
        nodes.add(
            new ForwardingStore(nodes.store) {
              @Override
              public void enter() {
                if (failures.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
                  throw new StoreUnavailableException("away for a moment", null);
                }
              }
            },
            options -> {});
    node.authorize();
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private SessionState state() {
    return node.engine.sessions().find("fake", "our-buyer").orElseThrow().state();
  }

  private SessionRecord stored() {
    return Nodes.CODEC.decode("session", 1, nodes.store.load(Keys.session(Nodes.SESSION)).orElseThrow().body(), SessionRecord.class);
  }

  @Test
  void refresh_storeAwayForOneRead_newTokensAreKept() {
    nodes.time.advance(Duration.ofHours(2));
    nodes.provider.beforeNext(Operation.REFRESH, () -> failures.set(1));

    assertThat(node.finish(node.engine.book(Nodes.plan("ORD-1")).id()).succeeded()).isTrue();

    assertThat(state()).isEqualTo(SessionState.ACTIVE);
    assertThat(nodes.provider.calls(Operation.REFRESH)).hasSize(1);
  }

  @Test
  void refresh_threadInterruptedMeanwhile_newTokensAreKept() {
    nodes.time.advance(Duration.ofHours(2));
    nodes.provider.beforeNext(Operation.REFRESH, () -> Thread.currentThread().interrupt());
    try {
      node.run(node.engine.book(Nodes.plan("ORD-1")).id());
    } finally {
      assertThat(Thread.interrupted()).as("the interruption is passed on").isTrue();
    }

    assertThat(state()).isEqualTo(SessionState.ACTIVE);
    assertThat(stored().expiresAt).isAfter(nodes.time.now());
  }

  @Test
  void lookUp_tokenRefusedWhileCallsWaitForTheirSlots_isNotUsedAgain() {
    nodes.provider.fail(Operation.PLACE, Fault.answerLost());
    nodes.provider.fail(Operation.LOOK_UP, Fault.limited(Duration.ofSeconds(30)));
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.run(booking.id());
    nodes.time.advance(Duration.ofSeconds(1));
    node.runDue();
    nodes.provider.failWhen(
        call -> call.operation() == Operation.LOOK_UP && nodes.provider.calls(Operation.REFRESH).isEmpty(), Fault.unauthorized());

    for (int tick = 0; tick < 1200; tick++) {
      node.runDue();
      nodes.time.advance(Duration.ofMillis(100));
    }

    assertThat(node.engine.activities().get(booking.id()).succeeded()).isTrue();
    assertThat(nodes.provider.calls(Operation.REFRESH)).hasSize(1);
    assertThat(nodes.provider.calls(Operation.LOOK_UP)).as("limited, refused, answered").hasSize(3);
  }

  @Test
  void place_storeAwayForOneRead_outcomeIsKept() {
    nodes.provider.beforeNext(Operation.PLACE, () -> failures.set(1));

    assertThat(node.finish(node.engine.book(Nodes.plan("ORD-1")).id()).succeeded()).isTrue();

    assertThat(nodes.provider.calls(Operation.LOOK_UP)).isEmpty();
  }

  @Test
  void refresh_unansweredForADay_nothingIsDeletedAndPausesGrow() {
    nodes.time.advance(Duration.ofHours(2));
    nodes.provider.failWhen(call -> call.operation() == Operation.REFRESH, Fault.requestLost());
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    for (int minute = 0; minute < 24 * 60; minute++) {
      node.runDue();
      nodes.time.advance(Duration.ofMinutes(1));
    }

    assertThat(state()).isEqualTo(SessionState.ACTIVE);
    assertThat(nodes.provider.calls(Operation.REFRESH)).hasSizeLessThan(120);
    assertThat(node.engine.events().find(EventQuery.builder().oldestFirst().limit(1000).build())).filteredOn(event -> event.type().equals(AutoPurchaseEvent.SESSION_EXPIRING)).hasSize(1);
    nodes.provider.heal();
    assertThat(node.finish(booking.id()).succeeded()).isTrue();
  }

  @Test
  void run_onANodeWithoutTheKey_accessTokenWithoutRefreshTokenIsKept() {
    StoredRecord row = nodes.store.load(Keys.session(Nodes.SESSION)).orElseThrow();
    SessionRecord session = stored();
    session.refreshToken = null;
    nodes.store.commit(Commit.builder("drop").put(row.key(), row.version(), row.fields(), 1, Nodes.CODEC.encode(session)).build());
    Node keyless = nodes.add(nodes.store, options -> options.secrets(KeyRing.ephemeral()).replaceLostKeys(true));

    keyless.run(node.engine.book(Nodes.plan("ORD-1")).id());

    assertThat(stored().accessToken).isNotNull();
    assertThat(state()).isEqualTo(SessionState.ACTIVE);
  }
}

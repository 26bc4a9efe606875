package io.autopurchase.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.EventQuery;
import io.autopurchase.Session;
import io.autopurchase.SessionHealth;
import io.autopurchase.SessionId;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of an authorization is told in advance, and a session shows how it does. The fake's authorizations live 180 days. */
class SessionForecastTest {
  private final Nodes nodes = new Nodes();

  @AfterEach
  void close() {
    nodes.close();
  }

  @Test
  void forecast_authorizationEndsSoon_toldOnceByAllNodesTogether() {
    Node a = nodes.add();
    Node b = nodes.add();
    a.authorize();
    Instant end = session(a).authorizationEndsAt().orElseThrow();

    forecast(a, b);
    assertThat(told(a)).as("180 days before").isEmpty();
    nodes.time.advance(Duration.ofDays(177).plusMinutes(1));
    forecast(a, b, a);

    assertThat(told(a)).extracting(event -> event.newValue().orElseThrow()).containsExactly(end.toString());
    assertThat(told(a).get(0).session()).contains(Nodes.SESSION);
    assertThat(session(b).health()).isEqualTo(SessionHealth.EXPIRING);
  }

  @Test
  void forecast_authorizedAgain_toldAgainWhenThatEnds() {
    Node node = nodes.add();
    node.authorize();
    nodes.time.advance(Duration.ofDays(178));
    forecast(node);

    node.authorize();
    forecast(node);
    assertThat(told(node)).hasSize(1);
    assertThat(session(node).health()).isEqualTo(SessionHealth.HEALTHY);
    nodes.time.advance(Duration.ofDays(178));
    forecast(node);

    assertThat(told(node)).hasSize(2);
  }

  @Test
  void forecast_refreshMovesTheEndALittle_notToldAgain() {
    Node node = nodes.add(nodes.store, options -> options.expiryWarning(Duration.ofDays(200)));
    node.authorize();
    forecast(node);

    nodes.time.advance(Duration.ofDays(1));
    node.engine.sessions().refresh(Nodes.SESSION);
    forecast(node);

    assertThat(told(node)).hasSize(1);
  }

  @Test
  void forecast_noticeOfZero_nothingIsTold() {
    Node node = nodes.add(nodes.store, options -> options.expiryWarning(Duration.ZERO));
    node.authorize();
    nodes.time.advance(Duration.ofDays(181));

    forecast(node);

    assertThat(told(node)).isEmpty();
  }

  @Test
  void find_afterSynchronizations_tellsTheLastAndWhyOneFailed() {
    Node node = nodes.add();
    node.authorize();
    assertThat(session(node).lastSynchronizedAt()).isEmpty();
    node.finish(node.engine.synchronize(Nodes.SESSION).id());
    Instant first = session(node).lastSynchronizedAt().orElseThrow();

    nodes.provider.fail(Operation.MODIFIED, Fault.rejected("NOT_ALLOWED"));
    nodes.time.advance(Duration.ofHours(1));
    node.finish(node.engine.synchronize(Nodes.SESSION).id());

    assertThat(session(node).lastSynchronizedAt()).contains(first);
    assertThat(session(node).synchronizationFailure().orElseThrow()).contains("NOT_ALLOWED");
    assertThat(session(node).health()).isEqualTo(SessionHealth.SYNC_FAILED);
  }

  @Test
  void usable_severalSessions_onlyActiveOnesOfTheProviderAndTheLongestFirst() {
    Node node = nodes.add();
    SessionId younger = new SessionId("fake", "younger");
    SessionId disabled = new SessionId("fake", "disabled");
    SessionId begun = new SessionId("fake", "begun");
    node.authorize();
    nodes.time.advance(Duration.ofDays(1));
    for (SessionId id : List.of(younger, disabled)) {
      node.engine.sessions().startAuthorization(id);
      node.engine.sessions().completeAuthorizationWithCode(id, "code");
    }
    node.engine.sessions().startAuthorization(begun);
    node.engine.sessions().disable(disabled);

    assertThat(node.engine.sessions().active("fake")).extracting(Session::id).containsExactly(younger, Nodes.SESSION);
    assertThat(node.engine.sessions().active("other")).isEmpty();

    List<RecordKey> loaded = new ArrayList<>();
    Node looking =
        nodes.add(
            new ForwardingStore(nodes.store) {
              @Override
              public Optional<StoredRecord> load(RecordKey key) {
                loaded.add(key);
                return super.load(key);
              }
            },
            options -> {});
    loaded.clear();
    assertThat(looking.engine.sessions().active("fake")).hasSize(2);
    assertThat(loaded).as("nothing of sessions that cannot buy").hasSize(2);
  }

  private static void forecast(Node... nodes) {
    for (Node node : nodes) {
      node.background().forecast();
    }
  }

  private static Session session(Node node) {
    return node.engine.sessions().find("fake", Nodes.SESSION.login()).orElseThrow();
  }

  private static List<AutoPurchaseEvent> told(Node node) {
    return node.engine.events().find(EventQuery.builder().oldestFirst().limit(1000).build()).stream()
        .filter(event -> event.type().equals(AutoPurchaseEvent.SESSION_EXPIRING))
        .toList();
  }
}

package io.autopurchase.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.AuthorizationRequest;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.ConflictException;
import io.autopurchase.EventQuery;
import io.autopurchase.InvalidInputException;
import io.autopurchase.NotFoundException;
import io.autopurchase.ProviderException;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.SessionUnavailableException;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.record.Codec;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authorizing, refreshing, disabling and removing sessions. */
class DefaultSessionsTest {
  private final Nodes nodes = new Nodes();

  @AfterEach
  void close() {
    nodes.close();
  }

  @Test
  void complete_stateOfBegin_worksOnce() {
    Node node = nodes.add();
    URI callback = callback(node.engine.sessions().startAuthorization(Nodes.SESSION));

    assertThat(node.engine.sessions().completeAuthorization(Nodes.SESSION, callback).state()).isEqualTo(SessionState.ACTIVE);

    expectStateRefused(node, Nodes.SESSION, callback);
    assertThat(nodes.provider.calls(Operation.EXCHANGE_CODE)).hasSize(1);
  }

  @Test
  void complete_anotherAccountSignsInAgain_isRefusedAndChangesNothing() {
    Node node = nodes.add();
    node.authorize();
    nodes.provider.signInAs("another-account");
    URI callback = callback(node.engine.sessions().startAuthorization(Nodes.SESSION));

    assertThatThrownBy(() -> node.engine.sessions().completeAuthorization(Nodes.SESSION, callback))
        .isInstanceOfSatisfying(ConflictException.class, e -> assertThat(e.code()).isEqualTo("ACCOUNT_MISMATCH"));
    assertThat(node.engine.sessions().find("fake", Nodes.SESSION.login()).orElseThrow().account()).contains("account-1");

    nodes.provider.signInAs("account-1");
    URI again = callback(node.engine.sessions().startAuthorization(Nodes.SESSION));
    assertThat(node.engine.sessions().completeAuthorization(Nodes.SESSION, again).state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  void complete_stateTooOld_isRefused() {
    Node node = nodes.add();
    URI callback = callback(node.engine.sessions().startAuthorization(Nodes.SESSION));
    nodes.time.advance(Duration.ofMinutes(30).plusMillis(1));

    expectStateRefused(node, Nodes.SESSION, callback);
  }

  @Test
  void complete_stateOfAnotherSession_isRefused() {
    Node node = nodes.add();
    SessionId other = new SessionId("fake", "other");
    node.engine.sessions().startAuthorization(Nodes.SESSION);
    URI callback = callback(node.engine.sessions().startAuthorization(other));

    expectStateRefused(node, Nodes.SESSION, callback);
    assertThat(node.engine.sessions().completeAuthorization(other, callback).id()).isEqualTo(other);
  }

  @Test
  void complete_oneCallbackForAllSessions_findsTheSessionByTheState() {
    Node node = nodes.add();
    SessionId other = new SessionId("fake", "other");
    AuthorizationRequest first = node.engine.sessions().startAuthorization(Nodes.SESSION);
    AuthorizationRequest second = node.engine.sessions().startAuthorization(other);

    assertThat(node.engine.sessions().completeAuthorization(callback(first)).id()).isEqualTo(Nodes.SESSION);
    nodes.provider.signInAs("account-2");
    assertThat(node.engine.sessions().completeAuthorization(callback(second), second.state(), "anna").id()).isEqualTo(other);

    assertThatThrownBy(() -> node.engine.sessions().completeAuthorization(callback(first)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("state");
  }

  @Test
  void complete_stateIsNotTheBrowsers_isRefusedAndUsesNothingUp() {
    Node node = nodes.add();
    AuthorizationRequest request = node.engine.sessions().startAuthorization(Nodes.SESSION);

    for (String kept : List.of("", "another", request.state() + "x")) {
      assertThatThrownBy(() -> node.engine.sessions().completeAuthorization(callback(request), kept, "anna"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("browser");
    }
    assertThat(nodes.provider.calls(Operation.EXCHANGE_CODE)).isEmpty();
    assertThat(node.engine.sessions().completeAuthorization(callback(request), request.state(), "anna").state()).isEqualTo(SessionState.ACTIVE);
    assertThat(node.engine.sessions().get(Nodes.SESSION).state()).isEqualTo(SessionState.ACTIVE);
    assertThatThrownBy(() -> node.engine.sessions().get(new SessionId("fake", "unknown"))).isInstanceOf(NotFoundException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?code=x&state=forged", "?code=x&state=", "?code=x"})
  void complete_stateForgedOrMissing_isRefused(String query) {
    Node node = nodes.add();
    node.engine.sessions().startAuthorization(Nodes.SESSION);

    expectStateRefused(node, Nodes.SESSION, URI.create("https://shop.example/callback" + query));
    assertThat(nodes.provider.calls(Operation.EXCHANGE_CODE)).isEmpty();
  }

  /** The other node's refresh begins after ours has read the session, and is under way while the host asks for another one. */
  @Test
  void refresh_besideOneUnderWay_isToldThatAndSendsNothing() {
    Node host = nodes.add();
    List<Throwable> refusals = new ArrayList<>();
    Node refreshing =
        nodes.add(
            new ForwardingStore(nodes.store),
            point -> {
              if (point.equals("commit.after") && isRefreshing() && refusals.isEmpty()) {
                refusals.add(
                    catchThrowable(() -> host.engine.sessions().refresh(Nodes.SESSION)));
              }
            },
            options -> {});
    host.authorize();

    Session refreshed = refreshing.engine.sessions().refresh(Nodes.SESSION);

    assertThat(refreshed.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(refusals)
        .hasSize(1)
        .first()
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> {
              assertThat(e.code()).isEqualTo("BUSY");
              assertThat(e.isRetryable()).isTrue();
            });
    assertThat(nodes.provider.calls(Operation.REFRESH)).hasSize(1);
    assertThat(host.engine.sessions().refresh(Nodes.SESSION).state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  void disable_activityNeedsIt_waitsUntilItIsEnabled() {
    Node node = nodes.add();
    node.authorize();
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.engine.sessions().disable(Nodes.SESSION);

    node.run(booking.id());

    assertThat(node.engine.activities().get(booking.id()).state()).isEqualTo(ActivityState.WAITING);
    assertThat(nodes.provider.calls(Operation.PLACE)).isEmpty();
    assertThatThrownBy(() -> node.engine.book(Nodes.plan("ORD-2")))
        .isInstanceOfSatisfying(SessionUnavailableException.class, e -> assertThat(e.state()).isEqualTo(SessionState.DISABLED));
    node.engine.sessions().enable(Nodes.SESSION);
    node.run(booking.id());
    assertThat(node.engine.activities().get(booking.id()).succeeded()).isTrue();
  }

  @Test
  void disable_twice_tellsOnce() {
    Node node = nodes.add();
    node.authorize();

    node.engine.sessions().disable(Nodes.SESSION);
    node.engine.sessions().disable(Nodes.SESSION);

    assertThat(changes(node)).containsExactly("ACTIVE", "DISABLED");
  }

  @Test
  void enable_withoutTokens_needsAuthorization() {
    Node node = nodes.add();
    node.engine.sessions().startAuthorization(Nodes.SESSION);
    node.engine.sessions().disable(Nodes.SESSION);

    assertThat(node.engine.sessions().enable(Nodes.SESSION).state()).isEqualTo(SessionState.NEEDS_AUTHORIZATION);
  }

  @Test
  void remove_whileAnActivityNeedsIt_isRefused_afterwardsItIsForgotten() {
    Node node = nodes.add();
    node.authorize();
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));

    assertThatThrownBy(() -> node.engine.sessions().remove(Nodes.SESSION))
        .isInstanceOfSatisfying(ConflictException.class, e -> assertThat(e.code()).isEqualTo("SESSION_IN_USE"));
    assertThat(node.finish(booking.id()).succeeded()).isTrue();
    node.engine.sessions().remove(Nodes.SESSION);

    assertThat(node.engine.sessions().list()).isEmpty();
    assertThat(changes(node)).containsExactly("ACTIVE", "REMOVED");
    assertThatThrownBy(() -> node.engine.sessions().refresh(Nodes.SESSION)).isInstanceOf(NotFoundException.class);
    assertThat(node.engine.purchases().ofOrder("ORD-1")).as("what was bought stays known").hasSize(1);
  }

  @Test
  void list_aSessionIsRemovedBetweenTwoPages_missesNoOther() {
    Node node = nodes.add();
    List<StoredRecord> removed = new ArrayList<>();
    Node listing =
        nodes.add(
            new ForwardingStore(nodes.store) {
              @Override
              public RecordPage find(RecordQuery query) {
                RecordPage page = super.find(query);
                if (removed.isEmpty() && !page.records().isEmpty()) {
                  removed.add(page.records().get(0));
                  node.engine.sessions().remove(Keys.session(page.records().get(0).key()));
                }
                return page;
              }
            },
            options -> {});
    for (int i = 0; i < 502; i++) {
      node.engine.sessions().startAuthorization(new SessionId("fake", "buyer-" + i));
    }

    assertThat(listing.engine.sessions().list()).as("also the one that went").hasSize(502);
  }

  @Test
  void begin_veryOften_keepsTheLatestStatesOnly() {
    Node node = nodes.add();
    URI first = callback(node.engine.sessions().startAuthorization(Nodes.SESSION));
    for (int i = 0; i < 100; i++) {
      nodes.time.advance(Duration.ofMillis(1));
      node.engine.sessions().startAuthorization(Nodes.SESSION);
    }
    AuthorizationRequest last = node.engine.sessions().startAuthorization(Nodes.SESSION);

    SessionRecord stored = Nodes.CODEC.decode("session", Codec.VERSION, nodes.store.load(Keys.session(Nodes.SESSION)).orElseThrow().body(), SessionRecord.class);
    assertThat(stored.states).hasSize(20);
    expectStateRefused(node, Nodes.SESSION, first);
    assertThat(node.engine.sessions().completeAuthorization(Nodes.SESSION, callback(last)).state()).isEqualTo(SessionState.ACTIVE);
  }

  /** What a page binds to the browser's session. */
  @Test
  void begin_authorization_namesItsStateAndDoesNotPrintIt() {
    AuthorizationRequest authorization = nodes.add().engine.sessions().startAuthorization(Nodes.SESSION);

    assertThat(authorization.url().toString()).contains("state=" + authorization.state());
    assertThat(authorization.state()).hasSizeGreaterThan(20);
    assertThat(authorization.toString()).doesNotContain(authorization.state());
  }

  private boolean isRefreshing() {
    return nodes.store
        .load(Keys.session(Nodes.SESSION))
        .map(row -> Nodes.CODEC.decode("session", row.codecVersion(), row.body(), SessionRecord.class).refreshing)
        .orElse(false);
  }

  private static void expectStateRefused(Node node, SessionId session, URI callback) {
    assertThatThrownBy(() -> node.engine.sessions().completeAuthorization(session, callback))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.violations().get(0).field()).isEqualTo("state"));
  }

  private static URI callback(AuthorizationRequest authorization) {
    String state = authorization.url().getQuery().replaceAll(".*state=([^&]+).*", "$1");
    return URI.create("https://shop.example/callback?code=x&state=" + state);
  }

  private static List<String> changes(Node node) {
    return node.engine.events().find(EventQuery.builder().oldestFirst().limit(1000).build()).stream()
        .filter(event -> event.type().equals(AutoPurchaseEvent.SESSION_CHANGED))
        .map(event -> event.newValue().orElseThrow())
        .toList();
  }

  @Test
  void complete_accountOfAnotherSession_isRefusedUnlessAskedFor() {
    try (Nodes own = new Nodes()) {
      own.add().authorize();
      SessionId alias = new SessionId("fake", "alias");
      Nodes.Node strict = own.add(own.store, options -> options.allowSharedAccounts(false));
      strict.engine.sessions().startAuthorization(alias);
      assertThatThrownBy(() -> strict.engine.sessions().completeAuthorizationWithCode(alias, "code"))
          .isInstanceOfSatisfying(ConflictException.class, e -> assertThat(e.code()).isEqualTo("ACCOUNT_IN_USE"));
      assertThat(strict.engine.sessions().find("fake", "alias").orElseThrow().state()).isEqualTo(SessionState.NEEDS_AUTHORIZATION);

      Nodes.Node sharing = own.add();
      assertThat(sharing.engine.sessions().completeAuthorizationWithCode(alias, "code").state()).isEqualTo(SessionState.ACTIVE);
      assertThat(strict.engine.sessions().completeAuthorizationWithCode(Nodes.SESSION, "code").state()).as("the same session again").isEqualTo(SessionState.ACTIVE);
    }
  }
}

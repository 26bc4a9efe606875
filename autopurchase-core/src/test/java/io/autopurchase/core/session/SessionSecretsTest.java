package io.autopurchase.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.ActivityState;
import io.autopurchase.ConfigurationException;
import io.autopurchase.KeyRing;
import io.autopurchase.Secret;
import io.autopurchase.SecretCipher;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.SessionUnavailableException;
import io.autopurchase.WaitReason;
import io.autopurchase.core.ForwardingStore;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Nodes.Node;
import io.autopurchase.core.record.Keys;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.testkit.FakeProvider.Fault;
import io.autopurchase.testkit.FakeProvider.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of sessions whose tokens are bound elsewhere, or encrypted with a key that a node lacks. */
class SessionSecretsTest {
  private static final SessionId OTHER = new SessionId("fake", "other-buyer");

  private final Nodes nodes = new Nodes();
  private int writes;

  @TempDir Path folder;

  @AfterEach
  void close() {
    nodes.close();
  }

  @Test
  void run_keyIsMissing_sessionNeedsAuthorizationHereAndNothingIsDestroyed() {
    Node right = node(KeyRing.ephemeral());
    right.authorize();
    Node wrong = nodes.add(nodes.store, options -> options.secrets(KeyRing.ephemeral()).replaceLostKeys(true));
    StoredRecord before = row(Nodes.SESSION);
    Activity booking = wrong.engine.book(Nodes.plan("ORD-1"));

    wrong.run(booking.id());

    Activity waiting = wrong.engine.activities().get(booking.id());
    assertThat(waiting.state()).isEqualTo(ActivityState.WAITING);
    assertThat(waiting.reason()).contains(WaitReason.NEEDS_AUTHORIZATION);
    assertThat(state(wrong)).isEqualTo(SessionState.NEEDS_AUTHORIZATION);
    assertThat(state(right)).isEqualTo(SessionState.ACTIVE);
    assertThat(row(Nodes.SESSION).version()).isEqualTo(before.version());
    assertThatThrownBy(() -> wrong.engine.sessions().refresh(Nodes.SESSION))
        .isInstanceOfSatisfying(
            SessionUnavailableException.class, e -> assertThat(e.state()).isEqualTo(SessionState.NEEDS_AUTHORIZATION));
    nodes.time.advance(Duration.ofMinutes(11));
    assertThat(right.finish(booking.id()).state()).isEqualTo(ActivityState.COMPLETED);
  }

  @Test
  void completeWithCode_keyIsMissing_sessionCanBeUsedAgain() {
    Node lost = node(KeyRing.ephemeral());
    lost.authorize();
    Node fresh = nodes.add(nodes.store, options -> options.secrets(KeyRing.ephemeral()).replaceLostKeys(true));
    Activity booking = fresh.engine.book(Nodes.plan("ORD-1"));
    fresh.run(booking.id());

    fresh.authorize();

    assertThat(state(fresh)).isEqualTo(SessionState.ACTIVE);
    assertThat(fresh.finish(booking.id()).state()).isEqualTo(ActivityState.COMPLETED);
  }

  @Test
  void write_keyWasRotated_encryptedWithTheNewKey() throws Exception {
    Path file = folder.resolve("keys");
    Node before = node(KeyRing.open(file));
    before.authorize();
    KeyRing.rotate(file);
    KeyRing ring = KeyRing.open(file);
    assertThat(ring.isCurrent(body(Nodes.SESSION).accessToken)).isFalse();
    Node after = node(ring);

    after.engine.sessions().disable(Nodes.SESSION);
    after.engine.sessions().enable(Nodes.SESSION);

    assertThat(ring.isCurrent(body(Nodes.SESSION).accessToken)).isTrue();
    assertThat(ring.isCurrent(body(Nodes.SESSION).refreshToken)).isTrue();
    Files.write(file, Files.readAllLines(file).subList(1, 2)); // the write keeps its rights
    Node retired = node(KeyRing.open(file));
    assertThat(retired.finish(retired.engine.book(Nodes.plan("ORD-1")).id()).state()).isEqualTo(ActivityState.COMPLETED);
  }

  /** Another node with a newer key writes the session while its token is being refreshed. */
  @Test
  void refresh_encryptedAnewMeanwhile_newTokensAreKept() {
    Path file = folder.resolve("keys");
    KeyRing.open(file).encrypt(Secret.of("x"), "y");
    KeyRing.addKey(file);
    Node old = node(KeyRing.open(file));
    KeyRing.rotate(file);
    Node young = node(KeyRing.open(file));
    old.authorize();
    nodes.provider.failWhen(
        call -> {
          if (call.operation() == Operation.REFRESH) {
            young.engine.sessions().startAuthorization(Nodes.SESSION);
          }
          return false;
        },
        Fault.notSent());

    old.engine.sessions().refresh(Nodes.SESSION);
    nodes.provider.heal();

    assertThat(old.engine.sessions().refresh(Nodes.SESSION).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(nodes.provider.calls(Operation.REFRESH)).hasSize(2);
  }

  // Keys that are not those of the store

  @Test
  void build_missingOrMistypedKeyFileWhereTokensAreSealed_refusedAndNoFileIsMade() {
    node(KeyRing.open(folder.resolve("keys"))).authorize();
    StoredRecord before = row(Nodes.SESSION);
    Path mistyped = folder.resolve("kyes");

    assertThatThrownBy(() -> node(KeyRing.open(mistyped)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("other keys")
        .hasMessageContaining("Nothing was changed");

    assertThat(mistyped).doesNotExist();
    assertThat(row(Nodes.SESSION).version()).isEqualTo(before.version());
    assertThat(state(node(KeyRing.open(folder.resolve("keys"))))).isEqualTo(SessionState.ACTIVE);
  }

  /** A store of a release that kept no value to compare with. */
  @Test
  void build_otherKeysWhereTokensAreSealedAndNothingToCompare_refused() {
    node(KeyRing.open(folder.resolve("keys"))).authorize();
    StoredRecord check = nodes.store.load(Keys.KEY_CHECK).orElseThrow();
    assertThat(nodes.store.commit(Commit.builder("as before").delete(Keys.KEY_CHECK, check.version()).build()).isApplied()).isTrue();

    assertThatThrownBy(() -> node(KeyRing.open(folder.resolve("kyes")))).isInstanceOf(ConfigurationException.class);
    assertThat(state(node(KeyRing.open(folder.resolve("keys"))))).isEqualTo(SessionState.ACTIVE);
    assertThat(nodes.store.load(Keys.KEY_CHECK)).as("is kept from now on").isPresent();
  }

  @Test
  void authorize_twoNodesWithFilesOfTheirOwn_theSecondIsRefusedBeforeACodeIsUsed() {
    Node first = node(KeyRing.open(folder.resolve("a")));
    Node second = node(KeyRing.open(folder.resolve("b")));
    first.authorize();
    int exchanged = nodes.provider.calls(Operation.EXCHANGE_CODE).size();

    assertThatThrownBy(second::authorize).isInstanceOf(ConfigurationException.class);

    assertThat(nodes.provider.calls(Operation.EXCHANGE_CODE)).hasSize(exchanged);
    assertThat(state(first)).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  void build_keysAreLostForGood_othersTakeTheirPlaceWhenThatIsSaid() {
    node(KeyRing.open(folder.resolve("lost"))).authorize();
    KeyRing ring = KeyRing.open(folder.resolve("new"));

    Node node = nodes.add(nodes.store, options -> options.secrets(ring).replaceLostKeys(true));

    assertThat(state(node)).isEqualTo(SessionState.NEEDS_AUTHORIZATION);
    node.authorize();
    assertThat(state(node(KeyRing.open(folder.resolve("new"))))).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  void build_nothingIsSealed_anyKeysWill() {
    node(KeyRing.open(folder.resolve("a")));
    node(KeyRing.open(folder.resolve("b"))).authorize();

    assertThat(folder.resolve("a")).doesNotExist();
    assertThat(folder.resolve("b")).exists();
  }

  @Test
  void read_tokensOfAnotherSession_refused() {
    expectRefused((session, other) -> {
      session.accessToken = other.accessToken;
      session.refreshToken = other.refreshToken;
    });
  }

  @Test
  void read_fieldsExchanged_refused() {
    expectRefused((session, other) -> {
      byte[] access = session.accessToken;
      session.accessToken = session.refreshToken;
      session.refreshToken = access;
    });
  }

  @Test
  void read_accessTokenChanged_refreshedByTheOther() {
    Node node = nodes.add();
    node.authorize();
    edit(Nodes.SESSION, session -> session.accessToken[20] ^= 1);

    assertThat(node.finish(node.engine.book(Nodes.plan("ORD-1")).id()).state()).isEqualTo(ActivityState.COMPLETED);

    assertThat(state(node)).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  void read_rowsOfAnotherShop_refused() {
    KeyRing ring = KeyRing.ephemeral();
    Node shopA = nodes.add(shop("a"), options -> options.secrets(ring));
    shopA.authorize();
    assertThat(state(shopA)).isEqualTo(SessionState.ACTIVE);

    Node shopB = nodes.add(shop("b"), options -> options.secrets(ring));

    assertThat(state(shopB)).isEqualTo(SessionState.NEEDS_AUTHORIZATION);
  }

  private void expectRefused(BiConsumer<SessionRecord, SessionRecord> swap) {
    Node node = nodes.add();
    node.authorize();
    node.engine.sessions().startAuthorization(OTHER);
    node.engine.sessions().completeAuthorizationWithCode(OTHER, "code");
    SessionRecord other = body(OTHER);

    edit(Nodes.SESSION, session -> swap.accept(session, other));

    assertThat(state(node)).isEqualTo(SessionState.NEEDS_AUTHORIZATION);
    Activity booking = node.engine.book(Nodes.plan("ORD-1"));
    node.run(booking.id());
    assertThat(node.engine.activities().get(booking.id()).reason()).contains(WaitReason.NEEDS_AUTHORIZATION);
    assertThat(nodes.provider.calls(Operation.ITEM)).isEmpty();
  }

  private Node node(SecretCipher cipher) {
    return nodes.add(nodes.store, options -> options.secrets(cipher));
  }

  private ActivityStore shop(String id) {
    return new ForwardingStore(nodes.store) {
      @Override
      public String shop() {
        return id;
      }
    };
  }

  private static SessionState state(Node node) {
    return node.engine.sessions().find("fake", "our-buyer").orElseThrow().state();
  }

  private StoredRecord row(SessionId session) {
    return nodes.store.load(Keys.session(session)).orElseThrow();
  }

  private SessionRecord body(SessionId session) {
    StoredRecord row = row(session);
    return Nodes.CODEC.decode(row.toString(), row.codecVersion(), row.body(), SessionRecord.class);
  }

  private void edit(SessionId id, Consumer<SessionRecord> edit) {
    StoredRecord row = row(id);
    SessionRecord body = body(id);
    edit.accept(body);
    nodes.store.commit(
        Commit.builder("edit" + ++writes)
            .put(row.key(), row.version(), row.fields(), row.codecVersion(), Nodes.CODEC.encode(body))
            .build());
  }
}

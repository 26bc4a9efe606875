package io.autopurchase.core.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.autopurchase.AuthorizationRequest;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.ProviderException;
import io.autopurchase.SecretCipher;
import io.autopurchase.Session;
import io.autopurchase.SessionHealth;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.SessionUnavailableException;
import io.autopurchase.Sessions;
import io.autopurchase.core.event.EventRecord;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.engine.Arguments;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.PlainText;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.TokenSet;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/** What a host does with sessions. */
public final class DefaultSessions implements Sessions {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RecordStore recordStore;
  private final ProviderRegistry providers;
  private final SessionSecrets secrets;
  private final SessionRecords records;
  private final TokenRefresh tokens;
  private final SessionThrottle throttle;
  private final Predicate<SessionId> inUse;
  private final Duration notice;
  private final SessionViews views;
  private final SessionAuthorization authorization;

  /**
   * @param inUse whether unfinished activities need a session
   * @param notice how long before the end of an authorization it is reported; zero for never
   * @param sharesAccounts whether several sessions may belong to one account
   */
  public DefaultSessions(
      RecordStore recordStore,
      ProviderRegistry providers,
      SecretCipher cipher,
      KeyCheck check,
      Predicate<SessionId> inUse,
      Duration notice,
      boolean sharesAccounts) {
    this.recordStore = recordStore;
    this.providers = providers;
    secrets = new SessionSecrets(cipher, recordStore.store.shop(), check);
    records = new SessionRecords(recordStore, secrets);
    throttle = new SessionThrottle(recordStore);
    tokens = new TokenRefresh(recordStore, providers, secrets, records, throttle);
    this.inUse = inUse;
    this.notice = notice;
    views = new SessionViews(recordStore, secrets, notice);
    authorization = new SessionAuthorization(recordStore, providers, secrets, records, tokens, throttle, views, sharesAccounts);
  }

  @Override
  public AuthorizationRequest startAuthorization(SessionId id) {
    Objects.requireNonNull(id, "session");
    return authorization.begin(null, id);
  }

  @Override
  public AuthorizationRequest startAuthorization(SessionId id, String by) {
    Objects.requireNonNull(id, "session");
    return authorization.begin(PlainText.requireActor(by), id);
  }

  @Override
  public Session completeAuthorization(SessionId id, URI callback) {
    Objects.requireNonNull(id, "session");
    Objects.requireNonNull(callback, "callback");
    return authorization.complete(null, id, CallbackUrl.parse(callback));
  }

  @Override
  public Session completeAuthorization(SessionId id, URI callback, String by) {
    Objects.requireNonNull(id, "session");
    Objects.requireNonNull(callback, "callback");
    return authorization.complete(PlainText.requireActor(by), id, CallbackUrl.parse(callback));
  }

  @Override
  public Session completeAuthorization(URI callback) {
    Objects.requireNonNull(callback, "callback");
    CallbackUrl url = CallbackUrl.parse(callback);
    return authorization.complete(null, authorization.ofState(url.state()), url);
  }

  @Override
  public Session completeAuthorization(URI callback, @Nullable String keptState, String by) {
    Objects.requireNonNull(callback, "callback");
    String actor = PlainText.requireActor(by);
    CallbackUrl url = CallbackUrl.parse(callback);
    if (keptState == null || !MessageDigest.isEqual(url.state().getBytes(UTF_8), keptState.getBytes(UTF_8))) {
      throw new InvalidInputException("state", "INVALID_STATE", Arguments.of("text", "otherBrowser"));
    }
    return authorization.complete(actor, authorization.ofState(url.state()), url);
  }

  @Override
  public Session completeAuthorizationWithCode(SessionId id, String code) {
    Objects.requireNonNull(id, "session");
    Objects.requireNonNull(code, "code");
    return authorization.complete(null, id, code);
  }

  @Override
  public Session completeAuthorizationWithCode(SessionId id, String code, String by) {
    Objects.requireNonNull(id, "session");
    Objects.requireNonNull(code, "code");
    return authorization.complete(PlainText.requireActor(by), id, code);
  }

  @Override
  public Optional<Session> find(SessionId id) {
    Objects.requireNonNull(id, "session");
    return SessionRecords.isBroken(id) ? Optional.empty() : views.load(id);
  }

  @Override
  public List<Session> list() {
    return views.list();
  }

  @Override
  public List<Session> active(String provider) {
    return views.active(Objects.requireNonNull(provider, "provider"));
  }

  /**
   * Reports the authorizations that end soon, each once over all nodes: the commit that reports one also records that. After a crash the
   * next check reports the rest.
   */
  public void forecast(Instant now) {
    for (Session session : list()) {
      boolean due = session.state() == SessionState.ACTIVE && session.health() == SessionHealth.EXPIRING;
      if (due && records.load(session.id()).filter(document -> isUntold(document.body(), now)).isPresent()) {
        records.change(session.id(), body -> isUntold(body, now) ? tell(body) : null);
      }
    }
  }

  private boolean isUntold(SessionRecord session, Instant now) {
    // Refreshes move the end a little; a new authorization moves it by more than the notice.
    Instant end = session.authorizationEndsAt;
    return session.state == SessionState.ACTIVE
        && end != null
        && session.endsWithin(notice, now)
        && (session.toldEnd == null || end.isAfter(session.toldEnd.plus(notice)));
  }

  private static EventRecord tell(SessionRecord session) {
    session.toldEnd = session.authorizationEndsAt;
    return SessionRecords.expiring(session, null);
  }

  @Override
  public Session refresh(SessionId id, String by) {
    Objects.requireNonNull(id, "session");
    String name = PlainText.requireActor(by);
    records.change(id, session -> SessionRecords.requested(session, "REFRESH", name));
    return refresh(id);
  }

  @Override
  public Session refresh(SessionId id) {
    Objects.requireNonNull(id, "session");
    Versioned<SessionRecord> document = records.require(id);
    if (document.body().state == SessionState.DISABLED || secrets.refreshToken(document.body()).isEmpty()) {
      throw new SessionUnavailableException(id, views.of(document.body()).state());
    }
    long mayCallAt = recordStore.time.nanoTime();
    refuseWhileQuiet(id);
    ProviderResult<TokenSet> result = tokens.refresh(document, mayCallAt);
    if (result == null) {
      throw new ProviderException(id.provider(), "BUSY", "the token of " + id + " is being refreshed", null, true);
    }
    Session now = views.of(records.require(id).body());
    if (now.state() != SessionState.ACTIVE) {
      throw new SessionUnavailableException(id, now.state());
    }
    value(id, result);
    return now;
  }

  @Override
  public Session disable(SessionId id) {
    Objects.requireNonNull(id, "session");
    return turn(id, SessionState.DISABLED, null);
  }

  @Override
  public Session disable(SessionId id, String by) {
    Objects.requireNonNull(id, "session");
    return turn(id, SessionState.DISABLED, PlainText.requireActor(by));
  }

  @Override
  public Session enable(SessionId id) {
    Objects.requireNonNull(id, "session");
    return enableBy(null, id);
  }

  @Override
  public Session enable(SessionId id, String by) {
    Objects.requireNonNull(id, "session");
    return enableBy(PlainText.requireActor(by), id);
  }

  private Session enableBy(@Nullable String by, SessionId id) {
    boolean hasToken = records.require(id).body().accessToken != null;
    Session session = turn(id, hasToken ? SessionState.ACTIVE : SessionState.NEEDS_AUTHORIZATION, by);
    return session;
  }

  @Override
  public void remove(SessionId id) {
    Objects.requireNonNull(id, "session");
    removeBy(null, id);
  }

  @Override
  public void remove(SessionId id, String by) {
    Objects.requireNonNull(id, "session");
    removeBy(PlainText.requireActor(by), id);
  }

  private void removeBy(@Nullable String by, SessionId id) {
    Versioned<SessionRecord> document = records.require(id);
    if (inUse.test(id)) {
      throw new ConflictException("SESSION_IN_USE", "unfinished activities need session " + id);
    }
    Commit.Builder commit = recordStore.begin();
    commit.delete(document.key(), document.version());
    records.removed(commit, document.body(), by);
    if (!recordStore.commit(commit.build(), PATIENCE).isApplied()) {
      throw new ConflictException("CONCURRENT_CHANGE", "session " + id + " was changed at the same moment");
    }
  }

  private Session turn(SessionId id, SessionState state, @Nullable String by) {
    return views.of(
        records.change(
            id,
            session -> {
              String old = session.state.name();
              session.state = state;
              return old.equals(state.name()) ? null : SessionRecords.changedBy(by, session, old);
            }));
  }

  public TokenRefresh tokens() {
    return tokens;
  }

  public SessionThrottle throttle() {
    return throttle;
  }

  public SessionRecords records() {
    return records;
  }

  private void refuseWhileQuiet(SessionId id) {
    throttle.refuse(providers.client(id.provider()), id);
  }

  private static <T> T value(SessionId id, ProviderResult<T> result) {
    return ProviderFailures.value(id.provider(), result);
  }
}

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
import io.autopurchase.core.record.Digests;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Unreadable;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.engine.Arguments;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.PlainText;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.TokenSet;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/** What a host does with sessions. */
public final class DefaultSessions implements Sessions {
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()-]{5,}[0-9]");
  private static final int LONGEST_CODE = 2000;
  private static final int MOST_STATES = 20;
  private static final Duration STATE_LIFE = Duration.ofMinutes(30);
  private static final Duration PATIENCE = Duration.ofSeconds(5);


  private static final int PAGE = 500;

  private final RecordStore recordStore;
  private final ProviderRegistry providers;
  private final SessionSecrets secrets;
  private final SessionRecords records;
  private final TokenRefresh tokens;
  private final SessionThrottle throttle;
  private final Predicate<SessionId> inUse;
  private final Duration notice;
  private final boolean sharesAccounts;

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
    this.sharesAccounts = sharesAccounts;
  }

  @Override
  public AuthorizationRequest startAuthorization(SessionId id) {
    Objects.requireNonNull(id, "session");
    return beginBy(null, id);
  }

  @Override
  public AuthorizationRequest startAuthorization(SessionId id, String by) {
    Objects.requireNonNull(id, "session");
    return beginBy(PlainText.requireActor(by), id);
  }

  private AuthorizationRequest beginBy(@Nullable String by, SessionId id) {
    ProviderClient client = providers.client(id.provider());
    PlainText.requireId("provider", id.provider(), 64);
    PlainText.requireId("login", id.login(), 128);
    if (PHONE.matcher(withPlainDigits(id.login())).matches()) {
      throw new InvalidInputException(
          "login", "PHONE_AS_LOGIN", Map.of());
    }
    String state = recordStore.ids.unguessable();
    // Before anything is stored: it may lack a setting.
    URI url = client.authorizationUrl(state);
    records.changeOrCreate(
        id,
        session -> {
          session.states.values().removeIf(end -> end.isBefore(recordStore.now()));
          session.states.put(Digests.sha256(state), recordStore.now().plus(STATE_LIFE));
          while (session.states.size() > MOST_STATES) {
            // Every reading of the session reads them all, so the oldest is dropped.
            session.states.remove(Collections.min(session.states.entrySet(), Map.Entry.comparingByValue()).getKey());
          }
          return by == null ? null : SessionRecords.requested(session, "AUTHORIZE", by);
        });
    return new AuthorizationRequest(id, url, state);
  }

  /** Digits of all scripts are the same phone number. */
  private static String withPlainDigits(String login) {
    StringBuilder plain = new StringBuilder();
    login.codePoints().forEach(c -> plain.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
    return plain.toString();
  }

  @Override
  public Session completeAuthorization(SessionId id, URI callback) {
    Objects.requireNonNull(id, "session");
    Objects.requireNonNull(callback, "callback");
    return completeBy(null, id, CallbackUrl.parse(callback));
  }

  @Override
  public Session completeAuthorization(SessionId id, URI callback, String by) {
    Objects.requireNonNull(id, "session");
    Objects.requireNonNull(callback, "callback");
    return completeBy(PlainText.requireActor(by), id, CallbackUrl.parse(callback));
  }

  @Override
  public Session completeAuthorization(URI callback) {
    Objects.requireNonNull(callback, "callback");
    CallbackUrl url = CallbackUrl.parse(callback);
    return completeBy(null, ofState(url.state()), url);
  }

  @Override
  public Session completeAuthorization(URI callback, @Nullable String keptState, String by) {
    Objects.requireNonNull(callback, "callback");
    String actor = PlainText.requireActor(by);
    CallbackUrl url = CallbackUrl.parse(callback);
    if (keptState == null || !MessageDigest.isEqual(url.state().getBytes(UTF_8), keptState.getBytes(UTF_8))) {
      throw new InvalidInputException("state", "INVALID_STATE", Arguments.of("text", "otherBrowser"));
    }
    return completeBy(actor, ofState(url.state()), url);
  }

  /** A shop has few sessions: all are looked at. */
  private SessionId ofState(String state) {
    String digest = Digests.sha256(state);
    return rows(RecordFields.none()).stream()
        .filter(row -> recordStore.view(row, SessionRecord.class, session -> session.states.containsKey(digest)).orElse(false))
        .findFirst()
        .map(row -> Keys.session(row.key()))
        .orElseThrow(DefaultSessions::invalidState);
  }

  private static InvalidInputException invalidState() {
    return new InvalidInputException("state", "INVALID_STATE", Map.of());
  }

  private Session completeBy(@Nullable String by, SessionId id, CallbackUrl url) {
    // Before the state is used up: the same URL works once the pause is over.
    refuseWhileQuiet(id);
    records.change(
        id,
        session -> {
          Instant end = session.states.remove(Digests.sha256(url.state()));
          if (end == null || end.isBefore(recordStore.now())) {
            throw invalidState();
          }
          return null;
        });
    return completeBy(by, id, url.code());
  }

  @Override
  public Session completeAuthorizationWithCode(SessionId id, String code) {
    Objects.requireNonNull(id, "session");
    Objects.requireNonNull(code, "code");
    return completeBy(null, id, code);
  }

  @Override
  public Session completeAuthorizationWithCode(SessionId id, String code, String by) {
    Objects.requireNonNull(id, "session");
    Objects.requireNonNull(code, "code");
    return completeBy(PlainText.requireActor(by), id, code);
  }

  private Session completeBy(@Nullable String by, SessionId id, String code) {
    records.require(id);
    if (code.isBlank() || code.length() > LONGEST_CODE || !code.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new InvalidInputException("code", "INVALID_CODE", Map.of());
    }
    secrets.requireKeys();
    ProviderClient client = providers.client(id.provider());
    ProviderResult<TokenSet> result = client.exchangeCode(code, context(id));
    throttle.note(client, id, result);
    TokenSet grant = value(id, result);
    requireOwnAccount(id, grant);
    Instant now = recordStore.now();
    SessionRecord stored =
        records.change(
            id,
            session -> {
              String old = session.state.name();
              requireSameAccount(session, grant);
              tokens.take(session, grant, now);
              session.authorizedAt = now;
              session.state = SessionState.ACTIVE;
              session.toldEnd = null;
              return SessionRecords.changedBy(by, session, old);
            });
    return view(stored);
  }

  /** Two sessions of one account are mostly a slip. */
  private void requireOwnAccount(SessionId id, TokenSet grant) {
    boolean isKnown = records.load(id).filter(session -> grant.account().equals(session.body().account)).isPresent();
    if (sharesAccounts || grant.account().isEmpty() || isKnown) {
      return;
    }
    list().stream()
        .filter(other -> !other.id().equals(id) && other.id().provider().equals(id.provider()))
        .filter(other -> other.account().filter(grant.account()::equals).isPresent())
        .findFirst()
        .ifPresent(
            other -> {
              throw new ConflictException(
                  "ACCOUNT_IN_USE",
                  "account " + grant.account() + " has signed in, which session " + other.id()
                      + " has already: sign in as another one, or allow shared accounts");
            });
  }

  /** What waits for the session was meant for the account that has signed in before, and so are its purchases. */
  private static void requireSameAccount(SessionRecord session, TokenSet grant) {
    if (session.account != null && !grant.account().isEmpty() && !session.account.equals(grant.account())) {
      throw new ConflictException(
          "ACCOUNT_MISMATCH",
          "account " + grant.account() + " has signed in, and session " + session.id() + " is one of account " + session.account
              + ": sign in as that one, or add a session of its own for the other");
    }
  }

  @Override
  public Optional<Session> find(SessionId id) {
    Objects.requireNonNull(id, "session");
    return SessionRecords.isBroken(id) ? Optional.empty() : recordStore.store.load(Keys.session(id)).map(this::view);
  }

  @Override
  public List<Session> list() {
    return rows(RecordFields.none()).stream().map(this::view).sorted(Comparator.comparing(session -> session.id().toString())).toList();
  }

  private List<StoredRecord> rows(RecordFields fields) {
    List<StoredRecord> all = new ArrayList<>();
    List<StoredRecord> page;
    do {
      // By ids: sessions may be added and removed in the meantime.
      String before = all.isEmpty() ? null : all.get(all.size() - 1).key().id();
      page = recordStore.store.find(RecordQuery.of(Keys.SESSION, fields, 0, PAGE).before(before)).records();
      all.addAll(page);
    } while (page.size() == PAGE);
    return all;
  }

  private Session view(StoredRecord row) {
    return recordStore.view(row, SessionRecord.class, this::view).orElseGet(() -> unreadable(row));
  }

  /** As this node can use it: without the key to its tokens it needs authorization here. */
  private Session view(SessionRecord session) {
    boolean locked = session.state == SessionState.ACTIVE && secrets.areLocked(session);
    Optional<SynchronizationState> synchronization = synchronization(session.id());
    return session
        .view(locked ? SessionState.NEEDS_AUTHORIZATION : session.state)
        .expiring(session.endsWithin(notice, recordStore.now()))
        .synchronization(
            synchronization.map(state -> state.succeededAt).orElse(null), synchronization.map(state -> state.failure).orElse(null))
        .build();
  }

  private Optional<SynchronizationState> synchronization(SessionId id) {
    return recordStore.store.load(Keys.synchronization(id)).flatMap(row -> recordStore.view(row, SynchronizationState.class, state -> state));
  }

  @Override
  public List<Session> active(String provider) {
    RecordFields active = RecordFields.builder().provider(Objects.requireNonNull(provider, "provider")).state(SessionState.ACTIVE.name()).build();
    return rows(active).stream()
        .map(this::view)
        .filter(session -> session.state() == SessionState.ACTIVE) // without the key to its tokens it is not
        .sorted(Comparator.comparing((Session session) -> session.authorizationEndsAt().orElse(Instant.EPOCH)).reversed())
        .toList();
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
      throw new SessionUnavailableException(id, view(document.body()).state());
    }
    long mayCallAt = recordStore.time.nanoTime();
    refuseWhileQuiet(id);
    ProviderResult<TokenSet> result = tokens.refresh(document, mayCallAt);
    if (result == null) {
      throw new ProviderException(id.provider(), "BUSY", "the token of " + id + " is being refreshed", null, true);
    }
    Session now = view(records.require(id).body());
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
    return view(
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

  private CallContext context(SessionId id) {
    return throttle.context(providers.client(id.provider()), id);
  }

  private static <T> T value(SessionId id, ProviderResult<T> result) {
    return ProviderFailures.value(id.provider(), result);
  }

  private static Session unreadable(StoredRecord row) {
    SessionState state = Unreadable.word(SessionState.class, row.fields().state(), SessionState.UNKNOWN);
    return Session.builder(Keys.session(row.key()), state).build();
  }
}

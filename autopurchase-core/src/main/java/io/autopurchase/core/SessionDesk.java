package io.autopurchase.core;

import io.autopurchase.Authorization;
import io.autopurchase.ConflictException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.NotFoundException;
import io.autopurchase.ProviderException;
import io.autopurchase.PurchaseEvent;
import io.autopurchase.Secret;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.SessionUnavailableException;
import io.autopurchase.Sessions;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.SecretCipher;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.TokenGrant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/** Sessions and their tokens. Each session is one record; a refresh is an intent in it, then a call, then an outcome. */
final class SessionDesk implements Sessions {
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()-]{5,}[0-9]");
  private static final Duration STATE_LIFE = Duration.ofMinutes(30);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** From the reading of the clock before the intent's commit; then the refresh is not sent any more. */
  private static final Duration SEND_WITHIN = Duration.ofSeconds(4);

  /** How long a refresh may be under way before others take it for lost; longer than it takes to send and to fail. */
  private static final Duration REFRESH_TIME = Duration.ofSeconds(30);

  private static final Duration REFRESH_PAUSE = Duration.ofSeconds(5);
  private static final Duration REFRESH_BEFORE = Duration.ofSeconds(10);
  private static final int MOST_DOUBTS = 3;

  private final Kernel kernel;
  private final ProviderRegistry providers;
  private final SessionSecrets secrets;
  private final Consumer<SessionId> activated;
  private final Predicate<SessionId> inUse;
  private final RecordWatch watch = new RecordWatch();

  /**
   * @param activated told when a session can be used (again)
   * @param inUse whether unfinished activities need a session
   */
  SessionDesk(
      Kernel kernel,
      ProviderRegistry providers,
      SecretCipher cipher,
      Consumer<SessionId> activated,
      Predicate<SessionId> inUse) {
    this.kernel = kernel;
    this.providers = providers;
    this.secrets = new SessionSecrets(cipher, kernel.store.shop());
    this.activated = activated;
    this.inUse = inUse;
  }

  @Override
  public Authorization begin(SessionId id) {
    ProviderClient client = providers.client(id.provider());
    if (PHONE.matcher(id.login()).matches()) {
      throw new InvalidInputException(
          "login", "PHONE_AS_LOGIN", "a login is the account's nickname, not a phone number");
    }
    String state = kernel.ids.unguessable();
    change(
        id,
        true,
        session -> {
          session.states.values().removeIf(end -> end.isBefore(kernel.now()));
          session.states.put(Digests.sha256(state), kernel.now().plus(STATE_LIFE));
          return null;
        });
    return new Authorization(id, client.authorizationUrl(state));
  }

  @Override
  public Session complete(SessionId id, URI callback) {
    CallbackUrl url = CallbackUrl.parse(callback);
    change(
        id,
        false,
        session -> {
          Instant end = session.states.remove(Digests.sha256(url.state()));
          if (end == null || end.isBefore(kernel.now())) {
            throw new InvalidInputException(
                "state", "STATE", "the state is not one that was given for this session, or was used, or is too old");
          }
          return null;
        });
    return completeWithCode(id, url.code());
  }

  @Override
  public Session completeWithCode(SessionId id, String code) {
    require(id);
    TokenGrant grant =
        value(id, providers.client(id.provider()).exchangeCode(code, context(id)));
    Instant now = kernel.now();
    SessionBody stored =
        change(
            id,
            false,
            session -> {
              String old = session.state.name();
              take(session, grant, now);
              session.authorizedAt = now;
              session.state = SessionState.ACTIVE;
              return changed(session, old, null);
            });
    activated.accept(id);
    return view(stored);
  }

  @Override
  public Optional<Session> find(String provider, String login) {
    return kernel.store.load(Keys.session(new SessionId(provider, login))).map(this::view);
  }

  @Override
  public List<Session> list() {
    List<Session> all = new ArrayList<>();
    int page = 500;
    for (int offset = 0; offset == all.size(); offset += page) {
      kernel.store.find(RecordQuery.of(Keys.SESSION, RecordFields.none(), offset, page)).records().stream()
          .map(this::view)
          .forEach(all::add);
    }
    all.sort(Comparator.comparing(session -> session.id().toString()));
    return all;
  }

  private Session view(StoredRecord row) {
    return kernel.view(row, SessionBody.class, this::view).orElseGet(() -> Unreadable.session(row));
  }

  /** As this node can use it: without the key to its tokens it needs authorization here. */
  private Session view(SessionBody session) {
    boolean locked = session.state == SessionState.ACTIVE && secrets.areLocked(session);
    return session.view(locked ? SessionState.NEEDS_AUTHORIZATION : session.state);
  }

  @Override
  public Session refresh(SessionId id) {
    Document<SessionBody> document = require(id);
    if (document.body().state == SessionState.DISABLED || secrets.refreshToken(document.body()).isEmpty()) {
      throw new SessionUnavailableException(id, view(document.body()).state());
    }
    ProviderResult<TokenGrant> result = refresh(new Access(Access.Kind.REFRESH_DUE, document, null, null));
    if (result == null) {
      throw new ProviderException(id.provider(), "BUSY", "the token of " + id + " is being refreshed", null, true);
    }
    Session now = view(require(id).body());
    if (now.state() != SessionState.ACTIVE) {
      throw new SessionUnavailableException(id, now.state());
    }
    value(id, result);
    return now;
  }

  @Override
  public Session disable(SessionId id) {
    return turn(id, SessionState.DISABLED);
  }

  @Override
  public Session enable(SessionId id) {
    boolean hasToken = require(id).body().accessToken != null;
    Session session = turn(id, hasToken ? SessionState.ACTIVE : SessionState.NEEDS_AUTHORIZATION);
    activated.accept(id);
    return session;
  }

  @Override
  public void remove(SessionId id) {
    Document<SessionBody> document = require(id);
    if (inUse.test(id)) {
      throw new ConflictException("SESSION_IN_USE", "unfinished activities need session " + id);
    }
    Commit.Builder commit = kernel.begin();
    commit.delete(document.key(), document.version());
    event(commit, document.body(), document.body().state.name(), "REMOVED", null);
    if (!kernel.commit(commit.build(), PATIENCE).isApplied()) {
      throw new ConflictException("CHANGED", "session " + id + " was changed at the same moment");
    }
  }

  /** The right to call, as it stands. No record: records hold no secrets. */
  static final class Access {
    private final Kind kind;
    @Nullable private final Document<SessionBody> session;
    @Nullable private final Secret token;
    @Nullable private final Instant until;

    Access(Kind kind, @Nullable Document<SessionBody> session, @Nullable Secret token, @Nullable Instant until) {
      this.kind = kind;
      this.session = session;
      this.token = token;
      this.until = until;
    }

    enum Kind {
      READY,
      REFRESH_DUE,
      BUSY,
      UNAVAILABLE
    }

    Kind kind() {
      return kind;
    }

    /** To be refreshed. */
    @Nullable
    Document<SessionBody> session() {
      return session;
    }

    @Nullable
    Secret token() {
      return token;
    }

    /** When to ask again. */
    @Nullable
    Instant until() {
      return until;
    }
  }

  /**
   * @param refused what the provider has refused; then its token is not used again
   */
  Access access(SessionId id, @Nullable Access refused) {
    // One that cannot be read cannot be used; activities wait, as for one that has lost its authorization.
    Optional<Document<SessionBody>> found =
        kernel.store.load(Keys.session(id))
            .flatMap(row -> kernel.view(row, SessionBody.class, body -> new Document<>(row.key(), row.version(), body)));
    if (found.isEmpty() || found.get().body().state != SessionState.ACTIVE) {
      return new Access(Access.Kind.UNAVAILABLE, null, null, null);
    }
    SessionBody session = found.get().body();
    Instant now = kernel.now();
    Secret token = secrets.accessToken(session).orElse(null);
    boolean dead =
        token == null
            || refused != null && token.equals(refused.token())
            || session.expiresAt != null && now.isAfter(session.expiresAt.minus(REFRESH_BEFORE));
    if (!dead) {
      return new Access(Access.Kind.READY, found.get(), token, null);
    }
    if (session.refreshToken != null && secrets.refreshToken(session).isEmpty()) {
      return new Access(Access.Kind.UNAVAILABLE, null, null, null);
    }
    if (session.refreshing) {
      Duration rest = REFRESH_TIME.minus(watch.unchangedFor(found.get(), kernel.time.nanoTime()));
      if (!rest.isNegative() && !rest.isZero()) {
        return new Access(Access.Kind.BUSY, null, null, now.plus(rest));
      }
    }
    if (session.refreshBlockedUntil != null && session.refreshBlockedUntil.isAfter(now)) {
      return new Access(Access.Kind.BUSY, null, null, session.refreshBlockedUntil);
    }
    return new Access(Access.Kind.REFRESH_DUE, found.get(), token, null);
  }

  /**
   * Refreshes the token, unless somebody else was first.
   *
   * @return what came of it; null where somebody else was first
   */
  @Nullable
  ProviderResult<TokenGrant> refresh(Access due) {
    Document<SessionBody> document = due.session();
    SessionBody session = document.body();
    Optional<Secret> token = secrets.refreshToken(session);
    if (token.isEmpty()) {
      change(session.id(), false, s -> s.refreshToken == null ? lose(s, "there is no refresh token") : null);
      return null;
    }
    session.refreshing = true;
    long sendBy = kernel.time.nanoTime() + SEND_WITHIN.toNanos();
    Commit.Builder intent = kernel.begin();
    put(intent, document);
    if (kernel.holds(Rule.REFRESH_INTENT_FIRST) && !kernel.commit(intent.build(), PATIENCE).isApplied()) {
      return null;
    }
    CallContext call = context(session.id()).withGate(() -> kernel.time.nanoTime() - sendBy < 0);
    ProviderResult<TokenGrant> result = providers.client(session.provider).refresh(token.get(), call);
    Instant now = kernel.now();
    change(session.id(), false, s -> outcome(s, session, result, now));
    return result;
  }

  /**
   * Takes over what came of a refresh. Meanwhile the session may have been refreshed or authorised by others; what they have
   * got is newer than our failure, and a new authorization is newer than anything.
   *
   * @param begun the session as it was when the refresh began
   */
  private @Nullable EventBody outcome(SessionBody session, SessionBody begun, ProviderResult<TokenGrant> result, Instant now) {
    boolean sameToken = secrets.haveSameRefreshToken(session, begun);
    if (result instanceof ProviderResult.Success<TokenGrant> yes) {
      boolean sameAuthorization = Objects.equals(session.authorizedAt, begun.authorizedAt);
      if (!sameAuthorization || !sameToken && session.refreshToken != null) {
        return null;
      }
      String old = session.state.name();
      take(session, yes.value(), now);
      if (session.state == SessionState.NEEDS_AUTHORIZATION) {
        session.state = SessionState.ACTIVE;
      }
      return old.equals(session.state.name()) ? null : changed(session, old, null);
    }
    if (!sameToken) {
      return null;
    }
    session.refreshing = false;
    if (result instanceof ProviderResult.Rejected<TokenGrant> no) {
      return lose(session, no.code());
    }
    if (result instanceof ProviderResult.NeedsAuthorization<TokenGrant> no) {
      return lose(session, no.code());
    }
    if (result instanceof ProviderResult.Unknown<TokenGrant> && ++session.refreshDoubts >= MOST_DOUBTS) {
      return lose(session, "the answers to several refreshes were lost");
    }
    Duration pause =
        result instanceof ProviderResult.Limited<TokenGrant> limited ? limited.retryAfter() : REFRESH_PAUSE;
    session.refreshBlockedUntil = now.plus(pause);
    return null;
  }

  private @Nullable EventBody lose(SessionBody session, String why) {
    String old = session.state.name();
    session.state = SessionState.NEEDS_AUTHORIZATION;
    session.accessToken = null;
    session.refreshToken = null;
    session.refreshing = false;
    session.refreshBlockedUntil = null;
    session.refreshDoubts = 0;
    return changed(session, old, why);
  }

  private void take(SessionBody session, TokenGrant grant, Instant now) {
    secrets.keep(session, grant);
    session.expiresAt = now.plus(grant.expiresIn());
    session.authorizationEndsAt = now.plus(grant.refreshExpiresIn());
    session.account = grant.account().isEmpty() ? session.account : grant.account();
    session.refreshing = false;
    session.refreshBlockedUntil = null;
    session.refreshDoubts = 0;
  }

  private Session turn(SessionId id, SessionState state) {
    return view(
        change(
            id,
            false,
            session -> {
              String old = session.state.name();
              session.state = state;
              return old.equals(state.name()) ? null : changed(session, old, null);
            }));
  }

  /** What to change in a session, and what to tell of it. */
  private interface Edit {
    @Nullable
    EventBody apply(SessionBody session);
  }

  private SessionBody change(SessionId id, boolean mayCreate, Edit edit) {
    while (true) {
      Document<SessionBody> document =
          load(id)
              .orElseGet(
                  () -> {
                    if (!mayCreate) {
                      throw new NotFoundException("session", id.toString());
                    }
                    return new Document<>(Keys.session(id), 0, newSession(id));
                  });
      EventBody event = edit.apply(document.body());
      Commit.Builder commit = kernel.begin();
      put(commit, document);
      if (event != null) {
        append(commit, event);
      }
      CommitResult result = kernel.commit(commit.build(), PATIENCE);
      if (result.isApplied()) {
        return document.body();
      }
    }
  }

  private void put(Commit.Builder commit, Document<SessionBody> session) {
    secrets.renew(session.body());
    kernel.put(commit, session, session.body().fields());
  }

  private static SessionBody newSession(SessionId id) {
    SessionBody session = new SessionBody();
    session.provider = id.provider();
    session.login = id.login();
    return session;
  }

  private static EventBody changed(SessionBody session, String from, @Nullable String why) {
    return body(session, from, session.state.name(), why);
  }

  private void event(Commit.Builder commit, SessionBody session, String from, String to, @Nullable String why) {
    append(commit, body(session, from, to, why));
  }

  private static EventBody body(SessionBody session, String from, String to, @Nullable String why) {
    return new EventBody(
        PurchaseEvent.SESSION_CHANGED,
        null,
        null,
        null,
        session.provider,
        session.login,
        from,
        to,
        null,
        why == null ? null : java.util.Map.of("reason", why));
  }

  private void append(Commit.Builder commit, EventBody event) {
    Instant now = kernel.now();
    kernel.append(commit, EventIds.single(now, kernel.ids.next()), now, event);
  }

  private Optional<Document<SessionBody>> load(SessionId id) {
    return kernel.load(Keys.session(id), SessionBody.class);
  }

  Document<SessionBody> require(SessionId id) {
    return load(id).orElseThrow(() -> new NotFoundException("session", id.toString()));
  }

  private CallContext context(SessionId id) {
    return CallContext.of(kernel.now(), providers.client(id.provider()).traits().callTimeout());
  }

  private static <T> T value(SessionId id, ProviderResult<T> result) {
    return ProviderFailures.value(id.provider(), result);
  }
}

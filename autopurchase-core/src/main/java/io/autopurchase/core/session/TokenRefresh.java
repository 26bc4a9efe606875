package io.autopurchase.core.session;

import io.autopurchase.Secret;
import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.core.event.EventRecord;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.SilenceDetector;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/**
 * The right to call in a session's name. A refresh of tokens is an intent in the session's record, then a call, then an
 * outcome; one at a time over all nodes. Thread-safe.
 */
@ThreadSafe
public final class TokenRefresh {
  /** From the look whether the account may be called; then the refresh is not sent any more. */
  private static final Duration SEND_WITHIN = Duration.ofSeconds(4);

  /** How long a refresh may be under way before others take it for lost; longer than it takes to send and to fail. */
  private static final Duration REFRESH_TIME = Duration.ofSeconds(30);

  /** New tokens that are not stored cost a person's authorization. */
  private static final Duration OUTCOME_PATIENCE = Duration.ofSeconds(20);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration REFRESH_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_REFRESH_PAUSE = Duration.ofMinutes(15);
  private static final Duration REFRESH_BEFORE = Duration.ofSeconds(10);

  /** After so many failures in a row the host is warned, once. */
  private static final int FAILURES_WORTH_A_WARNING = 3;

  private final RecordStore recordStore;
  private final ProviderRegistry providers;
  private final SessionSecrets secrets;
  private final SessionRecords records;
  private final SessionThrottle throttle;
  private final SilenceDetector watch = new SilenceDetector();

  TokenRefresh(RecordStore recordStore, ProviderRegistry providers, SessionSecrets secrets, SessionRecords records, SessionThrottle throttle) {
    this.recordStore = recordStore;
    this.providers = providers;
    this.secrets = secrets;
    this.records = records;
    this.throttle = throttle;
  }

  /** The right to call, as it stands. No record: records hold no secrets. */
  public static final class Access {
    private final Kind kind;
    @Nullable private final Versioned<SessionRecord> session;
    @Nullable private final Secret token;
    @Nullable private final Instant until;
    private long seenVersion;

    Access(Kind kind, @Nullable Versioned<SessionRecord> session, @Nullable Secret token, @Nullable Instant until) {
      this.kind = kind;
      this.session = session;
      this.token = token;
      this.until = until;
    }

    public enum Kind {
      READY,
      REFRESH_DUE,
      BUSY,
      /** This node cannot read it, or lacks the key to its tokens; another one may. */
      LOCKED,
      UNAVAILABLE
    }

    static Access unavailable(long seenVersion) {
      Access access = new Access(Kind.UNAVAILABLE, null, null, null);
      access.seenVersion = seenVersion;
      return access;
    }

    /** Of the session that cannot be used, as it was seen; 0 if there is none. */
    public long seenVersion() {
      return seenVersion;
    }

    public Kind kind() {
      return kind;
    }

    /** Of one that can be used, or whose token is to be refreshed. */
    public Versioned<SessionRecord> session() {
      return Objects.requireNonNull(session, "the session");
    }

    /** Of one that can be used. */
    public Secret token() {
      return Objects.requireNonNull(token, "the token");
    }

    /** The number of its tokens; only if there are some. */
    public int grant() {
      return session().body().grants;
    }

    /** When to ask again. */
    @Nullable
    public Instant until() {
      return until;
    }
  }

  /**
   * @param refusedGrant the number of the tokens that the provider has refused; they are not used again
   */
  public Access access(SessionId id, @Nullable Integer refusedGrant) {
    return access(id, refusedGrant, recordStore.store::load);
  }

  /** The same, by a reader that may have read the session already. */
  public Access access(SessionId id, @Nullable Integer refusedGrant, Function<RecordKey, Optional<StoredRecord>> load) {
    // One that cannot be read cannot be used; activities wait, as for one that has lost its authorization.
    Optional<Versioned<SessionRecord>> found = load.apply(Keys.session(id)).flatMap(row -> recordStore.find(row, SessionRecord.class));
    if (found.isEmpty() || found.get().body().state != SessionState.ACTIVE) {
      return found.map(seen -> Access.unavailable(seen.version())).orElseGet(() -> withoutRecord(id));
    }
    SessionRecord session = found.get().body();
    Instant now = recordStore.now();
    Secret token = secrets.accessToken(session).orElse(null);
    boolean dead =
        token == null
            || refusedGrant != null && refusedGrant == session.grants
            || session.expiresAt != null && now.isAfter(session.expiresAt.minus(REFRESH_BEFORE));
    if (!dead) {
      return new Access(Access.Kind.READY, found.get(), token, null);
    }
    if (secrets.areLocked(session) || session.refreshToken != null && secrets.refreshToken(session).isEmpty()) {
      // This node lacks the key. Another one may have it, so nothing is given up.
      return new Access(Access.Kind.LOCKED, null, null, null);
    }
    return busyUntil(found.get())
        .map(until -> new Access(Access.Kind.BUSY, null, null, until))
        .orElseGet(() -> new Access(Access.Kind.REFRESH_DUE, found.get(), token, null));
  }

  /** There was none to be read: it was removed, or this node cannot read it, or it has come in this moment. */
  private Access withoutRecord(SessionId id) {
    return recordStore.store.load(Keys.session(id)).isPresent() ? new Access(Access.Kind.LOCKED, null, null, null) : Access.unavailable(0);
  }

  /** Until when no other refresh may begin; empty if one may begin now. */
  private Optional<Instant> busyUntil(Versioned<SessionRecord> document) {
    SessionRecord session = document.body();
    Instant now = recordStore.now();
    if (session.refreshing) {
      Duration rest = REFRESH_TIME.minus(watch.unchangedFor(document, recordStore.time.nanoTime()));
      if (!rest.isNegative() && !rest.isZero()) {
        return Optional.of(now.plus(rest));
      }
    }
    boolean isTrusted = !ClockWatch.isAhead(session.refreshBlockedAt, now);
    return Optional.ofNullable(session.refreshBlockedUntil).filter(until -> isTrusted && until.isAfter(now));
  }

  /**
   * Refreshes the token, unless another node was first, or is doing it.
   *
   * @param mayCallAt the monotonic clock before it was found out that the provider wants no pause
   * @return its outcome; null if another node was first
   */
  @Nullable
  public ProviderResult<TokenSet> refresh(Versioned<SessionRecord> document, long mayCallAt) {
    if (busyUntil(document).isPresent()) {
      return null;
    }
    SessionRecord session = document.body();
    Optional<Secret> token = secrets.refreshToken(session);
    if (token.isEmpty()) {
      records.change(session.id(), s -> s.refreshToken == null ? lose(s, "there is no refresh token") : null);
      return null;
    }
    session.refreshing = true;
    long sendBy = mayCallAt + SEND_WITHIN.toNanos();
    Commit.Builder intent = recordStore.begin();
    records.put(intent, document);
    if (!recordStore.safety.isCommittedFirst(() -> recordStore.commit(intent.build(), PATIENCE).isApplied())) {
      return null;
    }
    ProviderClient client = providers.client(session.provider);
    CallContext call =
        CallContext.of(recordStore.now(), client.capabilities().callTimeout()).withGate(() -> recordStore.time.nanoTime() - sendBy < 0);
    ProviderResult<TokenSet> result = client.refresh(token.get(), call);
    Instant now = recordStore.now();
    records.change(session.id(), s -> outcome(s, session, result, now), OUTCOME_PATIENCE);
    throttle.note(client, session.id(), result);
    return result;
  }

  /**
   * Takes over the outcome of a refresh. In the meantime the session may have been refreshed or authorized by others; what they have
   * got is newer than our failure, and a new authorization is newer than anything.
   *
   * @param begun the session as it was when the refresh began
   */
  private @Nullable EventRecord outcome(SessionRecord session, SessionRecord begun, ProviderResult<TokenSet> result, Instant now) {
    boolean sameToken = secrets.haveSameRefreshToken(session, begun);
    if (result instanceof ProviderResult.Success<TokenSet> yes) {
      boolean sameAuthorization = Objects.equals(session.authorizedAt, begun.authorizedAt);
      if (!sameAuthorization || !sameToken && session.refreshToken != null) {
        return null;
      }
      String old = session.state.name();
      take(session, yes.value(), now);
      if (session.state == SessionState.NEEDS_AUTHORIZATION) {
        session.state = SessionState.ACTIVE;
      }
      return old.equals(session.state.name()) ? null : SessionRecords.changed(session, old, null);
    }
    if (!sameToken) {
      return null;
    }
    session.refreshing = false;
    if (result instanceof ProviderResult.Rejected<TokenSet> no) {
      return lose(session, no.code());
    }
    if (result instanceof ProviderResult.NeedsAuthorization<TokenSet> no) {
      return lose(session, no.code());
    }
    // The refresh token may still be valid. If it was spent, the provider says so; until then nothing is deleted.
    Duration pause =
        result instanceof ProviderResult.Limited<TokenSet> limited ? limited.retryAfter() : backOff(session.refreshFailures++);
    session.refreshBlockedAt = now;
    session.refreshBlockedUntil = now.plus(pause);
    return session.refreshFailures == FAILURES_WORTH_A_WARNING ? SessionRecords.expiring(session, "REFRESH_UNANSWERED") : null;
  }

  private static Duration backOff(int failures) {
    Duration pause = REFRESH_PAUSE.multipliedBy(1L << Math.min(failures, 10));
    return pause.compareTo(LONGEST_REFRESH_PAUSE) > 0 ? LONGEST_REFRESH_PAUSE : pause;
  }

  private @Nullable EventRecord lose(SessionRecord session, String why) {
    String old = session.state.name();
    session.state = SessionState.NEEDS_AUTHORIZATION;
    session.accessToken = null;
    session.refreshToken = null;
    settled(session);
    return SessionRecords.changed(session, old, why);
  }

  /** Takes over new tokens. */
  void take(SessionRecord session, TokenSet grant, Instant now) {
    secrets.keep(session, grant);
    session.grants++;
    session.expiresAt = now.plus(grant.expiresIn());
    Instant refreshableUntil = now.plus(grant.refreshExpiresIn());
    session.authorizationEndsAt = refreshableUntil.isAfter(session.expiresAt) ? refreshableUntil : session.expiresAt;
    session.account = grant.account().isEmpty() ? session.account : grant.account();
    settled(session);
  }

  private static void settled(SessionRecord session) {
    session.refreshing = false;
    session.refreshBlockedUntil = null;
    session.refreshBlockedAt = null;
    session.refreshFailures = 0;
  }
}

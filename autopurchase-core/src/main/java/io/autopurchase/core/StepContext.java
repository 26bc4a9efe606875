package io.autopurchase.core;

import io.autopurchase.ActivityState;
import io.autopurchase.SessionId;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RequestValidity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.annotation.Nullable;

/**
 * One node executing an activity: what it has read, what it wants to change, and the right to do so, which is the version
 * that it expects. For one thread.
 */
final class StepContext {
  /** Longer than the time within which an intent is sent and the time-out of its call together. */
  static final Duration LEASE = Duration.ofSeconds(15);

  static final String NEEDS_AUTHORIZATION = "NEEDS_AUTHORIZATION";
  static final String LIMIT = "LIMIT";

  /** Why an activity waits that goes on once its session can be used. */
  static final Set<String> WAITS_FOR_SESSION = Set.of(NEEDS_AUTHORIZATION, "REFRESHING");

  /** What each run that did not come to its end adds to the next lease, so that those who die together come apart. */
  private static final Duration LEASE_PER_DEATH = Duration.ofSeconds(10);

  /** No lease is longer, however often runs have died. */
  static final Duration LONGEST_LEASE = LEASE.plus(LEASE_PER_DEATH.multipliedBy(20));

  private static final Instant DOUBTFUL = Instant.parse("9999-12-31T00:00:00Z");

  private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration SESSION_POLL = Duration.ofMinutes(10);

  final RecordStore kernel;
  final ActivityRecord body;
  final UnitOfWork changes;
  final CallSlots slots;
  private final RecordKey key;
  private final DefaultSessions sessions;
  private final ProviderRegistry providers;
  private long version;
  private boolean advanced;
  private boolean draining;
  private boolean heldElsewhere;

  /** That the provider may be called was found out in this step, and no call was made since. */
  private boolean isCallGranted;
  private long grantedAtNanos;

  private long sendByNanos;
  private int jumps;
  private boolean timesInDoubt;
  @Nullable private Long askedAtNanos;

  @Nullable private RecordKey limiterKey;
  @Nullable private Versioned<ThrottleState> limiter;
  @Nullable private MutatingCall intended;
  @Nullable private MutatingCall sending;
  @Nullable private Instant calledAt;
  @Nullable private TokenRefresh.Access access;

  /** @param jumps of the clock, as they were counted before the time was asked for by which the activity is run */
  StepContext(
      RecordStore kernel, DefaultSessions sessions, ProviderRegistry providers, Versioned<ActivityRecord> activity, int jumps) {
    this.kernel = kernel;
    slots = new CallSlots(this);
    this.sessions = sessions;
    this.providers = providers;
    this.key = activity.key();
    this.version = activity.version();
    this.body = activity.body();
    this.jumps = jumps;
    changes = new UnitOfWork(kernel, body, this::limiterKey);
  }

  private RecordKey limiterKey() {
    if (limiterKey == null) {
      limiterKey = SessionThrottle.key(kernel, session());
    }
    return limiterKey;
  }

  Instant now() {
    return kernel.now();
  }

  SessionId session() {
    return new SessionId(body.provider, body.login);
  }

  ProviderClient client() {
    return providers.client(body.provider);
  }

  ProviderRegistry providers() {
    return providers;
  }

  void journal(String level, String code, String message) {
    body.journal(now(), level, code, message);
  }

  /** Sends something right after the next commit, which holds the intent. */
  void intend(MutatingCall effect) {
    intended = effect;
  }

  /**
   * What is intended now is sent soon, or not at all.
   *
   * @param readAt the monotonic clock before anything that the intent rests on was read
   */
  void sendSoonAfter(long readAt) {
    sendByNanos = readAt + MutatingCall.SEND_WITHIN.toNanos();
  }

  /** Whether this node is about to stop: nothing more is begun. */
  boolean isDraining() {
    return draining;
  }

  void drain(boolean value) {
    draining = value;
  }

  /** The step gets further: this is no activity that only kills its node. */
  void advance() {
    advanced = true;
  }

  boolean hasAdvanced() {
    return advanced;
  }

  boolean holds(Rule rule) {
    return kernel.holds(rule);
  }

  /** Whether this node's clock has jumped since the last step began. */
  boolean hasClockJumped() {
    kernel.now();
    int before = jumps;
    jumps = kernel.clock.jumps();
    return jumps != before;
  }

  /** A person is asked in this step. */
  void noteQuestion() {
    askedAtNanos = kernel.time.nanoTime();
  }

  /** Whether the step's commit has shown its question so late that its deadline does not hold: this node may have been suspended. */
  boolean hasAskedLate() {
    kernel.now();
    boolean isLate =
        askedAtNanos != null
            && (kernel.clock.jumps() != jumps || kernel.time.nanoTime() - askedAtNanos > ClockWatch.TOLERANCE.toNanos());
    askedAtNanos = null;
    return isLate;
  }

  /** The provider's clock, as well as we know it. */
  Instant providerTime() {
    return client().providerTime(now());
  }

  /** Whether the run may end here: what is intended is sent first. */
  boolean mayRest() {
    return intended == null && sending == null;
  }

  /** That whose intent this run has just committed; it is not in doubt until it is taken. */
  Optional<MutatingCall> takeSending() {
    Optional<MutatingCall> result = Optional.ofNullable(sending);
    sending = null;
    return result;
  }

  /** The account that has signed in for the session, as the provider names it, where it did. */
  Optional<String> account() {
    return kernel.load(Keys.session(session()), SessionRecord.class).map(session -> session.body().account);
  }

  // Calls

  /** What the session may do when, as read for the call that is due; the commit of an intent counts only if it still holds. */
  ThrottleState limiter() {
    return limiter.body();
  }

  /**
   * Makes sure that the provider may be called: that it wants no pause, and that there is a token. If not, the run rests, or
   * the step was spent on a refresh.
   *
   * @return whether a call can be made
   */
  boolean mayCall() {
    if (isCallGranted) {
      return true;
    }
    long askedAt = kernel.time.nanoTime();
    readLimiter();
    if (holds(Rule.PAUSE_FOR_ALL) && slots.mustWait()) {
      return false;
    }
    TokenRefresh.Access now = sessions.tokens().access(session(), body.refusedGrant);
    switch (now.kind()) {
      case READY -> {
        access = now;
        body.refusedGrant = null;
        isCallGranted = true;
        grantedAtNanos = askedAt;
        return true;
      }
      case REFRESH_DUE -> {
        // What came of a call is committed before another one is made.
        if (calledAt == null) {
          sessions.tokens().refresh(now.session());
        }
      }
      case BUSY -> body.rest(ActivityState.WAITING, "REFRESHING", now.until());
      case LOCKED, UNAVAILABLE -> {
        if (!NEEDS_AUTHORIZATION.equals(body.reason)) {
          journal("WARN", NEEDS_AUTHORIZATION, "session " + session() + " cannot be used; it goes on once it can");
        }
        waitForSession(now);
      }
    }
    return false;
  }

  /** Whether the activity has rested only because its next call had to wait for its slot. */
  boolean waitedForSlot() {
    return body.callSlot != null;
  }

  void readLimiter() {
    limiter = kernel.limiter(limiterKey());
  }

  /**
   * It costs nothing until the session can be used again: the commit that makes it so wakes what waits. Had that happened
   * between our look and this commit, the commit would be lost.
   */
  private void waitForSession(TokenRefresh.Access access) {
    boolean isLocked = access.kind() == TokenRefresh.Access.Kind.LOCKED;
    body.rest(ActivityState.WAITING, NEEDS_AUTHORIZATION, isLocked ? now().plus(SESSION_POLL) : null);
    if (!isLocked) {
      changes.expect(Keys.session(session()), access.seenVersion());
    }
    if (!isLocked && access.seenVersion() == 0 && !body.interrupted) {
      journal("WARN", "SESSION_REMOVED", "session " + session() + " was removed; nothing more is done in its name");
      body.interrupted = true;
    }
  }

  /** When the last call began. */
  Instant calledAt() {
    return calledAt;
  }

  /** One call in the session's name, by the token that {@link #mayCall} found. */
  <T> ProviderResult<T> send(Function<CallContext, ProviderResult<T>> call, long sendByNanos) {
    isCallGranted = false;
    calledAt = now();
    CallContext context =
        CallContext.of(calledAt, client().capabilities().callTimeout())
            .withAccessToken(access.token())
            .withGate(
                () -> {
                  kernel.faults.at("call.before-send");
                  return kernel.time.nanoTime() - sendByNanos < 0 || !holds(Rule.SEND_DEADLINE);
                });
    kernel.faults.at("call.before");
    ProviderResult<T> result;
    Runnable end = kernel.health.begin(body.id, client().capabilities().callTimeout());
    try {
      result = call.apply(context);
    } finally {
      end.run();
    }
    kernel.faults.at("call.after");
    if (!(result instanceof ProviderResult.Limited)) {
      kernel.recentCalls(session()).made();
    }
    if (result instanceof ProviderResult.NeedsAuthorization) {
      body.refusedGrant = access.grant();
      body.refusals++;
    } else {
      body.refusals = 0;
    }
    return result;
  }

  /**
   * One read. Where it brings neither a yes nor a no, the run rests or tries again with a new token.
   *
   * @return a {@link ProviderResult.Success} or {@link ProviderResult.Rejected}
   */
  <T> Optional<ProviderResult<T>> read(Function<CallContext, ProviderResult<T>> call) {
    if (!mayCall()) {
      return Optional.empty();
    }
    // From when the limiter was read: since then others may have been asked for a pause.
    ProviderResult<T> result = send(call, grantedAtNanos + LEASE.toNanos() / 2);
    if (result instanceof ProviderResult.Limited<T> limited) {
      slots.refused(limited);
    } else if (result instanceof ProviderResult.NotSent<T> failure) {
      pause(failure.code(), failure.message());
    } else if (result instanceof ProviderResult.Unknown<T> failure) {
      pause(failure.code(), failure.message());
    } else if (result instanceof ProviderResult.NeedsAuthorization<T> no) {
      pauseIfRefusedAgain(no.code(), no.message());
    } else {
      body.failures = 0;
      advance();
      return Optional.of(result);
    }
    return Optional.empty();
  }

  /**
   * Until when a request would be valid that is committed now; empty if no call may be made, or if that has to be found out first, which
   * this step does then.
   */
  Optional<RequestValidity> validityOrPrepare() {
    if (!mayCall()) {
      return Optional.empty();
    }
    Optional<RequestValidity> validity = client().validity(now());
    if (validity.isEmpty()) {
      prepare();
    }
    return validity;
  }

  /** Finds out by a read how long mutating calls are valid. */
  void prepare() {
    Optional<ProviderResult<Boolean>> result = read(context -> client().prepare(context));
    if (result.isPresent() && result.get() instanceof ProviderResult.Rejected<Boolean> no) {
      pause(no.code(), no.message());
    } else if (result.isPresent() && client().validity(now()).isEmpty()) {
      pause("NO_TERMS", "the adapter does not say how long a request lives, though it was prepared");
    }
  }

  /** One refused token is refreshed at once; where the new one is refused as well, haste does not help. */
  void pauseIfRefusedAgain(String code, String message) {
    if (body.refusals > 1) {
      pause(code, message);
    }
  }

  void pause(String code, String message) {
    if (body.failures == 0) {
      journal("WARN", code, "the provider cannot be asked now: " + message);
    }
    body.rest(ActivityState.WAITING, "PROVIDER_UNAVAILABLE", now().plus(backOff(body.failures++)));
  }

  /** Doubles with every failure, with jitter, so that many activities don't come back at once. */
  Duration backOff(int failures) {
    long millis = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
    return Duration.ofMillis(kernel.ids.jitter(millis));
  }

  // The commit

  /**
   * Commits all that was changed.
   *
   * @return whether this run still holds the activity
   */
  boolean commit() {
    while (true) {
      Instant now = now();
      if (body.state.isFinished() && body.removeAt == null) {
        body.removeAt = kernel.retention.removeAt(body, now);
      }
      if (body.state == ActivityState.RUNNING) {
        body.leaseUntil = now.plus(LEASE).plusMillis(kernel.ids.jitter(LEASE_PER_DEATH.toMillis() * Math.max(0, body.starts - 1)));
      }
      Versioned<ThrottleState> asSeen = intended != null && holds(Rule.LIMIT_WITH_INTENT) ? limiter : null;
      // What came of a call must not be forgotten because a read of the store fails in this moment.
      Commit commit = kernel.patiently(COMMIT_PATIENCE, () -> changes.build(new Versioned<>(key, version, body), now, asSeen, this::date));
      CommitResult result = kernel.commit(commit, COMMIT_PATIENCE);
      if (result.isApplied()) {
        version++;
        changes.applied(COMMIT_PATIENCE);
        isCallGranted = false;
        advanced = false;
        calledAt = null;
        sending = intended;
        intended = null;
        return true;
      }
      if (result instanceof CommitResult.NameTaken duplicate) {
        if (duplicate.scope().equals(Keys.CLIENT_ORDER_ID_SCOPE)) {
          throw new IllegalStateException(
              duplicate.scope() + " " + duplicate.name() + " belongs to " + duplicate.owner() + " already");
        }
        // Another activity has taken that name in this moment: the next run sees it.
        heldElsewhere = true;
        return false;
      }
      RecordKey lost = ((CommitResult.VersionConflict) result).key();
      if (lost.kind().equals(Keys.LIMITER)) {
        withdrawIntent();
      } else if (!lost.kind().equals(Keys.PURCHASE)) {
        return false;
      }
    }
  }

  /** What this run commits may rest on times of a wrong clock that it has not corrected: the next one must not believe them either. */
  void leaveTimesInDoubt() {
    timesInDoubt = true;
  }

  /** Dates what is about to be stored; times of a step during which the clock has jumped are not trusted. */
  private void date() {
    Instant now = now();
    body.writtenAt = kernel.clock.jumps() == jumps && !timesInDoubt ? now : DOUBTFUL;
  }

  /** Whether the last commit failed because another activity holds a name. */
  boolean isHeldElsewhere() {
    return heldElsewhere;
  }

  /** On the monotonic clock: after it, what was intended is not sent any more. */
  long sendByNanos() {
    return sendByNanos;
  }

  /** Another node has placed an order in the session's name in the meantime: ours waits for its slot. */
  private void withdrawIntent() {
    if (intended != null) {
      intended.withdraw(body);
      intended = null;
      changes.dropLimiterCounts();
    }
  }
}

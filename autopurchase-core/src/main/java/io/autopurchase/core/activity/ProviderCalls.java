package io.autopurchase.core.activity;

import io.autopurchase.WaitReason;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.session.DefaultSessions;
import io.autopurchase.core.session.ThrottleState;
import io.autopurchase.core.session.TokenRefresh;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RequestValidity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.annotation.Nullable;

/** The calls of one run to its provider: whether one may be made now, by which token, and what follows if it brings no answer. For one thread. */
public final class ProviderCalls {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** However long a provider wants a request to wait, it is tried after this time. */
  private static final Duration LONGEST_TOO_EARLY = Duration.ofHours(1);

  private static final Duration SESSION_POLL = Duration.ofMinutes(10);

  private final StepContext step;
  private final RecordStore recordStore;
  private final ActivityRecord body;
  private final DefaultSessions sessions;

  /** That the provider may be called was found out in this step, and no call was made since. */
  private boolean isCallGranted;

  private boolean hasOnlyRead;
  private long grantedAtNanos;

  @Nullable private RecordKey limiterKey;
  @Nullable private Versioned<ThrottleState> limiter;
  @Nullable private Instant calledAt;
  @Nullable private TokenRefresh.Access access;

  ProviderCalls(StepContext step) {
    this.step = step;
    sessions = step.services.sessions;
    recordStore = step.recordStore;
    body = step.body;
  }

  RecordKey limiterKey() {
    if (limiterKey == null) {
      limiterKey = sessions.throttle().key(step.session());
    }
    return limiterKey;
  }

  /** What is looked at before a call. */
  List<RecordKey> lookedAt() {
    RecordKey session = Keys.session(step.session());
    return limiterKey == null ? List.of(session) : List.of(session, limiterKey);
  }

  /** As it was read, with its version; null if no call was due. */
  @Nullable
  Versioned<ThrottleState> limiterAsRead() {
    return limiter;
  }

  /** The outcome of the calls is committed, or need not be: whether the next one may be made is checked again. */
  void settled() {
    isCallGranted = false;
    calledAt = null;
    hasOnlyRead = false;
  }

  /** What the call of this step has brought may be read again, should it be lost. */
  public void mayBeReadAgain() {
    hasOnlyRead = true;
  }

  /** Whether this step has only read what may be read again. */
  boolean hasOnlyRead() {
    return hasOnlyRead;
  }

  /** What the session may do when, as read for the call that is due; the commit of an intent counts only if it still holds. */
  public ThrottleState limiter() {
    return Objects.requireNonNull(limiter, "the limiter as it was read").body();
  }

  /**
   * Makes sure that the provider may be called: that it wants no pause, and that there is a token. If not, the run rests, or
   * the step was spent on a refresh.
   *
   * @return whether a call can be made
   */
  public boolean mayCall() {
    if (isCallGranted) {
      return true;
    }
    long askedAt = step.ahead.sinceNanos();
    readLimiter();
    if (step.safety.mustWait(step.slots::mustWait)) {
      return false;
    }
    TokenRefresh.Access now = sessions.tokens().access(step.session(), body.refusedGrant, step.ahead::load);
    switch (now.kind()) {
      case READY -> {
        access = now;
        body.refusedGrant = null;
        isCallGranted = true;
        grantedAtNanos = askedAt;
        return true;
      }
      case REFRESH_DUE -> {
        // The outcome of a call is committed before another one is made.
        if (calledAt == null) {
          sessions.tokens().refresh(now.session(), askedAt);
          step.ahead.forget();
        }
      }
      case BUSY -> body.waitFor(WaitReason.TOKEN_REFRESH, now.until());
      case LOCKED, UNAVAILABLE -> {
        if (body.reason != WaitReason.NEEDS_AUTHORIZATION) {
          step.journal("WARN", "NEEDS_AUTHORIZATION", "session", step.session());
        }
        waitForSession(now);
      }
    }
    return false;
  }

  /** Whether the activity has rested only because its next call had to wait for its slot. */
  public boolean waitedForSlot() {
    return body.callSlot != null;
  }

  public void readLimiter() {
    limiter = sessions.throttle().limiter(limiterKey(), step.ahead::load);
  }

  /**
   * It costs nothing until the session can be used again: the commit that makes it so wakes what waits. Had that happened
   * between our look and this commit, the commit would be lost.
   */
  private void waitForSession(TokenRefresh.Access access) {
    boolean isLocked = access.kind() == TokenRefresh.Access.Kind.LOCKED;
    body.waitFor(WaitReason.NEEDS_AUTHORIZATION, isLocked ? step.now().plus(SESSION_POLL) : null);
    if (!isLocked) {
      step.changes.expect(Keys.session(step.session()), access.seenVersion());
    }
    if (!isLocked && access.seenVersion() == 0 && !body.interrupted) {
      step.journal("WARN", "SESSION_REMOVED", "session", step.session());
      body.interrupted = true;
    }
  }

  /** When the call of this step began. */
  public Instant calledAt() {
    return Objects.requireNonNull(calledAt, "the call of this step");
  }

  /** One call in the session's name, by the token that {@link #mayCall} found. */
  public <T> ProviderResult<T> send(Function<CallContext, ProviderResult<T>> call, long sendByNanos) {
    isCallGranted = false;
    hasOnlyRead = false;
    Instant begun = step.now();
    calledAt = begun;
    TokenRefresh.Access granted = Objects.requireNonNull(access, "what mayCall has found");
    CallContext context =
        CallContext.of(begun, step.client().capabilities().callTimeout())
            .withAccessToken(granted.token())
            .withGate(
                () -> {
                  recordStore.faults.at("call.before-send");
                  return step.safety.mayLeave(recordStore.time.nanoTime(), sendByNanos);
                });
    recordStore.faults.at("call.before");
    ProviderResult<T> result;
    Runnable end = step.services.health.begin(body.id, step.client().capabilities().callTimeout());
    try {
      result = call.apply(context);
    } finally {
      end.run();
    }
    recordStore.faults.at("call.after");
    if (!(result instanceof ProviderResult.Limited)) {
      sessions.throttle().recentCalls(step.session()).made();
    }
    if (result instanceof ProviderResult.NeedsAuthorization) {
      body.refusedGrant = granted.grant();
      body.refusals++;
    } else {
      body.refusals = 0;
    }
    return result;
  }

  /**
   * One read. If it brings neither a yes nor a no, the run rests or tries again with a new token.
   *
   * @return a {@link ProviderResult.Success} or {@link ProviderResult.Rejected}
   */
  public <T> Optional<ProviderResult<T>> read(Function<CallContext, ProviderResult<T>> call) {
    if (!mayCall()) {
      return Optional.empty();
    }
    // From when the limiter was read: since then others may have been asked for a pause.
    ProviderResult<T> result = send(call, grantedAtNanos + StepContext.LEASE.toNanos() / 2);
    if (result instanceof ProviderResult.Limited<T> limited) {
      step.slots.refused(limited);
    } else if (result instanceof ProviderResult.NotSent<T> failure) {
      pause(failure.code(), failure.message());
    } else if (result instanceof ProviderResult.Unknown<T> failure) {
      pause(failure.code(), failure.message());
    } else if (result instanceof ProviderResult.NeedsAuthorization<T> no) {
      pauseIfRefusedAgain(no.code(), no.message());
    } else if (result instanceof ProviderResult.TooEarly<T> early) {
      waitForTheTime(early);
    } else {
      body.failures = 0;
      step.advance();
      return Optional.of(result);
    }
    return Optional.empty();
  }

  /**
   * Until when a request would be valid that is committed now; empty if no call may be made, or if that has to be found out first, which
   * this step does then.
   */
  public Optional<RequestValidity> validityOrPrepare() {
    if (!mayCall()) {
      return Optional.empty();
    }
    Optional<RequestValidity> validity = step.client().validity(step.now());
    if (validity.isEmpty()) {
      prepare();
    }
    return validity;
  }

  /** Finds out by a read how long mutating calls are valid. */
  public void prepare() {
    Optional<ProviderResult<Boolean>> result = read(context -> step.client().prepare(context));
    if (result.isPresent() && result.get() instanceof ProviderResult.Rejected<Boolean> no) {
      pause(no.code(), no.message());
    } else if (result.isPresent() && step.client().validity(step.now()).isEmpty()) {
      pause("NO_TERMS");
    }
  }

  /** One refused token is refreshed at once; if the new one is refused as well, haste does not help. */
  public void pauseIfRefusedAgain(String code, String message) {
    if (body.refusals > 1) {
      pause(code, message);
    }
  }

  /** Rests, because the provider cannot be asked now, as it says. */
  public void pause(String code, String message) {
    pause(Text.said(code, message).within("cannotBeAsked"));
  }

  /** Rests, because the provider cannot be asked now for a reason of ours. */
  public void pause(String code) {
    pause(Text.of(code));
  }

  private void pause(Text why) {
    if (body.failures == 0) {
      step.journal("WARN", why);
    }
    body.waitFor(WaitReason.PROVIDER_UNAVAILABLE, step.now().plus(backOff(body.failures++)));
  }

  /** The request that was sent may be sent again later: the activity rests until then. */
  public void waitForTheTime(ProviderResult.TooEarly<?> early) {
    if (body.failures == 0) {
      step.journal("INFO", "TOO_EARLY", "providerCode", early.code(), "message", early.message());
    }
    body.waitFor(WaitReason.TOO_EARLY, step.now().plus(tooEarly(early, body.failures++)));
  }

  /**
   * How long to wait before a request that was too early is sent again.
   *
   * @param times how often it was too early before
   */
  public Duration tooEarly(ProviderResult.TooEarly<?> early, int times) {
    Duration pause = backOff(times);
    Duration wanted = early.retryAfter() == null ? Duration.ZERO : early.retryAfter();
    Duration bounded = wanted.compareTo(LONGEST_TOO_EARLY) > 0 ? LONGEST_TOO_EARLY : wanted;
    return bounded.compareTo(pause) > 0 ? bounded : pause;
  }

  /** Doubles with every failure, with jitter, so that many activities don't come back at once. */
  Duration backOff(int failures) {
    long millis = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
    return Duration.ofMillis(recordStore.ids.jitter(millis));
  }
}

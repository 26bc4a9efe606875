package io.autopurchase.core.activity;

import io.autopurchase.ActivityState;
import io.autopurchase.SessionId;
import io.autopurchase.WaitReason;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Text;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.safety.SafetyRules;
import io.autopurchase.core.session.SessionRecord;
import io.autopurchase.core.session.ThrottleState;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * One node executing an activity: what it has read, what it wants to change, and the right to do so, which is the version
 * that it expects. For one thread.
 */
public final class StepContext {
  /** Longer than the time within which an intent is sent and the time-out of its call together. */
  static final Duration LEASE = Duration.ofSeconds(15);

  /** For so long a run reads on before it commits what it has read: people see its progress. */
  private static final Duration READS_TOGETHER = Duration.ofMillis(500);

  /** What is left of a lease when it is renewed, unless something is about to be sent. */
  private static final Duration LEAST_LEASE = Duration.ofSeconds(10);

  /** How much longer a lease is, so that not every commit renews it: a new due time changes indexes. */
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(1);

  /** Why an activity waits that goes on once its session can be used. */
  static final Set<WaitReason> WAITS_FOR_SESSION = Set.of(WaitReason.NEEDS_AUTHORIZATION, WaitReason.TOKEN_REFRESH);

  /** What each run that did not come to its end adds to the next lease, so that those who die together come apart. */
  private static final Duration LEASE_PER_DEATH = Duration.ofSeconds(10);

  /** No lease is longer, however often runs have died. */
  static final Duration LONGEST_LEASE = LEASE.plus(LEASE_MARGIN).plus(LEASE_PER_DEATH.multipliedBy(20));

  private static final Instant DOUBTFUL = Instant.parse("9999-12-31T00:00:00Z");

  /** For how long the commit of a call's outcome is tried. */
  public static final Duration COMMIT_PATIENCE = Duration.ofSeconds(10);

  public final ActivityServices services;
  public final RecordStore recordStore;
  public final SafetyRules safety;
  public final ActivityRecord body;
  public final UnitOfWork changes;
  public final CallSlots slots;
  public final ProviderCalls calls;
  public final IntendedCall intent = new IntendedCall();
  public final ReadAhead ahead;
  public final KnownRecords known;
  private final RecordKey key;
  private long version;
  private long committedAtNanos;
  private boolean advanced;
  private boolean draining;
  private boolean heldElsewhere;

  private int jumps;
  private boolean timesInDoubt;
  @Nullable private Asked asked;

  /** @param jumps of the clock, as they were counted before the time was asked for by which the activity is run */
  StepContext(ActivityServices services, Versioned<ActivityRecord> activity, int jumps) {
    this.services = services;
    recordStore = services.recordStore;
    safety = recordStore.safety;
    slots = new CallSlots(this);
    this.key = activity.key();
    this.version = activity.version();
    this.body = activity.body();
    this.jumps = jumps;
    ahead = new ReadAhead(recordStore);
    known = new KnownRecords(recordStore);
    calls = new ProviderCalls(this);
    changes = new UnitOfWork(recordStore, services.sessions.throttle(), body, calls::limiterKey, this::providerTime);
  }

  public Instant now() {
    return recordStore.now();
  }

  public SessionId session() {
    return new SessionId(body.provider, body.login);
  }

  public ProviderClient client() {
    return services.providers.client(body.provider);
  }

  /** @param arguments a name before each value, as {@link Text#of} takes them */
  public void journal(String level, String code, Object... arguments) {
    journal(level, Text.of(code, arguments));
  }

  public void journal(String level, Text text) {
    body.journal(now(), level, text);
  }

  /** Whether this node is about to stop: nothing more is begun. */
  public boolean isDraining() {
    return draining;
  }

  void drain(boolean value) {
    draining = value;
  }

  /** The step gets further: this activity does more than kill its node. */
  public void advance() {
    advanced = true;
  }

  boolean hasAdvanced() {
    return advanced;
  }

  /** Whether this node's clock has jumped since the last step began. */
  boolean hasClockJumped() {
    recordStore.now();
    int before = jumps;
    jumps = recordStore.clock.jumps();
    return jumps != before;
  }

  /**
   * A person is asked in this step.
   *
   * @param next when the activity has something to do in the meantime
   */
  void asks(Optional<Instant> next) {
    asked = new Asked(recordStore.time.nanoTime(), jumps, next);
  }

  /** The question of this step, once. */
  Optional<Asked> takeAsked() {
    Optional<Asked> result = Optional.ofNullable(asked);
    asked = null;
    return result;
  }

  /**
   * A question that a step asks.
   *
   * @param atNanos on the monotonic clock
   * @param jumps of the clock until then
   * @param next when the activity has something else to do
   */
  record Asked(long atNanos, int jumps, Optional<Instant> next) {
    /** Whether it was asked longer ago than that, or the clock has jumped since. */
    boolean isOlderThan(StepContext step, Duration age) {
      step.now(); // which notices a jump
      return step.recordStore.clock.jumps() != jumps || step.recordStore.time.nanoTime() - atNanos > age.toNanos();
    }
  }

  /** The provider's clock, as well as we know it. */
  public Instant providerTime() {
    return client().providerTime(now());
  }

  /** Whether the run may end here: what is intended is sent first. */
  boolean mayRest() {
    return !intent.isOpen();
  }

  /** The account that has signed in for the session, as the provider names it, if it did. */
  public Optional<String> account() {
    return recordStore.load(Keys.session(session()), SessionRecord.class).map(session -> session.body().account);
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
        body.removeAt = services.retention.removeAt(body, now);
      }
      if (body.state == ActivityState.RUNNING) {
        renewLease(now);
      }
      Versioned<ThrottleState> asSeen = intent.isIntended() ? safety.limitOfIntent(calls.limiterAsRead()) : null;
      // The outcome of a call must not be forgotten because a read of the store fails in this moment.
      Commit commit = recordStore.patiently(COMMIT_PATIENCE, () -> changes.build(new Versioned<>(key, version, body), now, asSeen, this::date));
      CommitResult result = recordStore.commit(commit, COMMIT_PATIENCE);
      if (result.isApplied()) {
        version++;
        known.applied(commit);
        if (changes.editsLimiter()) {
          ahead.forget();
        }
        committedAtNanos = recordStore.time.nanoTime();
        if (body.pieces() != null) {
          body.pieces().committed();
        }
        changes.applied(COMMIT_PATIENCE);
        calls.settled();
        advanced = false;
        intent.commit();
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
      } else if (!changes.changesLate(lost)) {
        return false;
      }
      known.forget(lost);
    }
  }

  /** Pieces of the activity that its last commit has made. */
  List<RecordKey> newPieces() {
    return body.pieces() == null ? List.of() : body.pieces().unknown(key);
  }

  void foundPiece(StoredRecord row) {
    if (body.pieces() != null) {
      body.pieces().found(key, row);
    }
  }

  private void renewLease(Instant now) {
    Instant held = body.leaseUntil;
    Instant least = now.plus(intent.isIntended() ? LEASE : LEAST_LEASE);
    if (held == null || held.isBefore(least) || held.isAfter(now.plus(LONGEST_LEASE))) {
      long later = recordStore.ids.jitter(LEASE_PER_DEATH.toMillis() * Math.max(0, body.starts - 1));
      body.leaseUntil = now.plus(LEASE).plus(LEASE_MARGIN).plusMillis(later);
    }
  }

  /**
   * Whether the step has only read, and another one may follow before that is committed: should the node die, it is read again.
   * Nothing is sent that changes something before all is committed.
   */
  boolean mayReadOn() {
    return calls.hasOnlyRead()
        && body.state == ActivityState.RUNNING
        && body.question == null
        && !intent.isOpen()
        && changes.isEmpty()
        && !draining
        && recordStore.time.nanoTime() - committedAtNanos < READS_TOGETHER.toNanos()
        && body.leaseUntil != null
        && !body.leaseUntil.isBefore(now().plus(LEAST_LEASE));
  }

  /** What this run commits may rest on times of a wrong clock that it has not corrected: the next one must not believe them either. */
  void leaveTimesInDoubt() {
    timesInDoubt = true;
  }

  /** Dates what is about to be stored; times of a step during which the clock has jumped are not trusted. */
  private void date() {
    Instant now = now();
    body.writtenAt = recordStore.clock.jumps() == jumps && !timesInDoubt ? now : DOUBTFUL;
  }

  /** Whether the last commit failed because another activity holds a name. */
  boolean isHeldElsewhere() {
    return heldElsewhere;
  }

  /** Another node has placed an order in the session's name in the meantime: ours waits for its slot. */
  private void withdrawIntent() {
    if (intent.withdraw(this)) {
      changes.dropLimiterCounts();
    }
  }
}

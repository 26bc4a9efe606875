package io.autopurchase.core.session;

import io.autopurchase.ProviderException;
import io.autopurchase.SessionId;
import io.autopurchase.core.record.Keys;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.core.record.Versioned;
import io.autopurchase.core.runtime.Pause;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/**
 * The pauses that the provider asks for, as calls see them that a host waits for: they keep a pause, and make others keep one
 * that they are asked for. Activities wait for slots instead. Limits are the account's, whatever its sessions are called. Thread-safe.
 */
@ThreadSafe
public final class SessionThrottle {
  /** A call that has not left within this time of the look at the pauses does not leave. */
  private static final Duration SEND_WITHIN = Duration.ofSeconds(7);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_ATTEMPTS = 5;

  private final RecordStore recordStore;
  private final Map<SessionId, CallPace> ownPaces = new ConcurrentHashMap<>();
  private final Map<SessionId, RecentCalls> recentCalls = new ConcurrentHashMap<>();

  SessionThrottle(RecordStore recordStore) {
    this.recordStore = recordStore;
  }

  /** What the adapter's own budget lets this process do in a session's name; kept in memory, as it concerns no other node. */
  public CallPace ownPace(SessionId session) {
    return ownPaces.computeIfAbsent(session, id -> new CallPace());
  }

  public RecentCalls recentCalls(SessionId session) {
    return recentCalls.computeIfAbsent(session, id -> new RecentCalls(recordStore.time));
  }

  /** What a session may do when; nothing stands in its way if nothing is stored. */
  public Versioned<ThrottleState> limiter(RecordKey key) {
    return limiter(key, recordStore.store::load);
  }

  /** The same, by a reader that may have read it already. */
  public Versioned<ThrottleState> limiter(RecordKey key, Function<RecordKey, Optional<StoredRecord>> load) {
    return load.apply(key)
        .map(row -> recordStore.read(row, ThrottleState.class))
        .orElseGet(() -> new Versioned<>(key, 0, new ThrottleState()));
  }

  /**
   * @param account that has signed in, as the provider names it; null if it does not
   */
  public static RecordKey key(SessionId id, @Nullable String account) {
    return account == null ? Keys.limiter(id) : Keys.accountLimiter(id.provider(), account);
  }

  public RecordKey key(SessionId id) {
    return key(id, recordStore.find(Keys.session(id), SessionRecord.class).map(session -> session.body().account).orElse(null));
  }

  /**
   * For one call.
   *
   * @throws ProviderException {@code LIMIT}, to be tried again, while the provider wants no calls in the session's name
   */
  CallContext context(ProviderClient client, SessionId id) {
    long begun = recordStore.time.nanoTime();
    refuse(client, id);
    return CallContext.of(recordStore.now(), client.capabilities().callTimeout())
        .withGate(() -> recordStore.time.nanoTime() - begun < SEND_WITHIN.toNanos());
  }

  /**
   * @throws ProviderException {@code LIMIT}, to be tried again, while the provider wants no calls in the session's name
   */
  void refuse(ProviderClient client, SessionId id) {
    CallPace calls = limiter(key(id)).body().calls;
    Instant there = client.providerTime(recordStore.now());
    if (calls.isQuiet(there)) {
      Duration pause = Duration.between(there, calls.quietUntil);
      throw new ProviderException(
          id.provider(), "LIMIT", id.provider() + " wants a pause of " + pause.toMillis() + " ms", null, true);
    }
  }

  /** Notes a pause that the provider has asked for, so that all calls and all nodes keep it. */
  void note(ProviderClient client, SessionId id, ProviderResult<?> result) {
    if (!(result instanceof ProviderResult.Limited<?> limited) || limited.isOwn()) {
      return;
    }
    RecordKey key = key(id);
    Pause wanted = new Pause(recordStore.time, limited.retryAfter());
    boolean applied = false;
    for (int attempt = 0; attempt < MOST_ATTEMPTS && !applied; attempt++) {
      Versioned<ThrottleState> read = limiter(key);
      ThrottleState changed = read.body().copy();
      Instant there = client.providerTime(recordStore.now());
      changed.calls.refused(there, wanted.endBy(there), recentCalls(id).distance(limited.retryAfter()));
      Commit.Builder commit = recordStore.begin();
      recordStore.put(commit, new Versioned<>(key, read.version(), changed), RecordFields.none());
      applied = recordStore.commit(commit.build(), PATIENCE).isApplied();
    }
  }
}

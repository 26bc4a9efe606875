package io.autopurchase.core;

import io.autopurchase.ProviderException;
import io.autopurchase.SessionId;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import java.time.Duration;
import java.time.Instant;
import javax.annotation.Nullable;

/**
 * The pauses that the provider asks for, as calls see them that a host waits for: they keep a pause, and make others keep one
 * that they are asked for. Activities wait for slots instead. Limits are the account's, whatever its sessions are called.
 */
final class SessionThrottle {
  /** A call that has not left within this time of the look at the pauses does not leave. */
  private static final Duration SEND_WITHIN = Duration.ofSeconds(7);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_ATTEMPTS = 5;

  private SessionThrottle() {}

  /**
   * @param account that has signed in, as the provider names it; null where it does not
   */
  static RecordKey key(SessionId id, @Nullable String account) {
    return account == null ? Keys.limiter(id) : Keys.accountLimiter(id.provider(), account);
  }

  static RecordKey key(RecordStore kernel, SessionId id) {
    return key(id, kernel.find(Keys.session(id), SessionRecord.class).map(session -> session.body().account).orElse(null));
  }

  /**
   * For one call.
   *
   * @throws ProviderException {@code LIMIT}, to be tried again, while the provider wants no calls in the session's name
   */
  static CallContext context(RecordStore kernel, ProviderClient client, SessionId id) {
    long begun = kernel.time.nanoTime();
    refuse(kernel, client, id);
    return CallContext.of(kernel.now(), client.capabilities().callTimeout())
        .withGate(() -> kernel.time.nanoTime() - begun < SEND_WITHIN.toNanos());
  }

  /**
   * @throws ProviderException {@code LIMIT}, to be tried again, while the provider wants no calls in the session's name
   */
  static void refuse(RecordStore kernel, ProviderClient client, SessionId id) {
    Instant there = client.providerTime(kernel.now());
    CallPace calls = kernel.limiter(key(kernel, id)).body().calls;
    if (calls.isQuiet(there)) {
      Duration pause = Duration.between(there, calls.quietUntil);
      throw new ProviderException(
          id.provider(), "LIMIT", id.provider() + " wants a pause of " + pause.toMillis() + " ms", null, true);
    }
  }

  /** Notes a pause that the provider has asked for, so that all calls and all nodes keep it. */
  static void note(RecordStore kernel, ProviderClient client, SessionId id, ProviderResult<?> result) {
    if (!(result instanceof ProviderResult.Limited<?> limited) || limited.isOwn()) {
      return;
    }
    RecordKey key = key(kernel, id);
    Instant there = client.providerTime(kernel.now());
    boolean applied = false;
    for (int attempt = 0; attempt < MOST_ATTEMPTS && !applied; attempt++) {
      Versioned<ThrottleState> read = kernel.limiter(key);
      ThrottleState changed = read.body().copy();
      changed.calls.refused(there, limited.retryAfter(), kernel.recentCalls(id).distance(limited.retryAfter()));
      Commit.Builder commit = kernel.begin();
      kernel.put(commit, new Versioned<>(key, read.version(), changed), RecordFields.none());
      applied = kernel.commit(commit.build(), PATIENCE).isApplied();
    }
  }
}

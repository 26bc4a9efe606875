package io.autopurchase.core.session;

import io.autopurchase.SessionId;
import io.autopurchase.SessionState;
import io.autopurchase.SessionUnavailableException;
import io.autopurchase.core.record.RecordStore;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ProviderClient;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.util.function.Function;
import javax.annotation.concurrent.ThreadSafe;

/** Calls that a host waits for. Thread-safe. */
@ThreadSafe
public final class HostCalls {
  /** So short a pause is waited out, as long as they add up to little. */
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(2);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final RecordStore recordStore;
  private final DefaultSessions sessions;
  private final ProviderRegistry providers;

  public HostCalls(RecordStore recordStore, DefaultSessions sessions, ProviderRegistry providers) {
    this.recordStore = recordStore;
    this.sessions = sessions;
    this.providers = providers;
  }

  /** A token that has run out is refreshed once. */
  public <T> T make(SessionId id, Function<CallContext, ProviderResult<T>> call) {
    TokenRefresh.Access access = sessions.tokens().access(id, null);
    long begun = recordStore.time.nanoTime();
    for (int attempt = 1; ; attempt++) {
      if (access.kind() == TokenRefresh.Access.Kind.REFRESH_DUE) {
        long mayCallAt = recordStore.time.nanoTime();
        sessions.throttle().refuse(providers.client(id.provider()), id);
        sessions.tokens().refresh(access.session(), mayCallAt);
        access = sessions.tokens().access(id, null);
      }
      if (access.kind() != TokenRefresh.Access.Kind.READY) {
        throw new SessionUnavailableException(id, SessionState.NEEDS_AUTHORIZATION);
      }
      ProviderClient client = providers.client(id.provider());
      CallContext context = sessions.throttle().context(client, id).withAccessToken(access.token());
      ProviderResult<T> result = call.apply(context);
      boolean patient = recordStore.time.nanoTime() - begun < LONGEST_WAIT.toNanos();
      if (result instanceof ProviderResult.Limited<T> limited && limited.retryAfter().compareTo(SHORT_PAUSE) <= 0 && patient) {
        recordStore.pause(limited.retryAfter());
        attempt--;
        continue;
      }
      sessions.throttle().note(client, id, result);
      if (!(result instanceof ProviderResult.NeedsAuthorization) || attempt > 1) {
        return ProviderFailures.value(id.provider(), result);
      }
      access = sessions.tokens().access(id, access.grant());
    }
  }
}

package io.autopurchase.core;

import io.autopurchase.ProviderException;
import io.autopurchase.SessionId;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.ProviderClient;
import java.time.Duration;

/** Pauses that the provider wants, for calls that a host waits for; activities wait them out. */
final class QuietTime {
  /** A call that has not left within this time of the look at the pauses does not leave. */
  private static final Duration SEND_WITHIN = Duration.ofSeconds(7);

  private QuietTime() {}

  /**
   * For one call.
   *
   * @throws ProviderException {@code LIMIT}, to be tried again, while the provider wants no calls in the session's name
   */
  static CallContext context(Kernel kernel, ProviderClient client, SessionId id) {
    long begun = kernel.time.nanoTime();
    refuse(kernel, client, id);
    return CallContext.of(kernel.now(), client.traits().callTimeout())
        .withGate(() -> kernel.time.nanoTime() - begun < SEND_WITHIN.toNanos());
  }

  /**
   * @throws ProviderException {@code LIMIT}, to be tried again, while the provider wants no calls in the session's name
   */
  static void refuse(Kernel kernel, ProviderClient client, SessionId id) {
    Duration pause =
        Duration.between(client.providerTime(kernel.now()), kernel.limiter(Keys.limiter(id)).body().quietUntil);
    if (!pause.isNegative() && !pause.isZero()) {
      throw new ProviderException(
          id.provider(), "LIMIT", id.provider() + " wants a pause of " + pause.toMillis() + " ms", null, true);
    }
  }
}

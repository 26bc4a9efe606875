package io.autopurchase.core;

import io.autopurchase.ProviderException;
import io.autopurchase.SessionId;
import io.autopurchase.spi.ProviderClient;
import java.time.Duration;

/** Pauses that the provider wants, for calls that a host waits for; activities wait them out. */
final class QuietTime {
  private QuietTime() {}

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

package io.autopurchase.spi;

import io.autopurchase.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a call may use. For one call. */
public final class CallContext {
  private final Instant now;
  private final Duration timeout;
  @Nullable private final Secret accessToken;
  private final BooleanSupplier gate;

  private CallContext(Instant now, Duration timeout, @Nullable Secret accessToken, BooleanSupplier gate) {
    this.now = now;
    this.timeout = timeout;
    this.accessToken = accessToken;
    this.gate = gate;
  }

  /**
   * @param now the time of our clock as the call begins
   * @param timeout for the whole call, the answer's body included
   */
  public static CallContext of(Instant now, Duration timeout) {
    return new CallContext(now, timeout, null, () -> true);
  }

  /** In the name of a session. */
  public CallContext withAccessToken(Secret token) {
    return new CallContext(now, timeout, token, gate);
  }

  /** With a condition that is asked directly before the bytes leave. */
  public CallContext withGate(BooleanSupplier maySend) {
    return new CallContext(now, timeout, accessToken, maySend);
  }

  public Instant now() {
    return now;
  }

  public Duration timeout() {
    return timeout;
  }

  public Optional<Secret> accessToken() {
    return Optional.ofNullable(accessToken);
  }

  /**
   * Whether the request may still leave. An adapter asks directly before it writes the first byte of a request that
   * changes something, after the connection stands; where the answer is no, it sends nothing and returns {@link
   * ProviderResult.NotSent}.
   */
  public boolean maySend() {
    return gate.getAsBoolean();
  }
}

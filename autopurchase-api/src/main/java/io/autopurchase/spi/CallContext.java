package io.autopurchase.spi;

import io.autopurchase.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.annotation.CheckReturnValue;
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

  /**
   * In the name of a session.
   *
   * @param token the session's access token; replaces one that was set before
   */
  @CheckReturnValue
  public CallContext withAccessToken(Secret token) {
    return new CallContext(now, timeout, token, gate);
  }

  /**
   * With a condition that is asked directly before the bytes leave.
   *
   * @param maySend what {@link #maySend()} returns; replaces a condition that was set before
   */
  @CheckReturnValue
  public CallContext withGate(BooleanSupplier maySend) {
    return new CallContext(now, timeout, accessToken, maySend);
  }

  /** The time of the engine's clock when the call began; it does not move during the call. */
  public Instant now() {
    return now;
  }

  /** How long the whole call may take, from the connection to the end of the answer's body. */
  public Duration timeout() {
    return timeout;
  }

  /** The session's access token; empty for calls outside of a session, such as those that get or refresh tokens. */
  public Optional<Secret> accessToken() {
    return Optional.ofNullable(accessToken);
  }

  /**
   * Whether the request may still leave. An adapter calls this directly before it writes the first byte of a mutating request, after the
   * connection is established; if the answer is no, it sends nothing and returns {@link ProviderResult.NotSent}.
   */
  public boolean maySend() {
    return gate.getAsBoolean();
  }
}

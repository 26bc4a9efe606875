package io.autopurchase;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call to a provider for which the host waits (an authorization, a preview) did not succeed. Calls of activities never throw this:
 * their failures become outcomes, waits and questions.
 */
public final class ProviderException extends AutoPurchaseException {
  private static final long serialVersionUID = 1L;

  /** As {@link #provider()} returns it. */
  private final String provider;

  /** The value of {@link #requestId()}. */
  @Nullable private final String requestId;

  /** As {@link #isRetryable()} returns it. */
  private final boolean retryable;

  /**
   * For a call that did not succeed.
   *
   * @param provider the provider's id, such as {@code taobao}
   * @param code the provider's own code if it gave one
   * @param message what the provider said, without secrets
   * @param requestId the provider's id of the call, for its support; null if it gave none
   * @param retryable whether the same call may succeed later
   */
  public ProviderException(
      String provider, String code, String message, @Nullable String requestId, boolean retryable) {
    super(code, message, null);
    this.provider = provider;
    this.requestId = requestId;
    this.retryable = retryable;
  }

  /** The provider's id, such as {@code taobao}. */
  public String provider() {
    return provider;
  }

  /** The provider's id of the call, for its support; empty if it gave none. */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /** Whether the same call may succeed later, as after a pause, an outage or an unclear response; false after a rejection. */
  public boolean isRetryable() {
    return retryable;
  }
}

package io.autopurchase;

import org.jspecify.annotations.Nullable;

/**
 * A provider did not answer a call that the host waits for (an authorization, a preview) with a yes. Calls of activities
 * never throw this: their failures become outcomes, waits and questions.
 */
public final class ProviderException extends AutoPurchaseException {
  private static final long serialVersionUID = 1L;

  private final String provider;
  @Nullable private final String requestId;
  private final boolean retryable;

  /**
   * @param code the provider's own code where it gave one
   * @param requestId the provider's id of the call, for its support; null where it gave none
   * @param retryable whether the same call may do better later
   */
  public ProviderException(
      String provider, String code, String message, @Nullable String requestId, boolean retryable) {
    super(code, message, null);
    this.provider = provider;
    this.requestId = requestId;
    this.retryable = retryable;
  }

  public String provider() {
    return provider;
  }

  @Nullable
  public String requestId() {
    return requestId;
  }

  public boolean isRetryable() {
    return retryable;
  }
}

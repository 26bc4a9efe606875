package io.autopurchase.core.session;

import io.autopurchase.ProviderException;
import io.autopurchase.spi.ProviderResult;

/** Turns results into exceptions, for calls that a host waits for. */
final class ProviderFailures {
  private ProviderFailures() {}

  /**
   * @throws ProviderException if it is not a success
   */
  static <T> T value(String provider, ProviderResult<T> result) {
    if (result instanceof ProviderResult.Success<T> yes) {
      return yes.value();
    }
    if (result instanceof ProviderResult.Rejected<T> no) {
      throw new ProviderException(provider, no.code(), provider + " refused: " + no.message(), no.requestId(), false);
    }
    if (result instanceof ProviderResult.NeedsAuthorization<T> no) {
      throw new ProviderException(provider, no.code(), provider + " refused the token: " + no.message(), no.requestId(), false);
    }
    if (result instanceof ProviderResult.Limited<T> no) {
      throw new ProviderException(
          provider, no.code(), provider + " wants a pause of " + no.retryAfter().toMillis() + " ms", null, true);
    }
    if (result instanceof ProviderResult.NotSent<T> no) {
      throw new ProviderException(provider, no.code(), provider + " cannot be reached: " + no.message(), null, true);
    }
    if (result instanceof ProviderResult.TooEarly<T> no) {
      throw new ProviderException(provider, no.code(), provider + " wants it later: " + no.message(), null, true);
    }
    ProviderResult.Unknown<T> no = (ProviderResult.Unknown<T>) result;
    throw new ProviderException(provider, no.code(), provider + " gave no clear answer: " + no.message(), no.requestId(), true);
  }
}

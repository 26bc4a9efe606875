package io.autopurchase;

import org.jspecify.annotations.Nullable;

/**
 * Nothing was changed, and nothing will be changed later; the call may be repeated. Causes are a deadlock, a failed serialization, a
 * store that cannot be reached, and a failed read.
 */
public final class StoreUnavailableException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * With the code {@code STORE_UNAVAILABLE}.
   *
   * @param message what was not done, and why
   * @param cause null if no other exception led to it
   */
  public StoreUnavailableException(String message, @Nullable Throwable cause) {
    super("STORE_UNAVAILABLE", message, cause);
  }
}

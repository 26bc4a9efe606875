package io.autopurchase;

import org.jspecify.annotations.Nullable;

/**
 * Certainly nothing was changed, and nothing of it will be changed later; the same may be tried again. A deadlock, a failed
 * serialization, a store that cannot be reached, and a read that could not be made end so.
 */
public final class StoreUnavailableException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, @Nullable Throwable cause) {
    super("STORE_UNAVAILABLE", message, cause);
  }
}

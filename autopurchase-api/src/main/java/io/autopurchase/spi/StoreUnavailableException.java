package io.autopurchase.spi;

import javax.annotation.Nullable;

/** Certainly nothing was changed; the same may be tried again later. A deadlock ends so too. */
public final class StoreUnavailableException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, @Nullable Throwable cause) {
    super("STORE_UNAVAILABLE", message, cause);
  }
}

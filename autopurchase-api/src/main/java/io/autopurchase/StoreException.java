package io.autopurchase;

import org.jspecify.annotations.Nullable;

/** A call to the store failed. */
public abstract class StoreException extends AutoPurchaseException {
  private static final long serialVersionUID = 1L;

  /**
   * For a kind of failure of a store.
   *
   * @param code a stable word in capitals
   * @param message what the store could not do, without secrets
   * @param cause null if no other exception led to it
   */
  protected StoreException(String code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }
}

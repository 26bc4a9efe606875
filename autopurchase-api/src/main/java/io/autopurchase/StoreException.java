package io.autopurchase;

import org.jspecify.annotations.Nullable;

/** The store could not do what it was asked. */
public abstract class StoreException extends AutoPurchaseException {
  private static final long serialVersionUID = 1L;

  protected StoreException(String code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }
}

package io.autopurchase.core.record;

import io.autopurchase.AutoPurchaseException;

/** A record was written by another release, or is damaged. It is left as it is. The message names it and its version. */
public final class UnreadableException extends AutoPurchaseException {
  private static final long serialVersionUID = 1L;

  UnreadableException(String message) {
    super("UNREADABLE", message, null);
  }
}

package io.autopurchase;

import org.jspecify.annotations.Nullable;

/**
 * The changes may have been applied or not: the store's answer to the commit did not arrive. Committing them again with the same write id
 * shows the outcome. Never thrown by reads.
 */
public final class CommitOutcomeUnknownException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * With the code {@code STORE_UNKNOWN}.
   *
   * @param message what was committed, and how the connection failed
   * @param cause null if no other exception led to it
   */
  public CommitOutcomeUnknownException(String message, @Nullable Throwable cause) {
    super("STORE_UNKNOWN", message, cause);
  }
}

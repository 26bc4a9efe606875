package io.autopurchase;

/**
 * What was asked does not fit what is stored: an answer to a question that is closed, the removal of a session that
 * activities use, a line that another activity holds. Nothing was changed.
 */
public final class ConflictException extends AutoPurchaseException {
  private static final long serialVersionUID = 1L;

  /**
   * @param code why, such as {@code STALE_ANSWER}, {@code SESSION_IN_USE}, {@code LINE_HELD}
   * @param message why, in words
   */
  public ConflictException(String code, String message) {
    super(code, message, null);
  }
}

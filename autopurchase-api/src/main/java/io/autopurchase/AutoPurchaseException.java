package io.autopurchase;

import org.jspecify.annotations.Nullable;

/**
 * The root of all failures that this library throws on purpose. Messages name ids and rules, but never secrets or the content of requests
 * to a provider.
 */
public abstract class AutoPurchaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** As {@link #code()} returns it. */
  private final String code;

  /**
   * For a kind of failure.
   *
   * @param code a stable word in capitals
   * @param message without secrets and personal data
   * @param cause null if no other exception led to it
   */
  protected AutoPurchaseException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** A stable word in capitals for programs, such as {@code NOT_FOUND}. */
  public final String code() {
    return code;
  }
}

package io.autopurchase.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a call. Unknown is the default: a success must be explicit, and a rejection must be on the adapter's list of answers
 * that mean that nothing was done. Codes and messages are {@linkplain PlainText#clean cleaned}, because they appear on terminals and in
 * logs.
 */
public sealed interface ProviderResult<T> {
  /**
   * The provider confirmed the request.
   *
   * @param value what it answered
   */
  record Success<T>(T value) implements ProviderResult<T> {}

  /**
   * The provider clearly refused this request, and will not change its mind about it.
   *
   * @param code the provider's
   * @param requestId the provider's id of the call; null if it gave none
   */
  record Rejected<T>(String code, String message, @Nullable String requestId) implements ProviderResult<T> {
    /**
     * With {@linkplain PlainText#clean cleaned} words.
     *
     * @param code cleaned
     * @param message cleaned
     * @param requestId cleaned; may be null
     */
    public Rejected {
      code = PlainText.clean(code);
      message = PlainText.clean(message);
      requestId = PlainText.cleanOrNull(requestId);
    }
  }

  /** The token is not valid (any more). Nothing was done. */
  record NeedsAuthorization<T>(String code, String message, @Nullable String requestId)
      implements ProviderResult<T> {
    /**
     * With {@linkplain PlainText#clean cleaned} words.
     *
     * @param code cleaned
     * @param message cleaned
     * @param requestId cleaned; may be null
     */
    public NeedsAuthorization {
      code = PlainText.clean(code);
      message = PlainText.clean(message);
      requestId = PlainText.cleanOrNull(requestId);
    }
  }

  /**
   * Too many calls. Nothing was done. All calls of the account wait.
   *
   * @param retryAfter how long to keep quiet
   */
  record Limited<T>(String code, String message, Duration retryAfter) implements ProviderResult<T> {
    /** The code of a limit that the adapter keeps by itself, in this process: it concerns no other node. */
    public static final String OWN_LIMIT = "OWN_LIMIT";

    /**
     * With {@linkplain PlainText#clean cleaned} words.
     *
     * @param code cleaned
     * @param message cleaned
     * @param retryAfter kept as it is
     */
    public Limited {
      code = PlainText.clean(code);
      message = PlainText.clean(message);
    }

    /** Whether the adapter's own budget is used up, and the provider was not asked. */
    public boolean isOwn() {
      return code.equals(OWN_LIMIT);
    }
  }

  /**
   * Too early for this request: nothing was done, and the same may be sent again after a pause, such as when an order cannot be cancelled
   * in its first seconds. It is not a limit of the account ({@link Limited}): other calls continue. The engine waits with growing pauses;
   * after twenty such answers in a row the request counts as refused.
   *
   * @param code the provider's
   * @param retryAfter how long to wait at least, of which the engine waits an hour at most; null if the provider does not say so
   */
  record TooEarly<T>(String code, String message, @Nullable Duration retryAfter) implements ProviderResult<T> {
    /**
     * With {@linkplain PlainText#clean cleaned} words.
     *
     * @param code cleaned
     * @param message cleaned
     * @param retryAfter kept as it is
     */
    public TooEarly {
      code = PlainText.clean(code);
      message = PlainText.clean(message);
    }
  }

  /** Certainly nothing reached the provider, or it refused to look at it; the same may be tried again. */
  record NotSent<T>(String code, String message) implements ProviderResult<T> {
    /**
     * With {@linkplain PlainText#clean cleaned} words.
     *
     * @param code cleaned
     * @param message cleaned
     */
    public NotSent {
      code = PlainText.clean(code);
      message = PlainText.clean(message);
    }
  }

  /**
   * The outcome is unknown: a time-out, a cut connection, an answer that cannot be read or that is on no list. For a read it means:
   * try again later.
   *
   * @param code the provider's, or ours, such as {@code TIMEOUT}
   * @param refusal whether the provider seems to have refused, in words that are on no list. Then the request is looked up
   *     until conclusiveAt, but not sent again
   */
  record Unknown<T>(String code, String message, @Nullable String requestId, boolean refusal)
      implements ProviderResult<T> {
    /**
     * With {@linkplain PlainText#clean cleaned} words.
     *
     * @param code cleaned
     * @param message cleaned
     * @param requestId cleaned; may be null
     * @param refusal kept as it is
     */
    public Unknown {
      code = PlainText.clean(code);
      message = PlainText.clean(message);
      requestId = PlainText.cleanOrNull(requestId);
    }
  }
}

package io.autopurchase;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request conflicts with the stored state: an answer to a question that is closed, the removal of a session that activities use, a
 * line that another activity holds. Nothing was changed.
 */
public final class ConflictException extends AutoPurchaseException {
  private static final long serialVersionUID = 1L;

  /** The value of {@link #activity()}. */
  @Nullable private final String activity;

  /**
   * Without an activity.
   *
   * @param code why, such as {@code STALE_ANSWER}, {@code SESSION_IN_USE}, {@code LINE_HELD}
   * @param message why, in words
   */
  public ConflictException(String code, String message) {
    this(code, message, null);
  }

  /**
   * With the activity that causes the conflict.
   *
   * @param code why, such as {@code STALE_ANSWER}, {@code SESSION_IN_USE}, {@code LINE_HELD}
   * @param message why, in words
   * @param activity null if it is none, or not known
   */
  public ConflictException(String code, String message, @Nullable ActivityId activity) {
    super(code, message, null);
    this.activity = activity == null ? null : activity.value();
  }

  /**
   * The activity that causes the conflict: the one that holds the line or the order ({@code LINE_HELD}, {@code LINE_UNCERTAIN}, {@code
   * ORDER_HELD}), the oldest one if there are several; or the one whose question is no longer open ({@code STALE_ANSWER}). Empty for
   * other codes, and if the activity has just released it.
   */
  public Optional<ActivityId> activity() {
    return Optional.ofNullable(activity).map(ActivityId::new);
  }
}

package io.autopurchase.core.activity;

import io.autopurchase.spi.RecordFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * What a person, or a session, asks of an activity: kept in a record of its own, so that it never disturbs the run that may be at work.
 *
 * @param type one of the constants here
 * @param questionId of an answer
 * @param option of an answer
 * @param by who asks
 */
public record SignalRecord(String type, @Nullable String questionId, @Nullable String option, String by) {
  static final String ANSWER = "ANSWER";
  static final String INTERRUPT = "INTERRUPT";
  static final String RETRY = "RETRY";

  /** What it waited for is there. */
  public static final String WAKE = "WAKE";

  /** Signals that collect hints come a few seconds later at most; what is due later was written by a clock that was ahead. */
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  /** The option that was chosen, of an answer. */
  String answer() {
    return Objects.requireNonNull(option, "the option of an answer");
  }

  /**
   * @param at when the activity is to look at it
   */
  public RecordFields fields(String activity, Instant at) {
    return RecordFields.builder().type(type).reference(activity).dueAt(at).build();
  }

  /** Whether it is put off on purpose. */
  static boolean isDelayed(Instant dueAt, Instant now) {
    return dueAt.isAfter(now) && !isPutOff(dueAt, now);
  }

  /** Whether a wrong clock has put it off. */
  static boolean isPutOff(Instant dueAt, Instant now) {
    return dueAt.isAfter(latest(now));
  }

  /** No signal is due later than this. */
  static Instant latest(Instant now) {
    return now.plus(LONGEST_DELAY);
  }
}

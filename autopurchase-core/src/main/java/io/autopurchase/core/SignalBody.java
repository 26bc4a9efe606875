package io.autopurchase.core;

import io.autopurchase.spi.RecordFields;
import java.time.Instant;
import javax.annotation.Nullable;

/**
 * What a person, or a session, asks of an activity: kept in a record of its own, so that it never disturbs the run that may be at work.
 *
 * @param type one of the constants here
 * @param questionId of an answer
 * @param option of an answer
 * @param by who asks
 */
record SignalBody(String type, @Nullable String questionId, @Nullable String option, String by) {
  static final String ANSWER = "ANSWER";
  static final String INTERRUPT = "INTERRUPT";
  static final String RETRY = "RETRY";

  /** What it waited for is there. */
  static final String WAKE = "WAKE";

  /**
   * @param at when the activity is to look at it
   */
  RecordFields fields(String activity, Instant at) {
    return RecordFields.builder().type(type).reference(activity).dueAt(at).build();
  }
}

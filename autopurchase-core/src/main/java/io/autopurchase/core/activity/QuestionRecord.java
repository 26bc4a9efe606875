package io.autopurchase.core.activity;

import io.autopurchase.AnswerOption;
import io.autopurchase.LineKey;
import io.autopurchase.Question;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.annotation.Nullable;

/**
 * An open question as it is stored.
 *
 * @param openForMillis how long it was to stay open; 0 if an earlier release has asked
 * @param provisional whether the deadline is that of a clock that was not known to be steady: one that is confirms it, or sets it
 *     again
 * @param unconfirmed whether no run has seen the question stored yet: one that finds it so begins its time again
 */
public record QuestionRecord(
    String id,
    String code,
    String message,
    @Nullable String lineId,
    Map<String, String> context,
    List<AnswerOption> options,
    String defaultOption,
    Instant deadline,
    long openForMillis,
    boolean provisional,
    boolean unconfirmed) {

  /** Of a number of an order that a person types. */
  private static final int MOST_DIGITS = 64;

  /** The line that it is about, of a question about a line. */
  public String line() {
    return Objects.requireNonNull(lineId, "the line of the question");
  }

  QuestionRecord until(Instant newDeadline, boolean isProvisional) {
    return new QuestionRecord(
        id, code, message, lineId, context, options, defaultOption, newDeadline, openForMillis, isProvisional, false);
  }

  boolean offers(String option) {
    boolean isListed = options.stream().anyMatch(o -> o.id().equals(option)) && !option.equals(AnswerOption.ORDER_IS);
    return isListed || offersNumbers() && isNumber(option);
  }

  private boolean offersNumbers() {
    return options.stream().anyMatch(o -> o.id().equals(AnswerOption.ORDER_IS));
  }

  private static boolean isNumber(String option) {
    String number = option.startsWith(AnswerOption.ORDER_IS) ? option.substring(AnswerOption.ORDER_IS.length()) : "";
    return !number.isEmpty() && number.length() <= MOST_DIGITS && number.chars().allMatch(c -> c > ' ' && c < 127);
  }

  Question view(@Nullable String orderId) {
    return Question.builder(id, code, message, options)
        .line(orderId == null || lineId == null ? null : new LineKey(orderId, lineId))
        .context(context)
        .defaultOption(defaultOption, deadline)
        .build();
  }
}

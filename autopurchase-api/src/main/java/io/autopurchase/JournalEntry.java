package io.autopurchase;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;

/**
 * An entry in the journal of an activity, for people.
 *
 * <p>Immutable.
 */
@Immutable
public final class JournalEntry {
  private final Instant at;
  private final String level;
  private final String code;
  private final String message;
  private final Map<String, String> arguments;

  private JournalEntry(Instant at, String level, String code, String message, Map<String, String> arguments) {
    this.at = at;
    this.level = level;
    this.code = code;
    this.message = message;
    this.arguments = arguments;
  }

  /**
   * Without arguments.
   *
   * @param at when, to the millisecond
   * @param level {@code INFO}, {@code WARN} or {@code ERROR}
   * @param code a stable word in capitals, such as {@code PLACED}
   * @param message in English words, without secrets
   */
  public static JournalEntry of(Instant at, String level, String code, String message) {
    return new JournalEntry(at, level, code, message, Map.of());
  }

  /**
   * The same with other arguments.
   *
   * @param values as {@link #arguments} returns them; copied, in their order
   */
  @CheckReturnValue
  public JournalEntry withArguments(Map<String, String> values) {
    return new JournalEntry(at, level, code, message, Collections.unmodifiableMap(new LinkedHashMap<>(values)));
  }

  /** When, to the millisecond. */
  public Instant at() {
    return at;
  }

  /** {@code INFO}, {@code WARN} or {@code ERROR}. */
  public String level() {
    return level;
  }

  /** A stable word in capitals, such as {@code PLACED}. */
  public String code() {
    return code;
  }

  /** In English words, without secrets. */
  public String message() {
    return message;
  }

  /**
   * The values in the text, by name, such as {@code clientOrderId}; empty if there are none. {@code text} names the text if the code has
   * several: {@link Messages} puts the values into the one of a reader's language.
   */
  public Map<String, String> arguments() {
    return arguments;
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof JournalEntry && all().equals(((JournalEntry) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(at, level, code, message, arguments);
  }

  @Override
  public String toString() {
    return "JournalEntry" + all();
  }
}

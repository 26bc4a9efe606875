package io.autopurchase;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A thing that happened in an activity, for people.
 *
 * <p>Immutable.
 */
public final class JournalEntry {
  private final Instant at;
  private final String level;
  private final String code;
  private final String message;

  private JournalEntry(Instant at, String level, String code, String message) {
    this.at = at;
    this.level = level;
    this.code = code;
    this.message = message;
  }

  /**
   * @param at when, to the millisecond
   * @param level {@code INFO}, {@code WARN} or {@code ERROR}
   * @param code a stable word in capitals, such as {@code PLACED}
   * @param message in words, without secrets
   */
  public static JournalEntry of(Instant at, String level, String code, String message) {
    return new JournalEntry(at, level, code, message);
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

  /** In words, without secrets. */
  public String message() {
    return message;
  }

  /** Of all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof JournalEntry && all().equals(((JournalEntry) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(at, level, code, message);
  }

  @Override
  public String toString() {
    return "JournalEntry" + all();
  }
}

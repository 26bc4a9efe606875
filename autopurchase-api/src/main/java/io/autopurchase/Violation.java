package io.autopurchase;

import java.util.Arrays;
import java.util.List;

/**
 * A rule that an input breaks.
 *
 * <p>Immutable.
 */
public final class Violation {
  private final String field;
  private final String code;
  private final String message;
  private final Severity severity;

  private Violation(String field, String code, String message, Severity severity) {
    this.field = field;
    this.code = code;
    this.message = message;
    this.severity = severity;
  }

  /**
   * @param field where, as a path such as {@code recipient.name} or {@code lines[2].quantity}
   * @param code the rule, a stable word in capitals such as {@code LENGTH}
   * @param message the rule in words, for the person who can fix it
   * @param severity whether the input is refused for it
   */
  public static Violation of(String field, String code, String message, Severity severity) {
    return new Violation(field, code, message, severity);
  }

  /** Where, as a path such as {@code recipient.name} or {@code lines[2].quantity}. */
  public String field() {
    return field;
  }

  /** The rule, a stable word in capitals such as {@code LENGTH}. */
  public String code() {
    return code;
  }

  /** The rule in words, for the person who can fix it. */
  public String message() {
    return message;
  }

  /** Whether the input is refused for it. */
  public Severity severity() {
    return severity;
  }

  /**
   * For what is refused.
   *
   * @param field where, as a path such as {@code recipient.name}
   * @param code the rule, a stable word in capitals
   * @param message the rule in words, for the person who can fix it
   */
  public static Violation error(String field, String code, String message) {
    return new Violation(field, code, message, Severity.ERROR);
  }

  /**
   * For what a person should look at.
   *
   * @param field where, as a path such as {@code recipient.name}
   * @param code the rule, a stable word in capitals
   * @param message the rule in words, for the person who should look at it
   */
  public static Violation warning(String field, String code, String message) {
    return new Violation(field, code, message, Severity.WARNING);
  }

  /** Whether the input is taken nevertheless. */
  public boolean isWarning() {
    return severity == Severity.WARNING;
  }

  /** How bad it is. */
  public enum Severity {
    /** The input is refused. */
    ERROR,
    /** The input is taken; a person should look at it. */
    WARNING
  }

  /** Of all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Violation && all().equals(((Violation) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(field, code, message, severity);
  }

  @Override
  public String toString() {
    return "Violation" + all();
  }
}

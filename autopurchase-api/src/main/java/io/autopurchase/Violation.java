package io.autopurchase;

/**
 * A rule that an input breaks.
 *
 * @param field where, as a path such as {@code recipient.name} or {@code lines[2].quantity}
 * @param code the rule, a stable word in capitals such as {@code LENGTH}
 * @param message the rule in words, for the person who can fix it
 * @param severity whether the input is refused for it
 */
public record Violation(String field, String code, String message, Severity severity) {
  /**
   * For what is refused.
   *
   * @param field where, as a path such as {@code recipient.name}
   * @param code the rule, a stable word in capitals
   * @param message the rule in words, for the person who can fix it
   */
  public Violation(String field, String code, String message) {
    this(field, code, message, Severity.ERROR);
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
}

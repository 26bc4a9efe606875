package io.autopurchase;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;

/**
 * A rule that an input breaks.
 *
 * <p>Immutable.
 */
@Immutable
public final class Violation implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String code;
  private final String message;
  private final Severity severity;
  /** A type that can be serialized; never changed. */
  private final LinkedHashMap<String, String> arguments;

  private Violation(String field, String code, String message, Severity severity, Map<String, String> arguments) {
    this.field = field;
    this.code = code;
    this.message = message;
    this.severity = severity;
    this.arguments = new LinkedHashMap<>(arguments);
  }

  /**
   * Without arguments.
   *
   * @param field where, as a path such as {@code recipient.name} or {@code lines[2].quantity}
   * @param code the rule, a stable word in capitals such as {@code LENGTH}
   * @param message the rule in words, for the person who can fix it
   * @param severity whether the input is refused for it
   */
  public static Violation of(String field, String code, String message, Severity severity) {
    return new Violation(field, code, message, severity, Map.of());
  }

  /**
   * The same with other arguments.
   *
   * @param values as {@link #arguments} returns them; copied, in their order
   */
  @CheckReturnValue
  public Violation withArguments(Map<String, String> values) {
    return new Violation(field, code, message, severity, values);
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

  /** As {@link JournalEntry#arguments}, such as {@code max}. */
  public Map<String, String> arguments() {
    return Collections.unmodifiableMap(arguments);
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
    return of(field, code, message, Severity.ERROR);
  }

  /**
   * For what a person should look at.
   *
   * @param field where, as a path such as {@code recipient.name}
   * @param code the rule, a stable word in capitals
   * @param message the rule in words, for the person who should look at it
   */
  public static Violation warning(String field, String code, String message) {
    return of(field, code, message, Severity.WARNING);
  }

  /**
   * For what is refused by a rule of which {@link Messages} has a text; that is the message, in English.
   *
   * @param field where, as a path such as {@code recipient.name}
   * @param code the rule, a stable word in capitals such as {@code LENGTH}; the message too if there is no text of it
   * @param arguments as {@link #arguments} returns them
   */
  public static Violation error(String field, String code, Map<String, String> arguments) {
    return error(field, code, english(code, arguments)).withArguments(arguments);
  }

  /**
   * For what a person should look at by a rule of which {@link Messages} has a text; that is the message, in English.
   *
   * @param field where, as a path such as {@code recipient.name}
   * @param code the rule, a stable word in capitals; the message too if there is no text of it
   * @param arguments as {@link #arguments} returns them
   */
  public static Violation warning(String field, String code, Map<String, String> arguments) {
    return warning(field, code, english(code, arguments)).withArguments(arguments);
  }

  private static String english(String code, Map<String, String> arguments) {
    return Messages.in(Locale.ENGLISH).format("violation", code, arguments).orElse(code);
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

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Violation && all().equals(((Violation) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(field, code, message, severity, arguments);
  }

  @Override
  public String toString() {
    return "Violation" + all();
  }
}

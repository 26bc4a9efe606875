package io.autopurchase;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An argument breaks a rule. Nothing was sent and nothing was stored. */
public final class InvalidInputException extends AutoPurchaseException {
  private static final long serialVersionUID = 1L;

  /** A type that can be serialized; never changed. */
  private final ArrayList<Violation> violations;

  /**
   * @param violations all violations, at least one
   */
  public InvalidInputException(List<Violation> violations) {
    super(violations.get(0).code(), describe(violations), null);
    this.violations = new ArrayList<>(violations);
  }

  /**
   * For one broken rule.
   *
   * @param field where, as in {@link Violation#field}
   * @param code the rule, as in {@link Violation#code}
   * @param message the rule in words, beginning with what could follow the field's name
   */
  public InvalidInputException(String field, String code, String message) {
    this(List.of(Violation.error(field, code, message)));
  }

  /**
   * For one broken rule of which {@link Messages} has a text; that is the message, in English.
   *
   * @param field where, as in {@link Violation#field}
   * @param code the rule, as in {@link Violation#code}
   * @param arguments as in {@link Violation#arguments}
   */
  public InvalidInputException(String field, String code, Map<String, String> arguments) {
    this(List.of(Violation.error(field, code, arguments)));
  }

  /** Each names its field; in the order of the input. */
  public List<Violation> violations() {
    return Collections.unmodifiableList(violations);
  }

  private static String describe(List<Violation> violations) {
    return violations.stream().map(p -> p.field() + ": " + p.message()).collect(Collectors.joining("; "));
  }
}

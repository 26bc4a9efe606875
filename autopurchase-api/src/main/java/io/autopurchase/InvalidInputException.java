package io.autopurchase;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was handed in breaks a rule. Nothing was sent and nothing was stored. */
public final class InvalidInputException extends AutoPurchaseException {
  private static final long serialVersionUID = 1L;

  /** Null in a copy that was made by Java serialization. */
  @Nullable private final transient List<Violation> problems;

  /**
   * @param problems all that was found, at least one
   */
  public InvalidInputException(List<Violation> problems) {
    super(problems.get(0).code(), describe(problems), null);
    this.problems = List.copyOf(problems);
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
   * Each names its field; in the order of the input. After Java serialization it is one for all, without a field, with the code and the
   * message of this exception.
   */
  public List<Violation> problems() {
    return problems == null ? List.of(Violation.error("", code(), getMessage())) : problems;
  }

  private static String describe(List<Violation> problems) {
    return problems.stream().map(p -> p.field() + ": " + p.message()).collect(Collectors.joining("; "));
  }
}

package io.autopurchase;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * The result of one line in an activity.
 *
 * <p>Immutable.
 */
@Immutable
public final class LineResult {
  private final LineKey line;
  private final LineOutcome outcome;
  @Nullable private final String code;
  @Nullable private final String message;
  @Nullable private final String providerOrderId;
  private final Map<String, String> arguments;

  private LineResult(
      LineKey line,
      LineOutcome outcome,
      @Nullable String code,
      @Nullable String message,
      @Nullable String providerOrderId,
      Map<String, String> arguments) {
    this.line = line;
    this.outcome = outcome;
    this.code = code;
    this.message = message;
    this.providerOrderId = providerOrderId;
    this.arguments = arguments;
  }

  /**
   * Without arguments.
   *
   * @param line the host's line
   * @param outcome how far the line is, or how it ended
   * @param code why, as a stable word or the provider's own code; null if there is nothing to say
   * @param message why, in words; null as {@code code}
   * @param providerOrderId the provider's order, once known
   */
  public static LineResult of(LineKey line, LineOutcome outcome, @Nullable String code, @Nullable String message, @Nullable String providerOrderId) {
    return new LineResult(line, outcome, code, message, providerOrderId, Map.of());
  }

  /**
   * The same with other arguments.
   *
   * @param values as {@link #arguments} returns them; copied, in their order
   */
  @CheckReturnValue
  public LineResult withArguments(Map<String, String> values) {
    return new LineResult(line, outcome, code, message, providerOrderId, Collections.unmodifiableMap(new LinkedHashMap<>(values)));
  }

  /** The host's line. */
  public LineKey line() {
    return line;
  }

  /** How far the line is, or how it ended. */
  public LineOutcome outcome() {
    return outcome;
  }

  /** Why, as a stable word or the provider's own code; null if there is nothing to say. */
  public @Nullable String code() {
    return code;
  }

  /** Why, in words: in English, or as the provider says it; null as {@code code}. */
  public @Nullable String message() {
    return message;
  }

  /**
   * The values in the text, by name, such as {@code newValue}; empty if there are none. {@code text} names the text if the code has
   * several: {@link Messages} puts the values into the one of a reader's language.
   */
  public Map<String, String> arguments() {
    return arguments;
  }

  /** The provider's order, once known. */
  public @Nullable String providerOrderId() {
    return providerOrderId;
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LineResult && all().equals(((LineResult) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(line, outcome, code, message, providerOrderId, arguments);
  }

  @Override
  public String toString() {
    return "LineResult" + all();
  }
}

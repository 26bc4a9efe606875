package io.autopurchase;

import io.autopurchase.engine.Arguments;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a provider for recipients, as data: a host can show it beside a field of a form, or apply it while a person types. {@link
 * AutoPurchase#recipientRules} gives a provider's rules. Immutable.
 *
 * <p>A field that a rule names is required unless the rule only warns: an empty one breaks the rule {@link #REQUIRED}.
 */
@Immutable
public final class RecipientRule {
  /** The code for a field that is empty. */
  public static final String REQUIRED = "REQUIRED";

  private final Field field;
  private final String code;
  private final String description;
  private final Violation.Severity severity;
  private final Predicate<Recipient> holds;
  @Nullable private final Bounds length;
  @Nullable private final Pattern pattern;

  private record Bounds(int min, int max) {}

  private RecipientRule(
      Field field,
      String code,
      String description,
      Violation.Severity severity,
      Predicate<Recipient> holds,
      @Nullable Bounds length,
      @Nullable Pattern pattern) {
    this.field = field;
    this.code = code;
    this.description = description;
    this.severity = severity;
    this.holds = holds;
    this.length = length;
    this.pattern = pattern;
  }

  /** A field of a recipient. More may come: a switch needs a default. */
  public enum Field {
    /** {@link Recipient#name()}, with the path {@code name}. */
    NAME("name", Recipient::name),
    /** {@link Recipient#phone()}, with the path {@code phone}. */
    PHONE("phone", Recipient::phone),
    /** {@link Recipient#regionCode()}, with the path {@code regionCode}. */
    REGION_CODE("regionCode", Recipient::regionCode),
    /** {@link Recipient#postalCode()}, with the path {@code postalCode}. */
    POSTAL_CODE("postalCode", Recipient::postalCode),
    /** {@link Recipient#street()}, with the path {@code street}. */
    STREET("street", Recipient::street);

    private final String path;
    private final Function<Recipient, String> value;

    Field(String path, Function<Recipient, String> value) {
      this.path = path;
      this.value = value;
    }

    /** As in {@link Violation#field}, such as {@code regionCode}. */
    public String path() {
      return path;
    }

    /**
     * The value that a recipient has in this field; empty text if it has none.
     *
     * @param recipient whose field to read
     */
    public String of(Recipient recipient) {
      return value.apply(recipient);
    }
  }

  /**
   * The code is {@code LENGTH}.
   *
   * @param field which field to check
   * @param min in characters, counted as code points
   * @param max likewise, itself allowed
   */
  public static RecipientRule length(Field field, int min, int max) {
    return new RecipientRule(
        field,
        "LENGTH",
        "must have " + min + " to " + max + " characters",
        Violation.Severity.ERROR,
        recipient -> {
          int length = field.of(recipient).codePointCount(0, field.of(recipient).length());
          return length >= min && length <= max;
        },
        new Bounds(min, max),
        null);
  }

  /**
   * The code is {@code FORMAT}.
   *
   * @param field which field to check
   * @param pattern of the whole field
   * @param description such as {@code must have 6 digits}
   */
  public static RecipientRule format(Field field, Pattern pattern, String description) {
    return new RecipientRule(
        field,
        "FORMAT",
        description,
        Violation.Severity.ERROR,
        recipient -> pattern.matcher(field.of(recipient)).matches(),
        null,
        pattern);
  }

  /**
   * Any other rule.
   *
   * @param field which field to check
   * @param code such as {@code UNKNOWN_REGION}
   * @param description for the person who can fix it, such as {@code must have 6 digits}
   * @param holds whether a recipient satisfies it
   */
  public static RecipientRule of(Field field, String code, String description, Predicate<Recipient> holds) {
    return new RecipientRule(field, code, description, Violation.Severity.ERROR, holds, null, null);
  }

  /** The same, but a violation is a warning, not a refusal. */
  public RecipientRule asWarning() {
    return new RecipientRule(field, code, description, Violation.Severity.WARNING, holds, length, pattern);
  }

  /** Which field it checks. */
  public Field field() {
    return field;
  }

  /** A stable word in capitals. */
  public String code() {
    return code;
  }

  /** For the person who can fix it. */
  public String description() {
    return description;
  }

  /** {@code ERROR} if a plan that breaks it is refused; {@code WARNING} if a person should only look at it. */
  public Violation.Severity severity() {
    return severity;
  }

  /** Fewest characters, if this is a rule of length. */
  public OptionalInt minLength() {
    return length == null ? OptionalInt.empty() : OptionalInt.of(length.min());
  }

  /** Most characters, if this is a rule of length. */
  public OptionalInt maxLength() {
    return length == null ? OptionalInt.empty() : OptionalInt.of(length.max());
  }

  /** Of the whole field, if this is a rule of format. */
  public Optional<Pattern> pattern() {
    return Optional.ofNullable(pattern);
  }

  /**
   * @param recipient whom to check
   * @param path put before the field, such as {@code recipient}
   * @return the violation; empty if the recipient satisfies the rule
   */
  public Optional<Violation> check(Recipient recipient, String path) {
    String at = path + "." + field.path();
    if (severity == Violation.Severity.ERROR && field.of(recipient).isEmpty()) {
      return Optional.of(Violation.error(at, REQUIRED, Map.of()));
    }
    if (holds.test(recipient)) {
      return Optional.empty();
    }
    String value = field.of(recipient);
    if (length != null) {
      int has = value.codePointCount(0, value.length());
      Map<String, String> bounds = Arguments.of("text", "lengthBetween", "min", length.min(), "max", length.max(), "length", has);
      return Optional.of(severity == Violation.Severity.ERROR ? Violation.error(at, code, bounds) : Violation.warning(at, code, bounds));
    }
    return Optional.of(Violation.of(at, code, description, severity).withArguments(Arguments.of("description", description)));
  }

  @Override
  public String toString() {
    return field.path() + " " + code + ": " + description;
  }
}

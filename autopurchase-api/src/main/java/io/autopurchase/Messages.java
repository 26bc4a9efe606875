package io.autopurchase;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * Texts for people in their language: English, Chinese or Russian. Programs use codes and constants. The texts that the library stores
 * are English, and are shown if there is no text for a code. Immutable; thread-safe.
 *
 * <pre>{@code
 * Messages messages = Messages.in(Locale.forLanguageTag("ru"));
 * messages.text(activity.state());                         // Ждёт ответа
 * activity.question().ifPresent(question -> show(messages.text(question)));
 * }</pre>
 */
@Immutable
public final class Messages {
  /** Besides English. */
  private static final Set<String> LANGUAGES = Set.of("zh", "ru");

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  /** The argument that names the text of a code that has several. */
  private static final String TEXT = "text";

  /** The argument of a violation that names the text of a rule within its own text. */
  private static final String RULE = "rule";

  private final ResourceBundle texts;

  private Messages(ResourceBundle texts) {
    this.texts = texts;
  }

  /**
   * The texts of a language.
   *
   * @param locale its country does not matter; English if there are no texts of its language
   */
  public static Messages in(Locale locale) {
    // Not by the bundle's own fallback, which would be the language of the machine.
    String language = locale.getLanguage();
    return new Messages(ResourceBundle.getBundle("io.autopurchase.messages", LANGUAGES.contains(language) ? new Locale(language) : Locale.ROOT));
  }

  /**
   * How far an activity is.
   *
   * @param state any
   */
  public String text(ActivityState state) {
    return constant("state", state);
  }

  /**
   * What an activity does.
   *
   * @param type any
   */
  public String text(ActivityType type) {
    return constant("type", type);
  }

  /**
   * Why an activity waits.
   *
   * @param reason any
   */
  public String text(WaitReason reason) {
    return constant("reason", reason);
  }

  /**
   * The outcome of a line.
   *
   * @param outcome any
   */
  public String text(LineOutcome outcome) {
    return constant("outcome", outcome);
  }

  /**
   * The group of a purchase.
   *
   * @param group any
   */
  public String text(PurchaseGroup group) {
    return constant("group", group);
  }

  /**
   * How far a purchase is at the provider.
   *
   * @param status any
   */
  public String text(PurchaseStatus status) {
    return constant("status", status);
  }

  /**
   * How a cost differs from what was approved.
   *
   * @param variance any
   */
  public String text(PriceVariance variance) {
    return constant("variance", variance);
  }

  /**
   * Whether a session can be used.
   *
   * @param state any
   */
  public String text(SessionState state) {
    return constant("session", state);
  }

  /**
   * What a question asks, with the values of its context; its own message if there is no text of its code, or a value is missing.
   *
   * @param question with its context
   */
  public String text(Question question) {
    return format("question." + question.code(), question.context()).orElse(question.message());
  }

  /**
   * What an answer would do; its own label if there is no text of its id.
   *
   * @param option of a question
   */
  public String text(AnswerOption option) {
    int colon = option.id().indexOf(':');
    Map<String, String> values = new LinkedHashMap<>(option.arguments());
    values.put("label", option.label());
    return format("option", colon < 0 ? option.id() : option.id().substring(0, colon), values).orElse(option.label());
  }

  /**
   * Why a line ended as it did: a text of its code, else its own message, which is the provider's if the code is.
   *
   * @param line of an activity
   * @return empty if there is nothing to say but the outcome
   */
  public Optional<String> text(LineResult line) {
    return ofLine(line.code(), line.message(), line.arguments());
  }

  /**
   * Why a line could not be bought without a question, likewise.
   *
   * @param line of a preview
   * @return empty if it could
   */
  public Optional<String> text(PlanPreview.Line line) {
    return ofLine(line.code(), line.message(), line.arguments());
  }

  private Optional<String> ofLine(@Nullable String code, @Nullable String message, Map<String, String> arguments) {
    Optional<String> text = code == null ? Optional.empty() : format("line", code, arguments).or(() -> format("question." + code, arguments));
    return text.or(() -> Optional.ofNullable(message));
  }

  /**
   * What happened in an activity; its own message if there is no text of its code, or a value is missing.
   *
   * @param entry of a journal
   */
  public String text(JournalEntry entry) {
    Map<String, String> values = new LinkedHashMap<>(entry.arguments());
    why(entry.code(), entry.arguments()).ifPresent(why -> values.put("why", why));
    return format("journal", entry.code(), values).orElse(entry.message());
  }

  /**
   * Which rule an input breaks, as a continuation of the field's name; its own message if there is no text of its code, or a value is
   * missing.
   *
   * @param violation of any input
   */
  public String text(Violation violation) {
    Map<String, String> values = new LinkedHashMap<>(violation.arguments());
    Optional.ofNullable(values.get(RULE)).flatMap(rule -> format("violation." + rule, values)).ifPresent(why -> values.put("why", why));
    return format("violation", violation.code(), values).orElse(violation.message());
  }

  /** Why a line is not bought: because of what is known of it, or of what is asked about it. */
  private Optional<String> why(String code, Map<String, String> arguments) {
    return format("line." + code, arguments).or(() -> format("question." + code, arguments));
  }

  /**
   * The text of a code, with its values in place.
   *
   * @param kind such as {@code journal}, as in {@link #format(String, Map)}
   * @param code such as {@code PLACED}
   * @param arguments the values by name; {@code text} names the text if the code has several
   * @return empty if there is no such text, or a value that it needs is missing
   */
  public Optional<String> format(String kind, String code, Map<String, String> arguments) {
    return format(kind + "." + arguments.getOrDefault(TEXT, code), arguments);
  }

  /**
   * A text by its key, with its values in place.
   *
   * @param key the kind and the code, such as {@code question.PRICE_INCREASED}; the kinds are {@code state}, {@code type}, {@code reason},
   *     {@code outcome}, {@code group}, {@code status}, {@code variance}, {@code session}, {@code question}, {@code option}, {@code line},
   *     {@code journal} and {@code violation}
   * @param arguments the values by name; more than the text needs do no harm
   * @return empty if there is no text of the key, or a value that it needs is missing
   */
  public Optional<String> format(String key, Map<String, String> arguments) {
    Map<String, String> values = new LinkedHashMap<>(arguments);
    if (!texts.containsKey(Objects.requireNonNull(key, "key"))) {
      return Optional.empty();
    }
    String text = texts.getString(key);
    boolean isComplete = PLACE.matcher(text).results().allMatch(place -> values.get(place.group(1)) != null);
    return isComplete
        ? Optional.of(PLACE.matcher(text).replaceAll((MatchResult place) -> Matcher.quoteReplacement(values.get(place.group(1)))))
        : Optional.empty();
  }

  private String constant(String kind, Enum<?> constant) {
    return format(kind + "." + constant.name(), Map.of()).orElse(constant.name());
  }
}

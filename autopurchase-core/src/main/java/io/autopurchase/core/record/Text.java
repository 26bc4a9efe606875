package io.autopurchase.core.record;

import io.autopurchase.AnswerOption;
import io.autopurchase.JournalEntry;
import io.autopurchase.Messages;
import io.autopurchase.engine.Arguments;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * What is said to people, as a code and values by name. The sentences are in the bundles of {@link Messages}; the English one is stored
 * beside the code, for readers that do not have it.
 *
 * @param arguments {@code text} names the sentence if the code has several
 * @param words what is stored instead of a sentence of the bundles, such as the provider's own words; null if the sentence is
 */
public record Text(String code, Map<String, String> arguments, @Nullable String words) {
  private static final Messages ENGLISH = Messages.in(Locale.ENGLISH);

  /** @param arguments a name before each value, as {@link Arguments#of} takes them */
  public static Text of(String code, Object... arguments) {
    return new Text(code, Arguments.of(arguments), null);
  }

  /** What a provider says: there is no sentence of its code. */
  public static Text said(String code, @Nullable String words) {
    return new Text(code, Map.of(), words);
  }

  /**
   * The provider's words as a part of a sentence, which has them as {@code message}.
   *
   * @param sentence its name
   * @param more a name before each value
   */
  public Text within(String sentence, Object... more) {
    Map<String, String> all = Arguments.of("text", sentence);
    all.putAll(Arguments.of(more));
    all.put("message", String.valueOf(words));
    return new Text(code, all, null);
  }

  /** An answer whose label has values. */
  public static AnswerOption option(String id, Object... arguments) {
    AnswerOption option = new AnswerOption(id, id, Arguments.of(arguments));
    return new AnswerOption(id, ENGLISH.text(option), option.arguments());
  }

  /** Said of an activity. */
  public JournalEntry entry(Instant at, String level) {
    return JournalEntry.of(at, level, code, ofActivity()).withArguments(arguments);
  }

  /** Said of an activity, in English. A sentence may have the words as {@code why}. */
  public String ofActivity() {
    Map<String, String> values = new LinkedHashMap<>(arguments);
    if (words != null) {
      values.put("why", words);
    }
    return ENGLISH.format("journal", code, values).orElse(words == null ? code : words);
  }

  /** Said of a line, in English or in the words that are given. */
  public String ofLine() {
    return words == null ? ENGLISH.format("line", code, arguments).orElse(code) : words;
  }
}

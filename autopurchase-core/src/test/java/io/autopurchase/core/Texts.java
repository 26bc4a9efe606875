package io.autopurchase.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.AnswerOption;
import io.autopurchase.JournalEntry;
import io.autopurchase.LineResult;
import io.autopurchase.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;

/** What an activity says can be read in each language: there is a text of it, and the activity gives each value that the text needs. */
final class Texts {
  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE, Locale.forLanguageTag("ru"));
  private static final Set<String> KEYS = ResourceBundle.getBundle("io.autopurchase.messages", Locale.ROOT).keySet();

  /** What is returned if there is no text. */
  private static final String NONE = "no text";

  private Texts() {}

  static void check(Activity activity) {
    for (Locale language : LANGUAGES) {
      Messages messages = Messages.in(language);
      for (JournalEntry entry : activity.journal()) {
        JournalEntry withoutWords = JournalEntry.of(entry.at(), entry.level(), entry.code(), NONE).withArguments(entry.arguments());
        assertThat(messages.text(withoutWords)).as("%s in %s", entry, language).isNotEqualTo(NONE);
      }
      for (LineResult line : activity.lines().stream().filter(Texts::isOurs).toList()) {
        LineResult withoutWords = LineResult.of(line.line(), line.outcome(), line.code(), NONE, null).withArguments(line.arguments());
        assertThat(messages.text(withoutWords)).as("%s in %s", line, language).isNotEmpty().isNotEqualTo(Optional.of(NONE));
      }
      activity.question().ifPresent(question -> question.options().forEach(option -> check(option, messages)));
    }
  }

  /** Of a provider's code there is no text. */
  private static boolean isOurs(LineResult line) {
    return KEYS.contains("line." + line.code()) || KEYS.contains("question." + line.code());
  }

  private static void check(AnswerOption option, Messages messages) {
    AnswerOption withoutLabel = new AnswerOption(option.id(), NONE, option.arguments());
    assertThat(messages.text(withoutLabel)).as("%s", option).doesNotContain(NONE);
  }
}

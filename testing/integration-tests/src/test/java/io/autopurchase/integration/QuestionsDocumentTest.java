package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.AnswerOption;
import io.autopurchase.Messages;
import io.autopurchase.Question;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each question and each option is on its page, and nothing that there is not. */
class QuestionsDocumentTest {
  private static final Path PAGE = Path.of("../..").toAbsolutePath().normalize().resolve("docs/questions.md");
  private static final Pattern FIRST_CELL = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);
  private static final Pattern ROW = Pattern.compile("^\\| `.*$", Pattern.MULTILINE);

  /** Up to a colon, after which each has its own. */
  private static final Pattern WORD = Pattern.compile("`([A-Z_]+(?::|(?=`)))");

  @Test
  void firstTable_hasEachQuestion() throws IOException {
    assertThat(firstCells(questions())).isEqualTo(constants(Question.class));
  }

  @Test
  void secondTable_hasEachOption() throws IOException {
    assertThat(firstCells(options())).isEqualTo(constants(AnswerOption.class));
  }

  @Test
  void questions_nameOptionsThatThereAre() throws IOException {
    Set<String> known = constants(AnswerOption.class);
    known.addAll(constants(Question.class));
    Set<String> named =
        ROW.matcher(questions())
            .results()
            .map(MatchResult::group)
            .flatMap(row -> WORD.matcher(row).results())
            .map(word -> word.group(1))
            .collect(Collectors.toSet());

    assertThat(known).containsAll(named);
    assertThat(named).contains(AnswerOption.CHOOSE_VARIANT, AnswerOption.BIND_TO, AnswerOption.APPROVE);
  }

  @Test
  void questionsAndOptions_haveATextForPeople() {
    Messages messages = Messages.in(Locale.ROOT);
    Map<String, String> values =
        Map.of("oldValue", "1", "newValue", "2", "providerOrderId", "3", "clientOrderId", "4", "label", "five");

    assertThat(constants(Question.class)).allSatisfy(code -> assertThat(messages.format("question." + code, values)).as(code).isPresent());
    assertThat(constants(AnswerOption.class))
        .allSatisfy(id -> assertThat(messages.format("option." + id.replace(":", ""), values)).as(id).isPresent());
  }

  private static String questions() throws IOException {
    return Files.readString(PAGE).split("## What the options do")[0];
  }

  private static String options() throws IOException {
    return Files.readString(PAGE).split("## What the options do")[1];
  }

  private static Set<String> firstCells(String text) {
    return FIRST_CELL.matcher(text).results().map(cell -> cell.group(1)).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> constants(Class<?> type) {
    Set<String> values = new TreeSet<>();
    for (Field field : type.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        values.add(value(field));
      }
    }
    return values;
  }

  private static String value(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.autopurchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts in three languages. */
class MessagesTest {
  private static final Pattern PLACE = Pattern.compile("\\{\\w+}");

  private static Properties bundle(String language) {
    Properties texts = new Properties();
    try (Reader reader = new InputStreamReader(MessagesTest.class.getResourceAsStream("messages" + language + ".properties"), StandardCharsets.UTF_8)) {
      texts.load(reader);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return texts;
  }

  private static Set<String> places(String text) {
    return PLACE.matcher(text).results().map(place -> place.group()).collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"_zh", "_ru"})
  void bundles_haveTheSameKeysAndPlaces(String language) {
    Properties english = bundle("");
    Properties other = bundle(language);

    assertThat(other.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      assertThat(places(other.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
      assertThat(other.getProperty(key)).as(key).isNotBlank().isNotEqualTo(english.getProperty(key));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh", "ru"})
  void constants_eachHasAText(String language) {
    Messages messages = Messages.in(Locale.forLanguageTag(language));
    Stream<String> texts =
        Stream.of(
                Stream.of(ActivityState.values()).map(messages::text),
                Stream.of(ActivityType.values()).map(messages::text),
                Stream.of(WaitReason.values()).map(messages::text),
                Stream.of(LineOutcome.values()).map(messages::text),
                Stream.of(PurchaseGroup.values()).map(messages::text),
                Stream.of(PurchaseStatus.values()).map(messages::text),
                Stream.of(PriceVariance.values()).map(messages::text),
                Stream.of(SessionState.values()).map(messages::text))
            .flatMap(each -> each);

    assertThat(texts).hasSizeGreaterThan(50).noneMatch(text -> text.matches("[A-Z_]{3,}"));
  }

  @Test
  void in_languageIsNotKnown_isEnglishWhateverTheMachineSpeaks() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ru"));
      assertThat(Messages.in(Locale.FRENCH).text(ActivityState.QUEUED)).isEqualTo("Queued");
      assertThat(Messages.in(Locale.US).text(ActivityState.QUEUED)).isEqualTo("Queued");
    } finally {
      Locale.setDefault(before);
    }
    assertThat(Messages.in(Locale.SIMPLIFIED_CHINESE).text(PurchaseStatus.SHIPPED)).isEqualTo("已发货");
  }

  @Test
  void text_question_putsTheValuesOfItsContextIn() {
    Question.Builder question = Question.builder("q", Question.PRICE_INCREASED, "a unit costs more", List.of());
    Messages russian = Messages.in(Locale.forLanguageTag("ru"));

    assertThat(russian.text(question.context(Map.of("oldValue", "10.00 CNY", "newValue", "$1 {x}")).build()))
        .isEqualTo("Цена за единицу $1 {x} вместо 10.00 CNY");
    assertThat(russian.text(question.context(Map.of("newValue", "12.00 CNY")).build())).as("with a value missing").isEqualTo("a unit costs more");
    assertThat(russian.text(Question.builder("q", "OF_ANOTHER_RELEASE", "words", List.of()).build())).isEqualTo("words");
  }

  @Test
  void text_options_keepWhatOnlyTheLabelSays() {
    Messages russian = Messages.in(Locale.forLanguageTag("ru-RU"));

    assertThat(russian.text(new AnswerOption(AnswerOption.SKIP_ITEM, "Skip"))).isEqualTo("Оставить позицию как есть");
    assertThat(russian.text(new AnswerOption(AnswerOption.CHOOSE_VARIANT + "5", "red, 12.00 CNY"))).isEqualTo("Выбрать другой вариант: red, 12.00 CNY");
    assertThat(russian.text(new AnswerOption("SOMETHING", "label"))).isEqualTo("label");
  }

  @Test
  void text_lines_sayWhyOrTheProvidersWords() {
    LineKey line = new LineKey("O", "1");
    Messages russian = Messages.in(Locale.forLanguageTag("ru"));

    assertThat(russian.text(LineResult.of(line, LineOutcome.REJECTED, "ORDER_CLOSED", "the order is closed", null))).contains("Заказ закрыт");
    assertThat(russian.text(LineResult.of(line, LineOutcome.SKIPPED, Question.OUT_OF_STOCK, "skipped", null))).contains("Не хватает товара");
    assertThat(russian.text(LineResult.of(line, LineOutcome.REJECTED, "isv.item-error", "卖家设置", null))).contains("卖家设置");
    assertThat(russian.text(LineResult.of(line, LineOutcome.BOOKED, null, null, "200"))).isEmpty();
  }
}

package io.autopurchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
        .isEqualTo("Цена $1 {x} вместо 10.00 CNY");
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

  @Test
  void text_line_putsItsValuesIntoTheSentenceThatItNames() {
    LineResult line = LineResult.of(new LineKey("O", "1"), LineOutcome.REJECTED, "ABOVE_LIMIT", "stored", "200");
    Messages chinese = Messages.in(Locale.CHINESE);

    assertThat(chinese.text(line.withArguments(Map.of("cost", "12.00 CNY", "limit", "10.00 CNY")))).contains("金额 12.00 CNY 超出限额 10.00 CNY");
    assertThat(chinese.text(line.withArguments(Map.of("text", "sumAboveLimit", "sum", "30.00 CNY", "limit", "20.00 CNY"))))
        .contains("订单合计 30.00 CNY，超出限额 20.00 CNY");
    assertThat(chinese.text(line)).as("stored by an earlier release").contains("stored");
  }

  @Test
  void text_journal_putsItsValuesInOrIsTheStoredText() {
    Messages russian = Messages.in(Locale.forLanguageTag("ru"));

    assertThat(russian.text(entry("PLACED").withArguments(Map.of("clientOrderId", "AP1", "orders", "7, 8")))).isEqualTo("Заказ AP1 оформлен как 7, 8");
    assertThat(russian.text(entry("PLACED"))).as("stored by an earlier release").isEqualTo("stored");
    assertThat(russian.text(entry("isv.error").withArguments(Map.of("text", "itemRefused", "lineId", "1", "message", "卖家设置"))))
        .isEqualTo("Строка 1: товар не удалось запросить: 卖家设置");
  }

  @Test
  void text_journalOfALine_saysWhy() {
    Map<String, String> asked = Map.of("text", "line", "lineId", "1", "oldValue", "10.00 CNY", "newValue", "12.00 CNY");
    Map<String, String> rejected = Map.of("text", "line", "lineId", "1", "itemId", "4711");
    Messages russian = Messages.in(Locale.forLanguageTag("ru"));

    assertThat(russian.text(entry(Question.PRICE_INCREASED).withArguments(asked))).isEqualTo("Строка 1: Цена 12.00 CNY вместо 10.00 CNY");
    assertThat(russian.text(entry("TMALL_EXCLUDED").withArguments(rejected))).isEqualTo("Строка 1: Товар 4711 продаётся на Tmall, который исключён");
    assertThat(russian.text(entry("OF_A_PROVIDER").withArguments(rejected))).as("there is no text of it").isEqualTo("stored");
  }

  @Test
  void text_violation_isOfItsRuleOrTheProvidersWords() {
    Messages russian = Messages.in(Locale.forLanguageTag("ru"));
    Map<String, String> name = Map.of("text", "transliterated", "rule", "lengthBetween", "min", "2", "max", "4", "length", "8");

    assertThat(russian.text(Violation.error("note", "LENGTH", Map.of("max", "1000")))).isEqualTo("длиннее 1000 символов");
    assertThat(Violation.error("note", "LENGTH", Map.of("max", "1000")).message()).isEqualTo("is longer than 1000 characters");
    assertThat(russian.text(Violation.error("recipient.name", "LENGTH", "stored").withArguments(name)))
        .isEqualTo("должно быть символов от 2 до 4, сейчас 8, если имя транслитерировано");
    assertThat(russian.text(Violation.error("recipient.regionCode", "UNKNOWN_REGION", "没有此地区"))).isEqualTo("没有此地区");
  }

  @Test
  void text_options_withValues_needNoLabel() {
    AnswerOption option = new AnswerOption(AnswerOption.CHOOSE_VARIANT + "5", "label", Map.of("text", "variant", "variant", "red", "price", "12.00 CNY"));

    assertThat(Messages.in(Locale.CHINESE).text(option)).isEqualTo("购买 red，价格 12.00 CNY");
  }

  private static JournalEntry entry(String code) {
    return JournalEntry.of(Instant.EPOCH, "INFO", code, "stored");
  }
}

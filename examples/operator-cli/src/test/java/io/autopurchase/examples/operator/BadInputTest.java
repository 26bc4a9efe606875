package io.autopurchase.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people mistype, and what programs that write for them get wrong. */
class BadInputTest {
  @TempDir
  private Path folder;

  private final Properties settings = new Properties();

  @BeforeEach
  void set() {
    settings.setProperty("autopurchase.store.url", "jdbc:h2:file:" + folder.resolve("data") + ";AUTO_SERVER=TRUE");
    settings.setProperty("autopurchase.secrets.keyset", folder.resolve("keys").toString());
  }

  // Numbers

  @ParameterizedTest
  @ValueSource(strings = {"1E+999999999", "1E-999999999", "1E+10000", "1e18", "１２", "1000000000000"})
  void preview_priceOfTooManyDigits_isAFieldErrorAtOnce(String price) throws IOException {
    assertProblem("lines[0].unit_price_cny", preview(order().replace("\"10.00\"", "\"" + price + "\"")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+999999999", "99999999999999999999", "1.5", "\"1\"", "0", "1000000"})
  void preview_quantityThatIsNone_isAFieldError(String quantity) throws IOException {
    assertProblem("lines[0].quantity", preview(order().replace("\"quantity\":1", "\"quantity\":" + quantity)));
  }

  @Test
  void options_numbersOfTooManyDigits_areFieldErrors() throws IOException {
    String file = write("order.json", order());
    settings.setProperty("autopurchase.payment.per-order", "10");
    settings.setProperty("autopurchase.payment.per-activity", "10");
    for (String number : List.of("1E+999999999", "1E-999999999", "1e18", "１２")) {
      assertProblem("price-tolerance", run("preview", "--order", file, "--session", "n", "--price-tolerance", number));
      assertProblem("price-tolerance-amount", run("preview", "--order", file, "--session", "n", "--price-tolerance-amount", number));
      assertProblem("limit", run("pay", "--session", "n", "--order", "1", "--limit", number));
      assertProblem("timeout", run("sync", "--timeout", number));
    }
    assertProblem("page", run("activities", "--page", "2147483647", "--size", "500"));
  }

  @ParameterizedTest
  @CsvSource({"spend-cap,1E+999999999", "payment.per-order,1e18", "workers,４", "workers,99999999999", "background.sync-interval,1e300",
    "background.sync-interval,P999999999999D", "background.sync-interval,NaN"})
  void settings_numbersOfTooManyDigits_areFieldErrors(String name, String value) {
    settings.setProperty("autopurchase." + name, value);

    assertProblem(name, run("run"));
  }

  @Test
  void anyCommand_memoryExhausted_answersInJsonAllTheSame() {
    CommandRun run =
        CommandRun.of((settings, workers, every) -> { throw new OutOfMemoryError("Java heap space"); }, settings, "activities", "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.json().at("/error/code").asText()).isEqualTo("UNEXPECTED");
    assertThat(run.out()).doesNotContain("\tat ");
  }

  // Sizes

  @Test
  void orderFile_largerThanAnyOrder_isRefusedUnread() throws IOException {
    assertProblem("order", preview(" ".repeat((8 << 20) + 1) + order()));
  }

  @Test
  void note_ofMegabytes_isAFieldError() throws IOException {
    assertProblem("note", preview(order().replace("\"note\":\"\",\"recipient\"", "\"note\":\"" + "x".repeat(5 << 20) + "\",\"recipient\"")));
  }

  @Test
  void lines_tooMany_areAFieldError() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      lines.append(i == 0 ? "" : ",").append(line(Integer.toString(i)));
    }
    assertProblem("lines", preview(order().replace(line("1"), lines)));
  }

  // The order file

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"order_id\":\"ORD-1\" | \"x\":1 | order_id | such as \"ORD-0000000053\"",
        "\"ORD-1\" | \"ORD-1 \" | order_id | space",
        "\"ORD-1\" | 7 | order_id | quotation marks",
        "\"1\",\"item_id\" | \"1\\u200b\",\"item_id\" | lines[0].line_id | U+200B",
        "\"42602653803\" | \"\" | lines[0].item_id | required",
        "\"item_id\":\"42602653803\" | \"x\":1 | lines[0].item_id | such as \"42602653803\"",
        "\"unit_price_cny\":\"10.00\" | \"x\":1 | lines[0].unit_price_cny | such as \"128.50\"",
        "\"unit_price_cny\":\"10.00\" | \"unit_price_cny\":10 | lines[0].unit_price_cny | quotation marks",
        "\"unit_price_cny\":\"10.00\" | \"unit_price_cny\":\"ten\" | lines[0].unit_price_cny | such as 128.50",
        "\"quantity\":1 | \"quantity\":\"1\" | lines[0].quantity | such as 1",
        "\"phone\":\"11147043234\" | \"x\":1 | recipient.phone | such as \"11147043234\""
      })
  void orderFile_mistakes_areNamedAsTheyAreWrittenWithTheRuleAndAnExample(String right, String wrong, String field, String words) throws IOException {
    CommandRun run = preview(order().replaceFirst(java.util.regex.Pattern.quote(right), java.util.regex.Matcher.quoteReplacement(wrong)));

    assertProblem(field, run);
    assertThat(run.json().at("/error/message").asText()).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"a\":1,\"a\":2} | stands twice", "{\"a\":\"x | ends too early", "{\"a\" 1} | line 1", "{\"a\":1} {} | behind the end", "[] | no JSON object", "'' | no JSON object"})
  void orderFile_thatIsNoJson_isToldInWordsAndNotQuoted(String text, String words) throws IOException {
    CommandRun run = preview(text);

    assertProblem("order", run);
    assertThat(run.json().at("/error/message").asText()).contains(words).doesNotContain("Exception", "JsonToken", "[Source");
  }

  @Test
  void orderFile_withByteOrderMark_isReadAsItWasMeant() throws IOException {
    assertProblem("session", preview("\uFEFF" + order()));
  }

  private static String line(String id) {
    return "{\"line_id\":\"" + id + "\",\"item_id\":\"42602653803\",\"quantity\":1,\"unit_price_cny\":\"10.00\"}";
  }

  private static String order() {
    return "{\"order_id\":\"ORD-1\",\"note\":\"\",\"recipient\":{\"name\":\"张三\",\"phone\":\"11147043234\",\"region_code\":\"150784\","
        + "\"postal_code\":\"021400\",\"address\":\"923\"},\"lines\":[" + line("1") + "]}";
  }

  private CommandRun preview(String order) throws IOException {
    return run("preview", "--order", write("order.json", order), "--session", "nick");
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private CommandRun run(String... arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    words.add("--json");
    return CommandRun.of(new JdbcEngines(), settings, words.toArray(String[]::new));
  }

  private static void assertProblem(String field, CommandRun run) {
    assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
    JsonNode error = run.json().get("error");
    assertThat(error.get("field").asText()).as(run.out()).isEqualTo(field);
    assertThat(error.get("message").asText()).hasSizeLessThan(500);
  }
}

package io.autopurchase.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders of files, and that the shop has a word for everything in each language. */
class OrderReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final String LINE =
      "{'order_id':'ORD-7','note':'','recipient':{'name':'张三','phone':'11147043234','region_code':'150784','postal_code':'021400','address':'923'},"
          + "'lines':[{'line_id':'7-1','item_id':'42602653803','sku_id':'','quantity':1,'unit_price_cny':'33.974774905192626351667','note':'','more':1}],'more':{}}";

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @Test
  void exampleFile_isOneOrderOverSeveralLines() throws IOException {
    OrderReader read = OrderReader.of(Files.readString(Path.of("../orders/order-ORD-0000000053.json")), NOW);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.orders()).singleElement().satisfies(order -> {
      assertThat(order.id()).isEqualTo("ORD-0000000053");
      assertThat(order.createdAt()).isEqualTo(NOW);
      assertThat(order.recipient().street()).isEqualTo("923");
      assertThat(order.status()).isEqualTo(LineStatus.PAID);
    });
  }

  @Test
  void lines_withBlankOnesAndUnknownFieldsAndManyDecimals_areRead() {
    OrderReader read = OrderReader.of("\uFEFF" + json(LINE) + "\r\n\r\n" + json(LINE.replace("ORD-7", "заказ-8")) + "\r\n", NOW);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.orders()).extracting(CustomerOrder::id).containsExactly("ORD-7", "заказ-8");
    assertThat(read.orders().get(0).lines().get(0).unitPrice().amount().toPlainString()).isEqualTo("33.974774905192626351667");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
    "'ORD-7'      | 7             | order_id must be a text",
    "'ORD-7'      | 'A/B'         | order_id must be 1 to 128",
    "'张三'         | null          | recipient.name is missing",
    "'7-1'        | ''            | lines[0].line_id",
    "'42602653803'| ''            | lines[0].item_id",
    "'quantity':1 | 'quantity':1.5| lines[0].quantity must be a whole number",
    "'quantity':1 | 'quantity':'1'| lines[0].quantity must be a whole number",
    "'33.974774905192626351667' | 33.97 | lines[0].unit_price_cny must be a text",
    "'33.974774905192626351667' | '1e3' | lines[0].unit_price_cny",
    "'lines':[    | 'lines':7,'was':[ | lines must be a list",
    "'recipient':{| 'recipient':7,'was':{ | recipient must be an object",
  })
  void wrongField_isNamedWithItsLine(String right, String wrong, String problem) {
    OrderReader read = OrderReader.of(json(LINE.replace("ORD-7", "ORD-6")) + "\n" + json(LINE.replace(right, wrong)) + "\n", NOW);

    assertThat(read.orders()).extracting(CustomerOrder::id).containsExactly("ORD-6");
    assertThat(read.refusals()).singleElement().asString().startsWith("line 2: ").contains(problem);
  }

  @Test
  void textThatIsNoJson_isRefusedWithItsLine() {
    OrderReader read = OrderReader.of(json(LINE) + "\n[1]\nnothing\n" + json(LINE) + "\n", NOW);

    assertThat(read.orders()).hasSize(1);
    assertThat(read.refusals()).hasSize(3);
    assertThat(read.refusals().get(0)).isEqualTo("line 2: must be a JSON object");
    assertThat(read.refusals().get(1)).startsWith("line 3: no JSON object");
    assertThat(read.refusals().get(2)).isEqualTo("line 4: order_id is that of an earlier line");
  }

  @Test
  void samples_areADozenAtLeastAndInEveryStatusButThatOfAPurchase() throws IOException {
    OrderReader read = OrderReader.ofSamples(Files.readString(Path.of("src/main/resources/sample-orders.jsonl")));

    assertThat(read.refusals()).isEmpty();
    assertThat(read.orders()).hasSizeGreaterThanOrEqualTo(12);
    assertThat(read.orders().get(0).id()).isEqualTo("ORD-0000000053");
    Set<LineStatus> statuses = new TreeSet<>(read.orders().stream().flatMap(order -> order.lines().stream()).map(CustomerOrder.Line::status).toList());
    assertThat(statuses).containsExactlyElementsOf(Stream.of(LineStatus.values()).filter(status -> status != LineStatus.ORDERED).toList());
  }

  @Test
  void texts_areThereInEachLanguage() throws IOException {
    Set<Object> english = keys("");

    assertThat(english).containsAll(Arrays.stream(LineStatus.values()).map(status -> "status." + status).toList());
    for (String language : List.of("_ru", "_zh")) {
      Set<Object> own = keys(language);
      own.addAll(Set.of("language.en", "language.ru", "language.zh")); // the same in all
      assertThat(own).as(language).isEqualTo(english);
    }
  }

  private static Set<Object> keys(String language) throws IOException {
    Properties texts = new Properties();
    try (var in = Files.newBufferedReader(Path.of("src/main/resources/shop" + language + ".properties"))) {
      texts.load(in);
    }
    return new TreeSet<>(texts.keySet());
  }
}

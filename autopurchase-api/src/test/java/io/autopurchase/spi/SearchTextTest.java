package io.autopurchase.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {
  @ParameterizedTest
  @CsvSource({
    "Red SHOES, red shoes",
    "red/shoes (red!), red shoes",
    "ORD-0000000053, ord 0000000053 53",
    "line 53-1 of 000, line 53 1 of 000 0",
    "0, 0",
    "连衣裙, 连衣 衣裙 裙",
    "裙, 裙",
    "夏季T恤 M码, 夏季 季 t 恤 m 码",
    "ＡＢＣ１２３, abc123",
    "e\u0301te\u0301, \u00e9t\u00e9",
    "तमिऴ், तमिऴ்",
    "\uD842\uDFB7\uD842\uDFB8\uD842\uDFB9, \uD842\uDFB7\uD842\uDFB8 \uD842\uDFB8\uD842\uDFB9 \uD842\uDFB9",
    "ok\uD83D\uDE00ok1, ok ok1",
  })
  void of_text_isItsWords(String text, String words) {
    assertThat(SearchText.of(text, 4000)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "Ord-0000000053, ord 0000000053",
    "衣裙, 衣裙",
    "连衣裙, 连衣 衣裙",
    "裙, 裙",
    "T恤, t 恤",
    "100%, 100",
    "--- %, ''",
  })
  void query_text_isTheWordsThatFindIt(String text, String words) {
    assertThat(SearchText.query(text, 200)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "Book 2 lines of ORD-0000000053, ord-0000000053, true",
    "Book 2 lines of ORD-0000000053, 53, true",
    "Book 2 lines of ORD-0000000053, ORD-00000, true",
    "Book 2 lines of ORD-0000000053, LINE boo, true",
    "Book 2 lines of ORD-0000000053, ook, false",
    "Book 2 lines of ORD-0000000053, book 3, false",
    "夏季新款连衣裙女, 连衣裙, true",
    "夏季新款连衣裙女, 衣裙 新款, true",
    "夏季新款连衣裙女, 裙, true",
    "夏季新款连衣裙女, 女, true",
    "夏季新款连衣裙女, 裙衣, false",
    "夏季新款连衣裙女, 新连, false",
  })
  void query_ofTypedText_findsWhatPeopleExpect(String text, String typed, boolean isFound) {
    RecordQuery query =
        RecordQuery.of("activity", RecordFields.builder().text(SearchText.query(typed, 200)).build(), 0, 10);
    RecordFields fields = RecordFields.builder().text(SearchText.of(text, 4000)).build();

    assertThat(query.matches(new StoredRecord(new RecordKey("activity", "1"), 1, fields, 1, new byte[0]))).isEqualTo(isFound);
  }

  @Test
  void of_moreThanTheLimit_leavesOutWholeWords() {
    assertThat(SearchText.of("red blue green", 8)).isEqualTo("red blue");
    assertThat(SearchText.of("red blue green", 7)).isEqualTo("red");
    assertThat(SearchText.of("red", 2)).isEmpty();
    assertThat(SearchText.of("裙".repeat(3000), 4000)).as("each word once").isEqualTo("裙裙 裙");
  }

  @Test
  void recordQuery_textWithoutWords_isRefused() {
    RecordFields blank = RecordFields.builder().text("  ").build();

    assertThatThrownBy(() -> RecordQuery.of("activity", blank, 0, 10)).isInstanceOf(IllegalArgumentException.class);
  }
}

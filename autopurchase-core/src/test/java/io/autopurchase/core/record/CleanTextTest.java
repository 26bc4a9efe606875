package io.autopurchase.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.core.Nodes;
import io.autopurchase.core.activity.QuestionRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanTextTest {
  @ParameterizedTest
  @CsvSource({
    "a\uD83D, a\uFFFD",
    "\uDE00b, \uFFFDb",
    "\uD83D\uD83D\uDE00, \uFFFD\uD83D\uDE00",
    "\uD83D\uDE00\uDE00, \uD83D\uDE00\uFFFD",
    "衣服 \uD83D\uDE00, 衣服 \uD83D\uDE00"
  })
  void of_halvesOfCharacters_replaced(String text, String clean) {
    assertThat(CleanText.of(text)).isEqualTo(clean);
  }

  @Test
  void of_nul_replaced() {
    assertThat(CleanText.of("a\0b")).isEqualTo("a\uFFFDb");
  }

  @Test
  void encode_titleWithHalfACharacter_canBeReadAgain() {
    QuestionRecord question =
        new QuestionRecord("q1", "CODE", "half \uD83D", null, Map.of("title", "\uDE00"), List.of(), "SKIP_ITEM", Instant.EPOCH, 1_000, false, false);

    QuestionRecord read = Nodes.CODEC.decode("question", Codec.VERSION, Nodes.CODEC.encode(question), QuestionRecord.class);

    assertThat(read.message()).isEqualTo("half \uFFFD");
    assertThat(read.context()).containsEntry("title", "\uFFFD");
  }
}

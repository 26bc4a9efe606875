package io.autopurchase.examples.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  private static final Table TABLE =
      new Table("LINE", "OUTCOME", "MESSAGE").row("1", "REJECTED", "the provider does not sell 张三 that much").row("22", null, "");

  @Test
  void toString_enoughRoom_alignsColumnsAndWrapsNothing() {
    assertThat(TABLE.toString(Integer.MAX_VALUE))
        .isEqualTo(
            """
            LINE  OUTCOME   MESSAGE
            1     REJECTED  the provider does not sell 张三 that much
            22
            """);
  }

  @Test
  void toString_lineTooShort_wrapsTheLastColumn() {
    assertThat(TABLE.toString(44))
        .isEqualTo(
            """
            LINE  OUTCOME   MESSAGE
            1     REJECTED  the provider does not sell
                            张三 that much
            22
            """);
  }

  @Test
  void toString_muchTooShort_makesBlocks() {
    assertThat(TABLE.toString(34))
        .isEqualTo(
            """
            LINE     1
            OUTCOME  REJECTED
            MESSAGE  the provider does not
                     sell 张三 that much

            LINE     22
            """);
  }

  @Test
  void wrap_noBlank_breaksAnywhereAndKeepsCharactersWhole() {
    assertThat(TextWidth.wrap("张三李四", 3)).containsExactly("张", "三", "李", "四");
    assertThat(TextWidth.wrap("aaaa bb", 4)).containsExactly("aaaa", "bb");
    assertThat(TextWidth.wrap("", 4)).containsExactly("");
  }
}

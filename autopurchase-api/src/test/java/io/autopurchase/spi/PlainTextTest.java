package io.autopurchase.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  @Test
  void clean_everyCodePoint_leavesNoneThatLeadsATerminalAstray() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      all.append(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? "" : Character.toString(c));
    }
    all.append('\uD83D').append("x").append('\uDC00').append("x");

    String clean = PlainText.clean(all.toString());

    assertThat(clean.codePoints())
        .noneMatch(Character::isISOControl)
        .noneMatch(c -> c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x200E || c == 0x200F || c == 0x061C)
        .noneMatch(c -> c == 0x2028 || c == 0x2029 || Character.getType(c) == Character.SURROGATE);
    assertThat(clean.codePointCount(0, clean.length())).as("nothing moves").isEqualTo(all.codePointCount(0, all.length()));
    assertThat(PlainText.clean(clean)).isSameAs(clean);
  }

  @Test
  void clean_whatTerminalsObey_isReplaced() {
    assertThat(PlainText.clean("a\u001b]0;owned\u0007b")).isEqualTo("a\uFFFD]0;owned\uFFFDb");
    assertThat(PlainText.clean("one\ntwo\rthree\tfour")).isEqualTo("one two three four");
    assertThat(PlainText.clean("x\u009by\u202Ez")).isEqualTo("x\uFFFDy\uFFFDz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "张三, 平房", "نام", "👨‍👩‍👧 ❤️", "ﬁne"})
  void clean_ordinaryText_isTheSameObject(String text) {
    assertThat(PlainText.clean(text)).isSameAs(text);
  }

  @Test
  void requireActor_namesOfPeople_areStrippedAndChecked() {
    assertThat(PlainText.requireActor(" Игорь 王 ")).isEqualTo("Игорь 王");
    for (String wrong : new String[] {null, "", " \u00A0", "x".repeat(201), "bob\n2026 APPROVED", "bob\u001b[8m", "b\u202Eob"}) {
      assertThatThrownBy(() -> PlainText.requireActor(wrong))
          .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.violations().get(0).field()).isEqualTo("by"));
    }
  }

  @Test
  void quote_longOrDirtyText_isCutAndCleaned() {
    assertThat(PlainText.quote("abc")).isEqualTo("'abc'");
    assertThat(PlainText.quote("😀".repeat(41))).isEqualTo("'" + "😀".repeat(40) + "...' (41 characters)");
    assertThat(PlainText.quote("a\u001b")).isEqualTo("'a\uFFFD'");
  }
}

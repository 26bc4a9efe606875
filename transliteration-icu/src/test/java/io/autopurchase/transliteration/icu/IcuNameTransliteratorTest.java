package io.autopurchase.transliteration.icu;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.NameTransliterator;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IcuNameTransliteratorTest {
  private final NameTransliterator names = new IcuNameTransliterator();

  @ParameterizedTest
  @CsvSource({
    "张三, 张三",
    "歐陽娜娜, 歐陽娜娜",
    "𠮷田, 𠮷田",
    "Игорь Шукшин, Igor Suksin",
    "Юлія, Ulia",
    "Αλέξανδρος, Alexandros",
    "José Müller, Jose Muller",
    "'Anna, 3', 'Anna, 3'",
    "김철수, gimcheolsu",
    "张三 (Иван), 张三 (Ivan)",
    "'', ''"
  })
  void transliterate_name_isInHanOrLatin(String name, String expected) {
    assertThat(names.transliterate(name)).isEqualTo(expected);
  }

  @Test
  void transliterate_again_changesNothing() {
    String once = names.transliterate("Ждан Щёголев");

    assertThat(names.transliterate(once)).isEqualTo(once);
    assertThat(once.codePoints()).allMatch(c -> c < 128);
  }

  @Test
  void load_byServiceLoader_isFound() {
    assertThat(ServiceLoader.load(NameTransliterator.class)).hasSize(1).first().isInstanceOf(IcuNameTransliterator.class);
  }
}

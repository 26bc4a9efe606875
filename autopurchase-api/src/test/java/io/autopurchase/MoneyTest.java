package io.autopurchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Few characters can stand for a number that no memory holds. */
class MoneyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"1E+999999999", "1E-999999999", "1e10000000", "1E+10000", "1e18", "0x10", "１２", "١٢", "", "-", ".5", "1,5", "NaN",
        "1234567890123456789012345"})
  void of_noPlainDecimal_isRefusedAtOnce(String text) {
    InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> Money.of(text, "CNY"));

    assertThat(refused.violations().get(0).field()).isEqualTo("amount");
    assertThat(refused.code()).isEqualTo("NUMBER");
  }

  @Test
  void of_textOfMegabytes_isNotQuotedWhole() {
    InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> Money.of("\u001b1".repeat(1 << 20), "CNY"));

    assertThat(refused.getMessage()).hasSizeLessThan(200).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E+999999999", "0E+999999999", "1E+25", "-1E+25"})
  void construct_tooManyDigits_isRefusedBeforeAnyArithmetic(String number) {
    assertThatThrownBy(() -> new Money(new BigDecimal(number), "CNY"))
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.code()).isEqualTo("RANGE"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E-999999999", "0E-999999999", "0.001"})
  void construct_moreDecimalsThanTheCurrency_isRefusedBeforeAnyPrinting(String number) {
    assertThatThrownBy(() -> new Money(new BigDecimal(number), "CNY"))
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.code()).isEqualTo("PRECISION"));
  }

  @Test
  void of_ordinaryAmounts_areTakenAsTheyAre() {
    assertThat(Money.of(" 128.5 ", "CNY")).isEqualTo(Money.ofMinor(12850, "CNY"));
    assertThat(Money.of("999999999999.99", "CNY").multiply(999_999).isPositive()).isTrue();
    assertThat(new Money(new BigDecimal("1E+2"), "JPY")).hasToString("100 JPY");
    assertThat(Money.of("-3", "CNY").isPositive()).isFalse();
  }
}

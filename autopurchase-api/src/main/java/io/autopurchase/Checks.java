package io.autopurchase;

import io.autopurchase.engine.Arguments;
import io.autopurchase.spi.PlainText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules that several values share. */
final class Checks {
  static final int LONGEST_ORDER_ID = 128;
  static final int LONGEST_LINE_ID = 64;
  static final int LONGEST_NOTE = 1000;
  static final int MOST_LINES = 1000;
  static final int MOST_UNITS = 999_999;

  /** What a price, a limit or a cap may be at most; sums and products of such amounts stay far from every bound. */
  static final BigDecimal MOST_MONEY = new BigDecimal("999999999999.99");

  /** Digits of a number that is not an amount, before and after the decimal point. */
  private static final int MOST_DIGITS = 12;

  private static final int MOST_POLICIES = 100;
  private static final int LONGEST_POLICY = 200;

  private Checks() {}

  /**
   * A text that can be a part of a key in any store.
   *
   * @param max units of UTF-16, as {@link String#length} counts
   */
  static String text(String field, @Nullable String value, int max) {
    if (value == null || value.isBlank()) {
      throw new InvalidInputException(field, "REQUIRED", Map.of());
    }
    if (value.length() > max) {
      throw new InvalidInputException(field, "LENGTH", Arguments.of("max", max));
    }
    // Read by code points, a half of a surrogate pair shows only if the other half is missing.
    if (value.codePoints().anyMatch(c -> Character.isISOControl(c) || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new InvalidInputException(field, "CHARACTERS", Arguments.of("text", "controlCharacter"));
    }
    return value;
  }

  /** Answers that are given before a question is asked. */
  static void policies(Map<String, String> policies) {
    if (policies.size() > MOST_POLICIES) {
      throw new InvalidInputException("policies", "LENGTH", Arguments.of("text", "tooMany", "max", MOST_POLICIES));
    }
    policies.forEach(
        (code, option) -> {
          text("policies", code, LONGEST_POLICY);
          PlainText.requireText("policies." + code, option, LONGEST_POLICY);
        });
  }

  /** An amount to be paid or allowed. */
  static Money amount(String field, Money amount) {
    if (amount.amount().abs().compareTo(MOST_MONEY) > 0) {
      throw new InvalidInputException(field, "RANGE", Arguments.of("text", "above", "max", MOST_MONEY.toPlainString()));
    }
    return amount;
  }

  /** A number with so few digits that it can be reckoned with and printed. */
  static boolean isShort(BigDecimal number) {
    return Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= 2 * MOST_DIGITS
        && (long) number.precision() - number.scale() <= MOST_DIGITS;
  }

  /** Of what is not {@link #isShort}: the arguments of {@code RANGE}. */
  static Map<String, String> digits() {
    return Arguments.of("text", "tooManyDigitsOrDecimals", "max", MOST_DIGITS);
  }

  /** What is not between two bounds: the arguments of {@code RANGE}. */
  static Map<String, String> range(Object value, int min, int max) {
    return Arguments.of("value", value, "min", min, "max", max);
  }

  static List<Violation> violations(Runnable check) {
    try {
      check.run();
      return List.of();
    } catch (InvalidInputException e) {
      return new ArrayList<>(e.violations());
    }
  }
}

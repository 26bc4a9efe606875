package io.autopurchase.examples.operator;

import io.autopurchase.InvalidInputException;
import io.autopurchase.Money;
import io.autopurchase.spi.PlainText;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Money as people type it: {@code 128.50}, or {@code 128.50 CNY}. */
final class Amounts {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,12})?)(?:\\s*([A-Za-z]{3}))?");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}(?:\\.\\d{1,12})?");
  private static final String CURRENCY = "CNY";

  private Amounts() {}

  /** A number such as a percentage; its range is for others to judge. */
  static BigDecimal number(String text) {
    if (!NUMBER.matcher(text.strip()).matches()) {
      throw new TypeConversionException(PlainText.quote(text) + " is not a number");
    }
    return new BigDecimal(text.strip());
  }

  /**
   * @param field what a refusal names
   */
  static Money parse(String field, String text) {
    Money money = parseFromZero(field, text);
    if (!money.isPositive()) {
      throw OperatorException.invalid(field, "RANGE", "must be above zero");
    }
    return money;
  }

  /** The same, of an amount that may be nothing. */
  static Money parseFromZero(String field, String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw OperatorException.invalid(field, "AMOUNT", PlainText.quote(text) + " is not an amount such as 128.50");
    }
    String currency = matcher.group(2) == null ? CURRENCY : matcher.group(2).toUpperCase(Locale.ROOT);
    Money money;
    try {
      money = Money.of(matcher.group(1), currency);
    } catch (InvalidInputException e) {
      throw OperatorException.invalid(field, e.code(), PlainText.quote(text) + ": " + e.violations().get(0).message());
    }
    return money;
  }
}

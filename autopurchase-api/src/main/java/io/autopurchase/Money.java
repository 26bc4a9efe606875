package io.autopurchase;

import io.autopurchase.engine.Arguments;
import io.autopurchase.spi.PlainText;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.annotation.CheckReturnValue;

/**
 * An exact amount in one currency, never negative beyond what subtraction yields. The scale is always the one of the
 * currency (two digits for CNY), so that equal amounts are equal values.
 *
 * @param amount in the currency's main unit (yuan, not fen)
 * @param currency ISO 4217, three capitals
 */
public record Money(BigDecimal amount, String currency) implements Comparable<Money> {
  /** Far above any sum of a shop, and far below the limits of arithmetic. */
  private static final int MOST_DIGITS = 24;

  private static final Pattern TEXT = Pattern.compile("[+-]?[0-9]{1,24}(\\.[0-9]{0,24})?");

  /**
   * @param amount in the currency's main unit, with no more decimals than the currency has
   * @param currency ISO 4217, three capitals
   * @throws InvalidInputException {@code UNKNOWN_CURRENCY}, or {@code PRECISION} if the amount has more digits than the
   *     currency: money is never rounded silently; {@code RANGE} if it has more than 24 digits before the decimal point
   */
  public Money {
    Objects.requireNonNull(amount, "amount");
    int digits = digits(currency);
    // Before any arithmetic: twelve characters can stand for a number of a billion digits.
    if ((long) amount.precision() - amount.scale() > MOST_DIGITS) {
      throw new InvalidInputException("amount", "RANGE", Arguments.of("text", "tooManyDigits", "max", MOST_DIGITS));
    }
    if (amount.scale() > 2 * MOST_DIGITS) {
      throw new InvalidInputException("amount", "PRECISION", Arguments.of("text", "tooManyDecimals", "max", digits));
    }
    try {
      amount = amount.setScale(digits);
    } catch (ArithmeticException e) {
      throw new InvalidInputException("amount", "PRECISION", Arguments.of("value", amount.toPlainString(), "max", digits));
    }
  }

  /**
   * @param amount decimal text such as {@code 128.50}: digits from 0 to 9, no exponent
   * @param currency ISO 4217, three capitals
   * @throws InvalidInputException if the text is not a decimal number or the currency is unknown
   */
  public static Money of(String amount, String currency) {
    return new Money(decimal(amount), currency);
  }

  static BigDecimal decimal(String amount) {
    Objects.requireNonNull(amount, "amount");
    String text = amount.strip();
    if (!TEXT.matcher(text).matches()) {
      throw new InvalidInputException("amount", "NUMBER", Arguments.of("value", PlainText.quote(text)));
    }
    return new BigDecimal(text);
  }

  /**
   * Yuan.
   *
   * @param amount as for {@link #of}
   */
  public static Money cny(String amount) {
    return of(amount, "CNY");
  }

  /**
   * Nothing, such as {@code 0.00 CNY}.
   *
   * @param currency ISO 4217, three capitals
   */
  public static Money zero(String currency) {
    return new Money(BigDecimal.ZERO, currency);
  }

  /**
   * From the smallest unit: 12850 fen are 128.50 yuan.
   *
   * @param minor how many of the smallest unit; may be negative
   * @param currency ISO 4217, three capitals
   */
  public static Money ofMinor(long minor, String currency) {
    return new Money(BigDecimal.valueOf(minor, digits(currency)), currency);
  }

  /** In the smallest unit of the currency (fen). */
  @CheckReturnValue
  public long toMinorUnits() {
    return amount.unscaledValue().longValueExact();
  }

  /**
   * The sum.
   *
   * @param other in the same currency
   * @throws IllegalArgumentException if the currencies differ
   */
  @CheckReturnValue
  public Money plus(Money other) {
    return new Money(amount.add(inSameCurrency(other).amount), currency);
  }

  /**
   * The difference; negative if the other amount is greater.
   *
   * @param other in the same currency
   * @throws IllegalArgumentException if the currencies differ
   */
  @CheckReturnValue
  public Money minus(Money other) {
    return new Money(amount.subtract(inSameCurrency(other).amount), currency);
  }

  /**
   * The amount for several units, exact.
   *
   * @param quantity how many units
   */
  @CheckReturnValue
  public Money multiply(int quantity) {
    return new Money(amount.multiply(BigDecimal.valueOf(quantity)), currency);
  }

  /** Whether it is above zero. */
  public boolean isPositive() {
    return amount.signum() > 0;
  }

  /**
   * Whether it is above another amount.
   *
   * @param other in the same currency
   * @throws IllegalArgumentException if the currencies differ
   */
  public boolean isGreaterThan(Money other) {
    return compareTo(other) > 0;
  }

  /**
   * @throws IllegalArgumentException if the currencies differ
   */
  @Override
  public int compareTo(Money other) {
    return amount.compareTo(inSameCurrency(other).amount);
  }

  /** For people: {@code 128.50 CNY}. */
  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency;
  }

  private Money inSameCurrency(Money other) {
    Objects.requireNonNull(other, "other");
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(this + " and " + other + " are in different currencies");
    }
    return other;
  }

  private static int digits(String currency) {
    Objects.requireNonNull(currency, "currency");
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("currency", "UNKNOWN_CURRENCY", Arguments.of("value", PlainText.quote(currency)));
    }
  }
}

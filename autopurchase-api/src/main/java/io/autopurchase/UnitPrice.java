package io.autopurchase;

import io.autopurchase.engine.Arguments;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import javax.annotation.concurrent.Immutable;

/**
 * What one unit may cost, with as many decimals as it was calculated with, such as {@code 33.974774905192626351667 CNY}. Immutable.
 *
 * <p>Prices at providers have the decimals of their currency. Such a price is at most this one exactly if it is at most {@link
 * #toMoney()}. So this price is rounded once, down, and no more is spent than was approved.
 */
@Immutable
public final class UnitPrice {
  private static final int MOST_DIGITS = 24;

  private final BigDecimal amount;
  private final String currency;

  private UnitPrice(BigDecimal amount, String currency) {
    this.amount = amount;
    this.currency = currency;
  }

  /**
   * @param amount at most 24 digits before and 24 behind the decimal point
   * @param currency ISO 4217
   * @throws InvalidInputException {@code RANGE} or {@code PRECISION} if it has more, {@code UNKNOWN_CURRENCY}
   */
  public static UnitPrice of(BigDecimal amount, String currency) {
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(currency, "currency");
    // Before any arithmetic: twelve characters can stand for a number of a billion digits.
    if ((long) amount.precision() - amount.scale() > MOST_DIGITS) {
      throw new InvalidInputException("unitPrice", "RANGE", Arguments.of("text", "tooManyDigits", "max", MOST_DIGITS));
    }
    if (amount.scale() > MOST_DIGITS) {
      throw new InvalidInputException("unitPrice", "PRECISION", Arguments.of("text", "tooManyDecimals", "max", MOST_DIGITS));
    }
    UnitPrice price = new UnitPrice(amount, currency);
    price.toMoney(); // the currency exists
    return price;
  }

  /**
   * As {@link #of(BigDecimal, String)}, of a decimal number such as {@code 128.50}.
   *
   * @param amount digits from 0 to 9, no exponent
   * @param currency ISO 4217
   */
  public static UnitPrice of(String amount, String currency) {
    return of(Money.decimal(amount), currency);
  }

  /**
   * In Chinese yuan.
   *
   * @param amount digits from 0 to 9, no exponent
   */
  public static UnitPrice cny(String amount) {
    return of(amount, "CNY");
  }

  /** In the currency's main unit (yuan, not fen), with the decimals that were given. */
  public BigDecimal amount() {
    return amount;
  }

  /** ISO 4217, three capitals. */
  public String currency() {
    return currency;
  }

  /** The highest amount in whole minor units, such as fen, that is not above it. */
  public Money toMoney() {
    Money none = Money.zero(currency);
    return new Money(amount.setScale(none.amount().scale(), RoundingMode.FLOOR), currency);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnitPrice && ((UnitPrice) other).amount.compareTo(amount) == 0 && ((UnitPrice) other).currency.equals(currency);
  }

  @Override
  public int hashCode() {
    return Objects.hash(amount.stripTrailingZeros(), currency);
  }

  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency;
  }
}

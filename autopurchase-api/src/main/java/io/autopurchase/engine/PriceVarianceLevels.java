package io.autopurchase.engine;

import io.autopurchase.ConfigurationException;
import io.autopurchase.Money;
import io.autopurchase.PriceVariance;
import java.math.BigDecimal;

/**
 * From which percentage above the approved price a purchase costs too much.
 *
 * @param minor percent that are tolerated; 0 or more
 * @param major percent above which the variance is {@code MAJOR}; not below {@code minor}
 */
public record PriceVarianceLevels(BigDecimal minor, BigDecimal major) {
  private static final int MOST_DIGITS = 12;

  /** Every rise is minor, one by more than a tenth is major. */
  public static final PriceVarianceLevels DEFAULT = new PriceVarianceLevels(BigDecimal.ZERO, BigDecimal.TEN);

  /**
   * Checks the levels.
   *
   * @param minor 0 or more, with at most 12 digits before and 12 after the decimal point
   * @param major not below {@code minor}, with at most 12 digits before and 12 after the decimal point
   * @throws ConfigurationException if one is negative or has too many digits, or the second is below the first
   */
  public PriceVarianceLevels {
    if (isLong(minor) || isLong(major)) {
      throw new ConfigurationException("levels of priceVariance have at most 12 digits before and 12 behind the decimal point");
    }
    if (minor.signum() < 0 || major.compareTo(minor) < 0) {
      throw new ConfigurationException("levels of priceVariance are percents from zero, the smaller one first: " + minor + ", " + major);
    }
  }

  /** Without printing it: few characters can stand for a number of very many digits. */
  private static boolean isLong(BigDecimal percent) {
    return Math.abs((long) percent.scale()) > MOST_DIGITS || (long) percent.precision() - percent.scale() > MOST_DIGITS;
  }

  /**
   * @param approved what all units were approved to cost
   * @param price what they cost; of the same currency, or nothing is said of it
   */
  public PriceVariance of(Money approved, Money price) {
    if (!approved.currency().equals(price.currency()) || !price.isGreaterThan(approved)) {
      return PriceVariance.NONE;
    }
    BigDecimal above = price.amount().subtract(approved.amount()).movePointRight(2);
    if (above.compareTo(approved.amount().multiply(major)) > 0) {
      return PriceVariance.MAJOR;
    }
    return above.compareTo(approved.amount().multiply(minor)) > 0 ? PriceVariance.MINOR : PriceVariance.NONE;
  }
}

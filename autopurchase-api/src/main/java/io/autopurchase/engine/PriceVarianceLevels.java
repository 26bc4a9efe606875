package io.autopurchase.engine;

import io.autopurchase.ConfigurationException;
import io.autopurchase.Money;
import io.autopurchase.PriceVariance;
import java.math.BigDecimal;

/**
 * From where on a purchase costs too much.
 *
 * @param small percent above the approved price that pass without a word; 0 or more
 * @param big percent above the approved price beyond which it is much; not below {@code small}
 */
public record PriceVarianceLevels(BigDecimal small, BigDecimal big) {
  private static final int MOST_DIGITS = 12;

  /** Every rise is small, one by more than a tenth is big. */
  public static final PriceVarianceLevels DEFAULT = new PriceVarianceLevels(BigDecimal.ZERO, BigDecimal.TEN);

  public PriceVarianceLevels {
    if (isLong(small) || isLong(big)) {
      throw new ConfigurationException("levels of priceVariance have at most 12 digits before and 12 behind the decimal point");
    }
    if (small.signum() < 0 || big.compareTo(small) < 0) {
      throw new ConfigurationException("levels of priceVariance are percents from zero, the smaller one first: " + small + ", " + big);
    }
  }

  /** Without printing it: few characters can stand for a number of very many digits. */
  private static boolean isLong(BigDecimal percent) {
    return Math.abs((long) percent.scale()) > MOST_DIGITS || percent.precision() > MOST_DIGITS;
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
    if (above.compareTo(approved.amount().multiply(big)) > 0) {
      return PriceVariance.MAJOR;
    }
    return above.compareTo(approved.amount().multiply(small)) > 0 ? PriceVariance.MINOR : PriceVariance.NONE;
  }
}

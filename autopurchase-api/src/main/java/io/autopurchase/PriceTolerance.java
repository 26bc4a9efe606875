package io.autopurchase;

import io.autopurchase.engine.Arguments;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * By how much the price of a unit may rise above the approved one without a question. Immutable.
 *
 * <p>Given in percent, as an amount, or both. If both are given, the stricter one applies. So an amount bounds what a percentage allows
 * for expensive goods, and a percentage what an amount allows for cheap ones.
 */
@Immutable
public final class PriceTolerance {
  private static final PriceTolerance NONE = new PriceTolerance(null, null);

  @Nullable private final BigDecimal percent;
  @Nullable private final Money amount;

  private PriceTolerance(@Nullable BigDecimal percent, @Nullable Money amount) {
    this.percent = percent;
    this.amount = amount;
  }

  /** No rise at all. */
  public static PriceTolerance none() {
    return NONE;
  }

  /**
   * @param percent 2.5 lets 100 yuan rise to 102.50; null for no bound of this kind
   * @param amount of one unit; null for no bound of this kind
   * @throws InvalidInputException {@code RANGE} if one of them is negative, or has so many digits that it means nothing
   */
  public static PriceTolerance of(@Nullable BigDecimal percent, @Nullable Money amount) {
    if (percent != null && percent.signum() < 0 || amount != null && amount.amount().signum() < 0) {
      throw new InvalidInputException("priceTolerance", "RANGE", Arguments.of("text", "negative"));
    }
    if (percent != null && !Checks.isShort(percent)) {
      throw new InvalidInputException("priceTolerance", "RANGE", Checks.digits());
    }
    if (amount != null) {
      Checks.amount("priceTolerance", amount);
    }
    return new PriceTolerance(percent, amount);
  }

  /** In percent of the approved price: 2.5 lets 100 yuan rise to 102.50. Empty for no bound of this kind. */
  public Optional<BigDecimal> percent() {
    return Optional.ofNullable(percent);
  }

  /**
   * By how much one unit may rise. Empty for no bound of this kind; if {@link #percent()} is empty too, the price may not rise.
   */
  public Optional<Money> amount() {
    return Optional.ofNullable(amount);
  }

  /**
   * The highest price that keeps the tolerance, rounded down to the currency's unit.
   *
   * @param approved the approved price of one unit
   * @throws IllegalArgumentException if the amount is in another currency
   */
  public Money maxPrice(Money approved) {
    Money highest = null;
    if (percent != null) {
      BigDecimal factor = BigDecimal.ONE.add(percent.movePointLeft(2));
      BigDecimal most = approved.amount().multiply(factor).setScale(approved.amount().scale(), RoundingMode.DOWN);
      highest = new Money(most, approved.currency());
    }
    if (amount != null) {
      Money most = approved.plus(amount);
      highest = highest == null || highest.isGreaterThan(most) ? most : highest;
    }
    return highest == null ? approved : highest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PriceTolerance
        && plain(((PriceTolerance) other).percent).equals(plain(percent))
        && Objects.equals(((PriceTolerance) other).amount, amount);
  }

  @Override
  public int hashCode() {
    return Objects.hash(plain(percent), amount);
  }

  @Override
  public String toString() {
    return plain(percent) + " %, " + (amount == null ? "any amount" : amount);
  }

  /** 2.50 and 2.5 are the same; what is not given is empty. */
  static String plain(@Nullable BigDecimal number) {
    return number == null ? "" : number.stripTrailingZeros().toPlainString();
  }
}

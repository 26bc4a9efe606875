package io.autopurchase.engine;

import io.autopurchase.ConfigurationException;
import io.autopurchase.Money;
import java.time.Duration;

/**
 * What the orders of one account may cost together, over all nodes.
 *
 * @param amount goods and freight of all orders that were placed in any 24 hours
 */
public record SpendCap(Money amount) {
  /** The time in which all orders count. */
  public static final Duration PER = Duration.ofHours(24);

  /**
   * Checks the amount.
   *
   * @param amount above 0
   * @throws ConfigurationException if it is not
   */
  public SpendCap {
    if (!amount.isPositive()) {
      throw new ConfigurationException("a spend cap is a positive amount, not " + amount);
    }
  }
}

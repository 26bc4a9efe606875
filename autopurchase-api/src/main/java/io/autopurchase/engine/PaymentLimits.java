package io.autopurchase.engine;

import io.autopurchase.ConfigurationException;
import io.autopurchase.Money;

/**
 * What may be paid through the library at most.
 *
 * @param perOrder one order, freight included
 * @param perActivity all orders of one request together
 */
public record PaymentLimits(Money perOrder, Money perActivity) {
  /**
   * Checks the amounts.
   *
   * @param perOrder above 0
   * @param perActivity above 0, in the same currency
   * @throws ConfigurationException if they are not positive, or of two currencies
   */
  public PaymentLimits {
    if (perOrder.amount().signum() <= 0 || perActivity.amount().signum() <= 0 || !perOrder.currency().equals(perActivity.currency())) {
      throw new ConfigurationException("limits of payments are positive amounts of one currency: " + perOrder + ", " + perActivity);
    }
  }
}

package io.autopurchase.spi;

import java.time.Instant;
import java.util.List;

/**
 * A page of a provider's list of orders.
 *
 * @param orders as the provider shows them, in its order
 * @param isLast whether no page follows
 * @param asOf the provider's clock when it was asked, or a moment before
 */
public record OrderPage(List<ProviderOrder> orders, boolean isLast, Instant asOf) {
  /**
   * With a list of its own.
   *
   * @param orders copied; may hold no null
   * @param isLast kept as it is
   * @param asOf kept as it is
   */
  public OrderPage {
    orders = List.copyOf(orders);
  }
}

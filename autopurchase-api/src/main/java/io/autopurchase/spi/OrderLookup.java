package io.autopurchase.spi;

import java.time.Instant;
import java.util.List;

/**
 * What a look-up has found.
 *
 * @param orders as the provider shows them
 * @param asOf the provider's clock when it was asked, or a moment before: a "not found" is as old as its question, however
 *     late the answer is read
 */
public record OrderLookup(List<ProviderOrder> orders, Instant asOf) {
  /**
   * With a list of its own.
   *
   * @param orders copied; may hold no null
   * @param asOf kept as it is
   */
  public OrderLookup {
    orders = List.copyOf(orders);
  }
}

package io.autopurchase.spi;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a look-up has found, or a page of it. Immutable. Nothing is decided before all pages were read, and all ids that they name.
 *
 * @param orders as the provider shows them, each with the client order id that was looked for
 * @param orderIds ids of orders that may be those, to be read by {@link ProviderClient#orders}: those that show another client order id
 *     then, or none though they are built, are left out. For lists that don't show it. A provider that keeps no id of ours needs it
 *     elsewhere in the order, such as in the buyer's note, from where the adapter reads it
 * @param asOf the provider's clock when it was asked, or a moment before: a "not found" is as old as its question, however
 *     late the answer is read; that of several pages is as old as the oldest
 * @param nextCursor where the next page begins, in the adapter's words, at most 1,000 characters; empty on the last page. It is stored
 *     between two calls, which may be made by different nodes
 */
public record OrderLookup(List<ProviderOrder> orders, List<String> orderIds, Instant asOf, Optional<String> nextCursor) {
  /**
   * With lists of its own.
   *
   * @param orders copied; may hold no null
   * @param orderIds copied; may hold no null
   * @param asOf not null
   * @param nextCursor not null
   */
  public OrderLookup {
    orders = List.copyOf(orders);
    orderIds = List.copyOf(orderIds);
    Objects.requireNonNull(asOf, "asOf");
    Objects.requireNonNull(nextCursor, "nextCursor");
  }

  /**
   * All that there is, on one page.
   *
   * @param orders copied; may hold no null
   * @param asOf the provider's clock when it was asked
   */
  public OrderLookup(List<ProviderOrder> orders, Instant asOf) {
    this(orders, List.of(), asOf, Optional.empty());
  }
}

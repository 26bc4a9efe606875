package io.autopurchase.spi;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.annotation.concurrent.Immutable;

/** What a look-up has found, or a page of it. Immutable. Nothing is decided before all pages were read, and all ids that they name. */
@Immutable
public final class OrderLookup {
  private final List<ProviderOrder> orders;
  private final List<String> orderIds;
  private final Instant asOf;
  private final Optional<String> nextCursor;

  private OrderLookup(List<ProviderOrder> orders, List<String> orderIds, Instant asOf, Optional<String> nextCursor) {
    this.orders = List.copyOf(orders);
    this.orderIds = List.copyOf(orderIds);
    this.asOf = Objects.requireNonNull(asOf, "asOf");
    this.nextCursor = Objects.requireNonNull(nextCursor, "nextCursor");
  }

  /**
   * @param orders as the provider shows them, each with the client order id that was looked for; copied, and may hold no null
   * @param orderIds ids of orders that may be those, to be read by {@link ProviderClient#orders}: those that show another client order id
   *     then, or none though they are built, are left out. For lists that don't show it. A provider that keeps no id of ours needs it
   *     elsewhere in the order, such as in the buyer's note, from where the adapter reads it; copied, and may hold no null
   * @param asOf the provider's clock when it was asked, or a moment before: a "not found" is as old as its question, however late the
   *     answer is read; that of several pages is as old as the oldest
   * @param nextCursor where the next page begins, in the adapter's words, at most 1,000 characters; empty on the last page. It is stored
   *     between two calls, which may be made by different nodes
   */
  public static OrderLookup of(List<ProviderOrder> orders, List<String> orderIds, Instant asOf, Optional<String> nextCursor) {
    return new OrderLookup(orders, orderIds, asOf, nextCursor);
  }

  /** As the provider shows them, each with the client order id that was looked for. */
  public List<ProviderOrder> orders() {
    return orders;
  }

  /**
   * Ids of orders that may be those, to be read by {@link ProviderClient#orders}: those that show another client order id then, or none
   * though they are built, are left out. For lists that don't show it. A provider that keeps no id of ours needs it elsewhere in the order,
   * such as in the buyer's note, from where the adapter reads it.
   */
  public List<String> orderIds() {
    return orderIds;
  }

  /**
   * The provider's clock when it was asked, or a moment before: a "not found" is as old as its question, however late the answer is read;
   * that of several pages is as old as the oldest.
   */
  public Instant asOf() {
    return asOf;
  }

  /**
   * Where the next page begins, in the adapter's words, at most 1,000 characters; empty on the last page. It is stored between two calls,
   * which may be made by different nodes.
   */
  public Optional<String> nextCursor() {
    return nextCursor;
  }

  /**
   * All that there is, on one page.
   *
   * @param orders copied; may hold no null
   * @param asOf the provider's clock when it was asked
   */
  public static OrderLookup of(List<ProviderOrder> orders, Instant asOf) {
    return of(orders, List.of(), asOf, Optional.empty());
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof OrderLookup && all().equals(((OrderLookup) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(orders, orderIds, asOf, nextCursor);
  }

  @Override
  public String toString() {
    return "OrderLookup" + all();
  }
}

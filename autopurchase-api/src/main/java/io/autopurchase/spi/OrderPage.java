package io.autopurchase.spi;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.annotation.concurrent.Immutable;

/** A page of a provider's list of orders. Immutable. */
@Immutable
public final class OrderPage {
  private final List<ProviderOrder> orders;
  private final boolean isLast;
  private final Instant asOf;

  private OrderPage(List<ProviderOrder> orders, boolean isLast, Instant asOf) {
    this.orders = List.copyOf(orders);
    this.isLast = isLast;
    this.asOf = asOf;
  }

  /**
   * @param orders as the provider shows them, in its order; copied, and may hold no null
   * @param isLast whether no page follows
   * @param asOf the provider's clock when it was asked, or a moment before
   */
  public static OrderPage of(List<ProviderOrder> orders, boolean isLast, Instant asOf) {
    return new OrderPage(orders, isLast, asOf);
  }

  /** As the provider shows them, in its order. */
  public List<ProviderOrder> orders() {
    return orders;
  }

  /** Whether no page follows. */
  public boolean isLast() {
    return isLast;
  }

  /** The provider's clock when it was asked, or a moment before. */
  public Instant asOf() {
    return asOf;
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof OrderPage && all().equals(((OrderPage) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(orders, isLast, asOf);
  }

  @Override
  public String toString() {
    return "OrderPage" + all();
  }
}

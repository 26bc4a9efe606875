package io.autopurchase.spi;

import java.util.Arrays;
import java.util.List;
import javax.annotation.concurrent.Immutable;

/**
 * The provider's answer to a placement. Immutable. It proves nothing until the engine has compared orders with the request: those that
 * the response shows, or, with {@link ProviderCapabilities.Verification#BY_READING}, those that {@link ProviderClient#orders} shows for
 * the ids that it names.
 */
@Immutable
public final class PlacementResponse {
  private final List<ProviderOrder> orders;
  private final List<String> orderIds;

  private PlacementResponse(List<ProviderOrder> orders, List<String> orderIds) {
    this.orders = List.copyOf(orders);
    this.orderIds = List.copyOf(orderIds);
  }

  /** As the response shows them; with {@code BY_READING} only their ids are used. */
  public List<ProviderOrder> orders() {
    return orders;
  }

  /** The provider's ids of orders of which the response shows no more than that; used with {@code BY_READING} only. */
  public List<String> orderIds() {
    return orderIds;
  }

  /**
   * A response that shows what was ordered.
   *
   * @param orders copied; may hold no null
   */
  public static PlacementResponse of(List<ProviderOrder> orders) {
    return new PlacementResponse(orders, List.of());
  }

  /**
   * A response that only names the orders. For a provider whose capabilities say {@link ProviderCapabilities.Verification#BY_READING}.
   *
   * @param orderIds the provider's; copied; may hold no null
   */
  public static PlacementResponse ofIds(List<String> orderIds) {
    return new PlacementResponse(List.of(), orderIds);
  }

  /** Compares all values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PlacementResponse && all().equals(((PlacementResponse) other).all());
  }

  @Override
  public int hashCode() {
    return all().hashCode();
  }

  private List<Object> all() {
    return Arrays.asList(orders, orderIds);
  }

  @Override
  public String toString() {
    return "PlacementResponse" + all();
  }
}

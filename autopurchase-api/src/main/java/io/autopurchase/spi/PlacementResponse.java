package io.autopurchase.spi;

import java.util.List;

/**
 * What a provider says that it has made of a placement. Immutable. It counts for nothing until the engine has compared orders with what was
 * asked for: those that the response shows, or, with {@link ProviderCapabilities.Verification#BY_READING}, those that {@link
 * ProviderClient#orders} shows for the ids that it names.
 *
 * @param orders as the response shows them; with {@code BY_READING} only their ids are used
 * @param orderIds the provider's ids of orders of which the response shows no more than that; used with {@code BY_READING} only
 */
public record PlacementResponse(List<ProviderOrder> orders, List<String> orderIds) {
  /**
   * With lists of its own.
   *
   * @param orders copied; may hold no null
   * @param orderIds copied; may hold no null
   */
  public PlacementResponse {
    orders = List.copyOf(orders);
    orderIds = List.copyOf(orderIds);
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
}

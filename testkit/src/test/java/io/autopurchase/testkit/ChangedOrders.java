package io.autopurchase.testkit;

import io.autopurchase.PurchaseStatus;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A provider that changes orders on their way from the answer. */
final class ChangedOrders extends ExampleMarketClient {
  private final BiFunction<ProviderOrder, String, ProviderOrder> change;

  private ChangedOrders(int port, BiFunction<ProviderOrder, String, ProviderOrder> change) {
    super(new ExampleMarketTransport(port));
    this.change = change;
  }

  /**
   * @param change by the order that was answered, and the client order id that was asked for
   */
  static BrokenProvider wrong(String name, String rule, BiFunction<ProviderOrder, String, ProviderOrder> change) {
    return BrokenProvider.client(name, rule, port -> new ChangedOrders(port, change));
  }

  static <T> ProviderResult<T> map(ProviderResult<T> result, Function<T, T> change) {
    return result instanceof ProviderResult.Success<T> yes ? new ProviderResult.Success<>(change.apply(yes.value())) : result;
  }

  static ProviderOrder copy(ProviderOrder order, String id, String clientOrderId, PurchaseStatus status) {
    return copy(order, id, clientOrderId, status, order.lines());
  }

  static ProviderOrder copy(ProviderOrder order, String id, String clientOrderId, PurchaseStatus status, List<ProviderOrder.Line> lines) {
    return ProviderOrder.builder(id, clientOrderId, status, order.rawStatus())
        .total(order.total().orElse(null))
        .modifiedAt(order.modifiedAt().orElse(null))
        .lines(lines)
        .build();
  }

  /** A line without what it need not have. */
  static ProviderOrder.LineBuilder bare(ProviderOrder.Line line) {
    return ProviderOrder.Line.builder(line.id(), line.itemId(), "", line.quantity(), line.status(), line.rawStatus());
  }

  @Override
  public ProviderResult<PlacementResponse> place(String clientOrderId, PlacementRequest request, RequestValidity validity, CallContext context) {
    return map(
        super.place(clientOrderId, request, validity, context),
        response -> PlacementResponse.of(response.orders().stream().map(order -> change.apply(order, clientOrderId)).toList()));
  }

  @Override
  public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
    return map(super.orders(ids, context), orders -> orders.stream().map(order -> change.apply(order, order.clientOrderId())).toList());
  }

  @Override
  public ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context) {
    return map(
        super.ordersByClientOrderId(request, context),
        found -> OrderLookup.of(found.orders().stream().map(order -> change.apply(order, request.clientOrderId())).toList(), found.asOf()));
  }
}

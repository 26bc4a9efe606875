package io.autopurchase.testkit;

import io.autopurchase.PurchaseStatus;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.EffectTerms;
import io.autopurchase.spi.FoundOrders;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A provider that changes orders on their way from the answer. */
final class ChangedOrders extends BazaarClient {
  private final BiFunction<ProviderOrder, String, ProviderOrder> change;

  private ChangedOrders(int port, BiFunction<ProviderOrder, String, ProviderOrder> change) {
    super(new BazaarTransport(port));
    this.change = change;
  }

  /**
   * @param change by the order that was answered, and the outer id that was asked for
   */
  static WrongProvider wrong(String name, String rule, BiFunction<ProviderOrder, String, ProviderOrder> change) {
    return WrongProvider.client(name, rule, port -> new ChangedOrders(port, change));
  }

  static <T> ProviderResult<T> map(ProviderResult<T> result, Function<T, T> change) {
    return result instanceof ProviderResult.Success<T> yes ? new ProviderResult.Success<>(change.apply(yes.value())) : result;
  }

  static ProviderOrder copy(ProviderOrder order, String id, String outerId, PurchaseStatus status) {
    return copy(order, id, outerId, status, order.lines());
  }

  static ProviderOrder copy(ProviderOrder order, String id, String outerId, PurchaseStatus status, List<ProviderOrder.Line> lines) {
    return ProviderOrder.builder(id, outerId, status, order.rawStatus())
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
  public ProviderResult<List<ProviderOrder>> place(String outerId, PlacementRequest request, EffectTerms terms, CallContext context) {
    return map(super.place(outerId, request, terms, context), orders -> orders.stream().map(order -> change.apply(order, outerId)).toList());
  }

  @Override
  public ProviderResult<FoundOrders> ordersByOuterId(String outerId, CallContext context) {
    return map(
        super.ordersByOuterId(outerId, context),
        found -> new FoundOrders(found.orders().stream().map(order -> change.apply(order, outerId)).toList(), found.asOf()));
  }
}

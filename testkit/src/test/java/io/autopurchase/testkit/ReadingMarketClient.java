package io.autopurchase.testkit;

import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.OrderLookup;
import io.autopurchase.spi.OrderLookupRequest;
import io.autopurchase.spi.PlacementRequest;
import io.autopurchase.spi.PlacementResponse;
import io.autopurchase.spi.ProviderCapabilities;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import io.autopurchase.spi.RequestValidity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client of the same market, as if it answered placements by ids alone, and listed orders without their client order ids, page by page.
 * Keeps all rules as well; its parts are open, so that each can be done wrong.
 */
class ReadingMarketClient extends ExampleMarketClient {
  ReadingMarketClient(ExampleMarketTransport transport) {
    super(transport);
  }

  @Override
  ProviderCapabilities.Builder traitsBuilder() {
    return super.traitsBuilder()
        .verification(ProviderCapabilities.Verification.BY_READING)
        .equalLines(ProviderCapabilities.EqualLines.KEEP)
        .priceCheck(ProviderCapabilities.PriceCheck.AFTER_PLACING)
        .maxRequestsPerRead(10);
  }

  /** One request for each order. */
  @Override
  public ProviderResult<List<ProviderOrder>> orders(Collection<String> ids, CallContext context) {
    List<ProviderOrder> orders = new ArrayList<>();
    for (String id : ids) {
      ProviderResult<List<ProviderOrder>> one = order(id, context);
      if (!(one instanceof ProviderResult.Success<List<ProviderOrder>> yes)) {
        return one;
      }
      orders.addAll(yes.value());
    }
    return new ProviderResult.Success<>(orders);
  }

  ProviderResult<List<ProviderOrder>> order(String id, CallContext context) {
    return super.orders(List.of(id), context);
  }

  @Override
  public ProviderResult<PlacementResponse> place(String clientOrderId, PlacementRequest request, RequestValidity validity, CallContext context) {
    ProviderResult<PlacementResponse> result = super.place(clientOrderId, request, validity, context);
    return ChangedOrders.map(result, response -> PlacementResponse.ofIds(response.orders().stream().map(ProviderOrder::id).map(this::named).toList()));
  }

  /** The price is not told. */
  @Override
  Map<String, String> form(String clientOrderId, PlacementRequest request, RequestValidity validity) {
    Map<String, String> form = new HashMap<>(super.form(clientOrderId, request, validity));
    form.remove("most");
    return form;
  }

  String named(String id) {
    return id;
  }

  @Override
  public ProviderResult<OrderLookup> ordersByClientOrderId(OrderLookupRequest request, CallContext context) {
    Map<String, String> form =
        Map.of("from", millis(from(request)), "to", millis(request.until()), "after", request.cursor().map(this::cursor).orElse(""));
    return call("/placed", form, context, false, reply -> reply.has("last") || next(reply).isPresent() ? page(reply) : null);
  }

  Instant from(OrderLookupRequest request) {
    return request.since();
  }

  String cursor(String given) {
    return given;
  }

  OrderLookup page(ExampleMarketReply reply) {
    return OrderLookup.of(List.of(), reply.all("id").map(words -> words[1]).toList(), asOf(reply), next(reply));
  }

  static Optional<String> next(ExampleMarketReply reply) {
    return reply.all("next").map(words -> words[1]).findFirst();
  }

  private static String millis(Instant time) {
    return Long.toString(time.toEpochMilli());
  }
}

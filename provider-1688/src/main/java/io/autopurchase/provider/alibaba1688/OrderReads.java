package io.autopurchase.provider.alibaba1688;

import io.autopurchase.provider.http.Json;
import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.OrderPage;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.spi.ProviderResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;

/** Reads orders one by one: only so the platform shows our id, parcels and the time to pay. */
final class OrderReads {
  /** A window that ended now would lose what is modified while its pages are read. */
  private static final Duration BEYOND_NOW = Duration.ofHours(1);

  private final Alibaba1688Settings settings;
  private final Gateway gateway;
  private final EchoProof echo;
  private final Payments payments;

  OrderReads(Alibaba1688Settings settings, Gateway gateway, EchoProof echo, Payments payments) {
    this.settings = settings;
    this.gateway = gateway;
    this.echo = echo;
    this.payments = payments;
  }

  /** One order; empty if there is none with this id. */
  static ApiCall<Optional<ProviderOrder>> call(String id, Alibaba1688Settings settings, EchoProof echo) {
    return ApiCall.read(
            Api.ORDER,
            OrderQuery.order(id),
            reply -> {
              ProviderOrder order = Orders.view(id, settings.namesMembers ? "buyerID" : "buyerLoginId", reply);
              if (order != null) {
                echo.learn(reply.top().path("result"));
              }
              return order == null ? null : Optional.of(order);
            })
        .ifAbsent(settings.absentOrderCodes::contains, Optional.empty());
  }

  ProviderResult<List<ProviderOrder>> byIds(Collection<String> ids, CallContext context) {
    // A person may have typed them; what is not a number names no order.
    List<String> numbers = ids.stream().filter(Json::isNumber).distinct().toList();
    if (numbers.isEmpty()) {
      return new ProviderResult.Success<>(List.of());
    }
    Optional<ProviderResult<List<ProviderOrder>>> tooMany = gateway.take(Api.ORDER, numbers.size(), context);
    return tooMany.isPresent() ? tooMany.get() : read(numbers, new Reads(context));
  }

  private ProviderResult<List<ProviderOrder>> read(List<String> ids, Reads requests) {
    List<ProviderOrder> orders = new ArrayList<>();
    for (String id : ids) {
      ProviderResult<Optional<ProviderOrder>> read = gateway.exchange(call(id, settings, echo), requests.next());
      if (!(read instanceof ProviderResult.Success<Optional<ProviderOrder>> yes)) {
        return Results.failure(read);
      }
      yes.value().ifPresent(orders::add);
    }
    orders.forEach(payments::note);
    return new ProviderResult.Success<>(orders);
  }

  /** What the platform lists in an order that is not documented is sorted within the page. */
  ProviderResult<OrderPage> modified(Instant since, int page, CallContext context) {
    int size = settings.capabilities.ordersPerPage();
    Optional<ProviderResult<OrderPage>> tooMany = gateway.take(Api.ORDER, 1 + size, context);
    if (tooMany.isPresent()) {
      return tooMany.get();
    }
    Reads requests = new Reads(context);
    Instant until = gateway.time(context.now()).plus(BEYOND_NOW);
    ProviderResult<Rows> listed =
        gateway.exchange(ApiCall.read(Api.ORDERS, OrderQuery.modified(since, until, page, size), reply -> rows(reply, page, size)), requests.next());
    if (!(listed instanceof ProviderResult.Success<Rows> rows)) {
      return Results.failure(listed);
    }
    ProviderResult<List<ProviderOrder>> read = read(rows.value().ids, requests);
    if (!(read instanceof ProviderResult.Success<List<ProviderOrder>> orders)) {
      return Results.failure(read);
    }
    List<ProviderOrder> sorted =
        orders.value().stream()
            .filter(order -> order.modifiedAt().map(at -> !at.isBefore(since)).orElse(true))
            .sorted(Comparator.comparing((ProviderOrder order) -> order.modifiedAt().orElse(Instant.MAX)).reversed())
            .toList();
    return new ProviderResult.Success<>(OrderPage.of(sorted, rows.value().isLast, rows.value().asOf));
  }

  private record Rows(List<String> ids, boolean isLast, Instant asOf) {}

  @Nullable
  private Rows rows(Reply reply, int page, int size) {
    OrderQuery.Listing listing = OrderQuery.listing(reply, page, size, true);
    if (listing == null) {
      return null;
    }
    return new Rows(listing.rows().stream().map(Orders::id).toList(), OrderQuery.isLast(listing, page, size), reply.asOf());
  }
}

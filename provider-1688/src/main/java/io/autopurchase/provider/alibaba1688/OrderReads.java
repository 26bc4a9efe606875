package io.autopurchase.provider.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.Nullable;

/** Reads orders one by one: only so the platform shows our id, parcels and the time to pay. */
final class OrderReads {
  /** A window that ended now would lose what is modified while its pages are read. */
  private static final Duration BEYOND_NOW = Duration.ofHours(1);

  /** Lists of one call. */
  static final int MOST_LISTS = 4;

  private final Alibaba1688Settings settings;
  private final Gateway gateway;
  private final EchoProof echo;

  OrderReads(Alibaba1688Settings settings, Gateway gateway, EchoProof echo) {
    this.settings = settings;
    this.gateway = gateway;
    this.echo = echo;
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

  private ProviderResult<List<ProviderOrder>> read(Collection<String> ids, Reads requests) {
    List<ProviderOrder> orders = new ArrayList<>();
    for (String id : ids) {
      ProviderResult<Optional<ProviderOrder>> read = gateway.exchange(call(id, settings, echo), requests.next());
      if (!(read instanceof ProviderResult.Success<Optional<ProviderOrder>> yes)) {
        return Results.failure(read);
      }
      yes.value().ifPresent(orders::add);
    }
    return new ProviderResult.Success<>(orders);
  }

  /**
   * The latest modified first. In which order the platform lists them is not documented: so all rows are read, sorted, and those of the page
   * read in full; if there are too many, the pages are the platform's.
   */
  ProviderResult<OrderPage> modified(Instant since, int page, CallContext context) {
    int size = settings.capabilities.ordersPerPage();
    Optional<ProviderResult<OrderPage>> tooMany = gateway.take(Api.ORDER, 1 + size, context);
    if (tooMany.isPresent()) {
      return tooMany.get();
    }
    Reads requests = new Reads(context);
    Instant until = gateway.time(context.now()).plus(BEYOND_NOW);
    ProviderResult<Rows> listed = rows(since, until, 1, settings.listRows, requests);
    if (listed instanceof ProviderResult.Success<Rows> some && until.isBefore(some.value().asOf)) {
      // Our clock was behind by more than that, and this answer has shown it.
      return new ProviderResult.Unknown<>("CLOCK_BEHIND", "the window of the list had ended too early", null, false);
    }
    if (listed instanceof ProviderResult.Success<Rows> first && first.value().total > (long) MOST_LISTS * settings.listRows) {
      gateway.charge(Api.ORDERS, 1, context);
      listed = rows(since, until, page, size, requests);
      return listed instanceof ProviderResult.Success<Rows> some ? page(some.value(), some.value().modifiedAt.keySet(), since, requests) : Results.failure(listed);
    }
    Map<String, Instant> all = new LinkedHashMap<>();
    for (int list = 1; listed instanceof ProviderResult.Success<Rows> rows; list++) {
      rows.value().modifiedAt.forEach(all::putIfAbsent);
      if (rows.value().isLast || list == MOST_LISTS) {
        List<String> ids = all.keySet().stream().sorted(Comparator.comparing((String id) -> all.get(id)).reversed()).toList();
        int from = (int) Math.min(ids.size(), (page - 1L) * size);
        int to = Math.min(ids.size(), from + size);
        return page(new Rows(all, to == ids.size(), ids.size(), rows.value().asOf), ids.subList(from, to), since, requests);
      }
      gateway.charge(Api.ORDERS, 1, context);
      listed = rows(since, until, list + 1, settings.listRows, requests);
    }
    return Results.failure(listed);
  }

  private ProviderResult<OrderPage> page(Rows rows, Collection<String> ids, Instant since, Reads requests) {
    ProviderResult<List<ProviderOrder>> read = read(ids, requests);
    if (!(read instanceof ProviderResult.Success<List<ProviderOrder>> orders)) {
      return Results.failure(read);
    }
    List<ProviderOrder> sorted =
        orders.value().stream()
            .filter(order -> order.modifiedAt().map(at -> !at.isBefore(since)).orElse(true))
            .sorted(Comparator.comparing((ProviderOrder order) -> order.modifiedAt().orElse(Instant.MAX)).reversed())
            .toList();
    return new ProviderResult.Success<>(OrderPage.of(sorted, rows.isLast, rows.asOf));
  }

  /**
   * A page of the list.
   *
   * @param modifiedAt when each order was modified, by its id; the latest time there is if the row does not say so
   * @param total of all pages; -1 if the answer does not say so
   */
  private record Rows(Map<String, Instant> modifiedAt, boolean isLast, long total, Instant asOf) {}

  private ProviderResult<Rows> rows(Instant since, Instant until, int page, int size, Reads requests) {
    return gateway.exchange(
        ApiCall.read(Api.ORDERS, OrderQuery.modified(since, until, page, size), reply -> rows(reply, page, size)), requests.next());
  }

  @Nullable
  private static Rows rows(Reply reply, int page, int size) {
    OrderQuery.Listing listing = OrderQuery.listing(reply, page, size, true);
    if (listing == null) {
      return null;
    }
    Map<String, Instant> modifiedAt = new LinkedHashMap<>();
    for (JsonNode row : listing.rows()) {
      Instant at = Dates.read(row.path("baseInfo"), "modifyTime");
      modifiedAt.put(Orders.id(row), at == null ? Instant.MAX : at);
    }
    return new Rows(modifiedAt, OrderQuery.isLast(listing, page, size), listing.total(), reply.asOf());
  }
}

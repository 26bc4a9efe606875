package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The one API that shows orders, all or one. */
final class QueryApi {
  private static final Comparator<State.Order> OLDEST_FIRST =
      Comparator.comparingLong((State.Order order) -> order.modifiedAt).thenComparingLong(order -> order.purchaseId);

  private final Marketplace market;

  QueryApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode query(Call call) {
    int page = (int) Math.min(Integer.MAX_VALUE, Math.max(1, call.number("page_no", 1)));
    int size = (int) Math.min(market.settings.pageSizeLimit, Math.max(1, call.number("page_size", 10)));
    if (page != call.number("page_no", 1) || size != call.number("page_size", 10)) {
      call.odd("page_no or page_size is beyond its bounds");
    }
    Predicate<State.Order> wanted = filter(call);
    return market.look(
        state -> {
          List<State.Order> found =
              orders(state, call)
                  .filter(wanted)
                  .sorted(call.text("sort_type").equals("ASC") ? OLDEST_FIRST : OLDEST_FIRST.reversed())
                  .toList();
          int off = call.fault(Fault.Kind.WRONG_TOTAL).map(Fault::number).orElse(0);
          ObjectNode data = Json.MAPPER.createObjectNode();
          data.put("results_total", Math.max(0, found.size() + off)).put("page_no", page).put("page_size", size);
          ArrayNode orders = data.putArray("purchase_orders");
          long first = Math.max(0, (page - 1L) * size + shift(call, size));
          found.stream().skip(first).limit(size).forEach(order -> orders.add(OrderDocument.of(order)));
          if (call.fault(Fault.Kind.FOREIGN_ANSWER).isPresent()) {
            orders.forEach(order -> ((ObjectNode) order).put("outer_purchase_id", "of-another-shop"));
          }
          return data;
        });
  }

  /** As they are, or as they were if a replica that lags behind is asked. */
  private Stream<State.Order> orders(State state, Call call) {
    Optional<Fault> stale = call.fault(Fault.Kind.STALE_ANSWER);
    if (stale.isEmpty()) {
      return state.orders.stream();
    }
    long lag = stale.get().time().toMillis();
    return state.orders.stream().flatMap(order -> Versions.before(order, lag == 0 ? 0 : market.now() - lag).stream());
  }

  private static int shift(Call call, int size) {
    if (call.fault(Fault.Kind.DUPLICATE_PAGE).isPresent()) {
      return -size;
    }
    return call.fault(Fault.Kind.SHIFTED_PAGE).map(Fault::number).orElse(0);
  }

  private Predicate<State.Order> filter(Call call) {
    long now = market.now();
    Predicate<State.Order> wanted = order -> order.account.equals(call.account()) && order.visibleAt <= now;
    if (!call.text("purchase_ids").isEmpty()) {
      Set<String> ids = new HashSet<>();
      call.json("purchase_ids").forEach(id -> ids.add(id.asText()));
      if (ids.isEmpty()) {
        call.odd("purchase_ids names none");
      }
      wanted = wanted.and(order -> ids.contains(Long.toString(order.purchaseId)));
    }
    if (!call.text("outer_purchase_id").isEmpty()) {
      wanted = wanted.and(order -> order.outerId.equals(call.text("outer_purchase_id")));
    }
    if (!call.text("status").isEmpty()) {
      wanted = wanted.and(order -> order.status.equals(call.text("status")));
    }
    long from = call.number("modify_time_start", 0);
    long to = call.number("modify_time_end", Long.MAX_VALUE);
    if (from > to) {
      call.odd("modify_time_start is after modify_time_end");
    }
    return wanted.and(order -> order.modifiedAt >= from && order.modifiedAt <= to);
  }
}

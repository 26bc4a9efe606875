package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows orders: one with all of it, or a list. */
final class QueryApi {
  private static final Comparator<State.Order> BY_ID = Comparator.comparingLong(order -> order.orderId);

  private final Marketplace market;
  private final OrderDocument documents;

  QueryApi(Marketplace market) {
    this.market = market;
    documents = new OrderDocument(market.settings);
  }

  ObjectNode view(Call call) {
    String id = call.text("orderId");
    if (id.isEmpty() && !market.settings.viewByOutOrderId) {
      throw Refusal.missing("orderId");
    }
    String outOrderId = call.text("outOrderId");
    Set<String> fields = Stream.of(call.text("includeFields").split(",")).map(String::strip).filter(it -> !it.isEmpty()).collect(Collectors.toSet());
    return market.look(
        state -> {
          State.Order order =
              orders(state, call)
                  .filter(visible(call))
                  .filter(it -> id.isEmpty() ? !outOrderId.isEmpty() && it.outOrderId.equals(outOrderId) : Long.toString(it.orderId).equals(id))
                  .findFirst()
                  .orElseThrow(() -> Refusal.business(market.settings.absentOrderCode, "订单不存在"));
          ObjectNode top = Json.MAPPER.createObjectNode();
          top.set("result", disguised(call, documents.view(order, fields)));
          return top.put("success", "true");
        });
  }

  ObjectNode list(Call call) {
    Settings settings = market.settings;
    int page = (int) Math.min(Integer.MAX_VALUE, Math.max(1, call.number("page", 1)));
    int size = (int) Math.min(settings.pageSizeLimit, Math.max(1, call.number("pageSize", 20)));
    if (page != call.number("page", 1) || size != call.number("pageSize", 20)) {
      call.odd("page or pageSize is beyond its bounds");
    }
    Predicate<State.Order> wanted = filter(call);
    return market.look(
        state -> {
          List<State.Order> found = orders(state, call).filter(wanted).sorted(order(settings.listOrder)).toList();
          ObjectNode top = Json.MAPPER.createObjectNode();
          ArrayNode rows = top.putArray("result");
          long first = Math.max(0, (page - 1L) * size + shift(call, size));
          boolean withMemo = call.isTrue("needMemoInfo");
          found.stream().skip(first).limit(size).forEach(order -> rows.add(disguised(call, documents.row(order, withMemo))));
          int off = call.fault(Fault.Kind.WRONG_TOTAL).map(Fault::number).orElse(0);
          return top.put("totalRecord", Math.max(0, found.size() + off));
        });
  }

  private static Comparator<State.Order> order(Settings.ListOrder order) {
    return switch (order) {
      case NEWEST_FIRST -> Comparator.comparingLong((State.Order it) -> it.createdAt).thenComparing(BY_ID).reversed();
      case OLDEST_FIRST -> Comparator.comparingLong((State.Order it) -> it.createdAt).thenComparing(BY_ID);
      case MODIFIED_FIRST -> Comparator.comparingLong((State.Order it) -> it.modifiedAt).thenComparing(BY_ID).reversed();
      case SCATTERED -> Comparator.comparingInt((State.Order it) -> Long.hashCode(it.orderId * 0x9E3779B97F4A7C15L)).thenComparing(BY_ID);
    };
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

  /** The answer to another caller's question, if that fault is set. */
  private static ObjectNode disguised(Call call, ObjectNode order) {
    if (call.fault(Fault.Kind.FOREIGN_ANSWER).isPresent()) {
      ObjectNode base = (ObjectNode) order.get("baseInfo");
      base.put("id", base.get("id").asLong() + 1).put("idOfStr", Long.toString(base.get("id").asLong() + 1));
      base.put("buyerID", "b2b-1").put("buyerLoginId", "of-another-shop").put("buyerFeedback", "").put("remark", "").remove("outOrderId");
    }
    return order;
  }

  private Predicate<State.Order> visible(Call call) {
    long now = market.now();
    return order -> order.account.equals(call.account()) && order.visibleAt <= now;
  }

  private Predicate<State.Order> filter(Call call) {
    Settings settings = market.settings;
    long border = market.now() - settings.historyAfter.toMillis();
    boolean isHistory = call.isTrue("isHis");
    Predicate<State.Order> wanted = visible(call).and(order -> isHistory == order.createdAt < border);
    if (!call.text("outOrderId").isEmpty() && settings.outOrderIdFilter) {
      wanted = wanted.and(order -> order.outOrderId.equals(call.text("outOrderId")));
    }
    if (!call.text("orderIds").isEmpty()) {
      Set<String> ids = new HashSet<>();
      call.json("orderIds").forEach(id -> ids.add(id.asText()));
      wanted = wanted.and(order -> ids.contains(Long.toString(order.orderId)));
    }
    if (!call.text("orderStatus").isEmpty()) {
      wanted = wanted.and(order -> order.status.equals(call.text("orderStatus")));
    }
    if (!call.text("sellerMemberId").isEmpty()) {
      wanted = wanted.and(order -> Names.memberId(order.seller).equals(call.text("sellerMemberId")));
    }
    if (!call.text("sellerLoginId").isEmpty()) {
      wanted = wanted.and(order -> order.seller.equals(call.text("sellerLoginId")));
    }
    if (!call.text("productName").isEmpty()) {
      wanted = wanted.and(order -> order.lines.stream().anyMatch(line -> line.title.contains(call.text("productName"))));
    }
    return wanted.and(within(call, "create", order -> order.createdAt)).and(within(call, "modify", order -> order.modifiedAt));
  }

  private Predicate<State.Order> within(Call call, String name, ToLongFunction<State.Order> time) {
    int outside = market.settings.inclusiveEnds ? 0 : 1;
    long from = date(call, name + "StartTime").map(it -> it + outside).orElse(Long.MIN_VALUE);
    long to = date(call, name + "EndTime").map(it -> it - outside).orElse(Long.MAX_VALUE);
    if (from > to) {
      call.odd(name + "StartTime is after " + name + "EndTime");
    }
    return order -> time.applyAsLong(order) >= from && time.applyAsLong(order) <= to;
  }

  private static Optional<Long> date(Call call, String name) {
    String text = call.text(name);
    if (!text.isEmpty() && !text.matches(".*[+-]\\d{4}$")) {
      call.odd(name + " has no zone");
    }
    return Dates.read(text);
  }
}

package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The one API that shows orders. */
final class QueryApi {
  private static final int MOST_PER_PAGE = 100;

  private final Marketplace market;

  QueryApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode query(Call call) {
    int page = (int) Math.max(1, call.number("page_no", 1));
    int size = (int) Math.min(MOST_PER_PAGE, Math.max(1, call.number("page_size", 10)));
    Predicate<State.Order> wanted = filter(call);
    return market.look(
        state -> {
          Comparator<State.Order> order = Comparator.comparingLong((State.Order o) -> o.modifiedAt).thenComparingLong(o -> o.purchaseId);
          List<State.Order> found =
              state.orders.stream().filter(wanted).sorted(call.text("sort_type").equals("ASC") ? order : order.reversed()).toList();
          ObjectNode data = Call.JSON.createObjectNode().put("results_total", found.size()).put("page_no", page).put("page_size", size);
          ArrayNode orders = data.putArray("purchase_orders");
          found.stream().skip((long) (page - 1) * size).limit(size).forEach(o -> orders.add(order(o)));
          return data;
        });
  }

  private Predicate<State.Order> filter(Call call) {
    long now = market.now();
    Predicate<State.Order> wanted = o -> o.account.equals(call.account()) && o.visibleAt <= now;
    if (!call.text("purchase_ids").isEmpty()) {
      Set<String> ids = new HashSet<>();
      for (JsonNode id : call.json("purchase_ids")) {
        ids.add(id.asText());
      }
      wanted = wanted.and(o -> ids.contains(Long.toString(o.purchaseId)));
    }
    if (!call.text("outer_purchase_id").isEmpty()) {
      wanted = wanted.and(o -> o.outerId.equals(call.text("outer_purchase_id")));
    }
    if (!call.text("status").isEmpty()) {
      wanted = wanted.and(o -> o.status.equals(call.text("status")));
    }
    long from = call.number("modify_time_start", 0);
    long to = call.number("modify_time_end", Long.MAX_VALUE);
    return wanted.and(o -> o.modifiedAt >= from && o.modifiedAt <= to);
  }

  private static ObjectNode order(State.Order order) {
    ObjectNode node = Call.JSON.createObjectNode();
    node.put("purchase_id", order.purchaseId)
        .put("outer_purchase_id", order.outerId)
        .put("seller_order_number", order.sellerOrderNumber)
        .put("status", order.status)
        .put("source_market", "TAOBAO")
        .put("supplier_nick", order.seller)
        .put("distributor_nick", order.account)
        .put("created_time", order.createdAt)
        .put("modify_time", order.modifiedAt)
        .put("purchase_amount", order.goods() + order.freight)
        .put("product_amount", order.goods())
        .put("domestic_post_fee", order.freight)
        .put("pay_amount", Long.toString(order.goods() + order.freight))
        .put("purchase_currency", "CNY")
        .put("pay_currency", "CNY");
    if (order.paidAt != null) {
      node.put("pay_time", order.paidAt);
    } else {
      node.put("next_close_time_without_payment", order.closesAt);
    }
    ObjectNode receiver = node.putObject("receiver");
    order.receiver.forEach(receiver::put);
    ArrayNode subs = node.putArray("sub_purchase_orders");
    order.lines.forEach(line -> subs.add(line(order, line)));
    return node;
  }

  private static ObjectNode line(State.Order order, State.Line line) {
    ObjectNode node = Call.JSON.createObjectNode();
    node.put("sub_purchase_order_id", line.subId)
        .put("status", line.status)
        .put("item_id", line.mpId)
        .put("sku_id", line.mpSkuId)
        .put("title", line.title)
        .put("quantity", line.quantity)
        .put("purchase_amount", line.price * line.quantity)
        .put("purchase_currency", "CNY")
        .put("product_amount", line.price * line.quantity)
        .put("purchase_order_outer_id", Long.toString(4_000_000_000_000L + order.purchaseId))
        .put("purchase_order_line_outer_id", Long.toString(4_000_000_000_000L + line.subId))
        .put("can_confirm_receipt", line.status.equals("WAIT_BUYER_CONFIRM_GOODS"));
    if (line.errorCode != null) {
      node.put("error_code", line.errorCode).put("error_message", "the order could not be made").put("detail_error_code", line.errorCode);
    }
    if (line.closeReason != null) {
      node.put("close_reason", line.closeReason);
    }
    ArrayNode parcels = node.putArray("logistic_orders");
    line.parcels.forEach(p -> parcels.addObject().put("logistic_company_name", p[0]).put("logistic_number", p[1]));
    return node;
  }
}

package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Create, cancel and pay. One request is split into an order for each seller. */
final class OrderApi {
  private final Marketplace market;

  OrderApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode create(Call call) {
    String outerId = call.require("outer_purchase_id");
    call.require("purchase_amount");
    JsonNode lines = call.json("order_line_list");
    JsonNode receiver = call.json("receiver");
    requireAddress(receiver, "receiver");
    boolean partial = call.text("support_partial_success").equals("true");
    return market.change(
        state -> {
          List<State.Order> known =
              state.orders.stream().filter(o -> o.outerId.equals(outerId) && o.account.equals(call.account())).toList();
          if (!known.isEmpty() && market.repeat == Repeat.REPLAY) {
            return answer(outerId, known);
          }
          if (!known.isEmpty() && market.repeat == Repeat.REJECT) {
            throw Refusal.business("OuterPurchaseOrderIdExist", "outer_purchase_id " + outerId + " exists");
          }
          List<State.Order> orders = split(state, call, lines, partial);
          for (State.Order order : orders) {
            order.outerId = outerId;
            order.account = call.account();
            order.sellerOrderNumber = call.text("seller_order_number");
            receiver.properties().forEach(f -> order.receiver.put(f.getKey(), f.getValue().asText()));
          }
          state.orders.addAll(orders);
          return answer(outerId, orders);
        });
  }

  static void requireAddress(JsonNode address, String name) {
    for (String field : new String[] {"country", "state", "city", "address", "name", "zip"}) {
      if (Call.member(address, field).isBlank()) {
        throw Refusal.business("PARAM_ILLEGAL", name + "." + field + " is missing");
      }
    }
    if (Call.member(address, "mobile_phone", "phone").isBlank()) {
      throw Refusal.business("PARAM_ILLEGAL", name + ".mobile_phone is missing");
    }
  }

  /** A line of a request with what it names, checked before anything is changed. */
  private record Wanted(State.Item item, State.Sku sku, String lineNo, int quantity) {}

  private List<State.Order> split(State state, Call call, JsonNode lines, boolean partial) {
    List<Wanted> wanted = new ArrayList<>();
    Map<State.Sku, Integer> taken = new LinkedHashMap<>();
    Set<String> numbers = new HashSet<>();
    for (JsonNode line : lines) {
      try {
        Wanted one = check(state, line, numbers);
        if (taken.merge(one.sku(), one.quantity(), Integer::sum) > one.sku().quantity) {
          taken.merge(one.sku(), -one.quantity(), Integer::sum);
          throw Refusal.business("INVENTORY_NOT_ENOUGH", "item " + one.item().itemId + " is not in stock");
        }
        wanted.add(one);
      } catch (Refusal refusal) {
        if (!partial) {
          throw refusal;
        }
      }
    }
    if (wanted.isEmpty()) {
      throw Refusal.business("PARAM_ILLEGAL", "no line can be ordered");
    }
    Map<String, State.Order> bySeller = new LinkedHashMap<>();
    for (Wanted one : wanted) {
      one.sku().quantity -= one.quantity();
      State.Order order = bySeller.computeIfAbsent(one.item().seller, seller -> newOrder(state, seller));
      order.freight = Math.max(order.freight, one.item().freight);
      order.lines.add(newLine(state, one));
    }
    return new ArrayList<>(bySeller.values());
  }

  private static Wanted check(State state, JsonNode line, Set<String> numbers) {
    String mpId = Call.member(line, "itemId", "item_id");
    State.Item item =
        ProductApi.item(state, mpId).filter(i -> i.onSale).orElseThrow(() -> Refusal.business("ITEM_NOT_EXIST", "item " + mpId + " does not exist"));
    String mpSkuId = Call.member(line, "skuId", "sku_id");
    State.Sku sku =
        ProductApi.sku(item, mpSkuId).orElseThrow(() -> Refusal.business("SKU_NOT_EXIST", "variant " + mpSkuId + " does not exist"));
    String number = Call.member(line, "orderLineNo", "order_line_no");
    if (number.isEmpty() || !numbers.add(number)) {
      throw Refusal.business("PARAM_ILLEGAL", "order_line_no is missing or not unique");
    }
    int quantity = (int) decimal(line, "quantity");
    if (quantity < 1) {
      throw Refusal.business("PARAM_ILLEGAL", "quantity is below 1");
    }
    if (decimal(line, "price") < sku.price) {
      throw Refusal.business("PRICE_CHANGED", "item " + item.itemId + " costs " + sku.price);
    }
    if (!Call.member(line, "currency").equals("CNY")) {
      throw Refusal.business("PARAM_ILLEGAL", "currency is not CNY");
    }
    return new Wanted(item, sku, number, quantity);
  }

  private static long decimal(JsonNode line, String name) {
    try {
      return Long.parseLong(Call.member(line, name));
    } catch (NumberFormatException e) {
      throw Refusal.business("PARAM_ILLEGAL", name + " is no number");
    }
  }

  private State.Order newOrder(State state, String seller) {
    long now = market.now();
    State.Order order = new State.Order();
    order.purchaseId = state.nextPurchaseId++;
    order.seller = seller;
    order.createdAt = now;
    order.modifiedAt = now;
    order.visibleAt = now + market.visibilityDelay.toMillis();
    order.builtAt = now + market.buildingDelay.toMillis();
    order.closesAt = now + market.paymentDeadline.toMillis();
    return order;
  }

  private static State.Line newLine(State state, Wanted wanted) {
    State.Line line = new State.Line();
    line.subId = state.nextPurchaseId++;
    line.lineNo = wanted.lineNo();
    line.itemId = wanted.item().itemId;
    line.mpId = wanted.item().mpId;
    line.skuId = wanted.sku().skuId;
    line.mpSkuId = wanted.sku().mpSkuId;
    line.title = wanted.item().title;
    line.quantity = wanted.quantity();
    line.price = wanted.sku().price;
    return line;
  }

  private static ObjectNode answer(String outerId, List<State.Order> orders) {
    ObjectNode data = Call.JSON.createObjectNode().put("success", true).put("outer_purchase_id", outerId);
    data.put("payment_url", "https://distributor.taobao.global/pay?ids=" + orders.get(0).purchaseId);
    ArrayNode list = data.putArray("order_list");
    for (State.Order order : orders) {
      ObjectNode node =
          list.addObject()
              .put("purchase_id", order.purchaseId)
              .put("supplier_nick", order.seller)
              .put("estimate_amount", order.goods() + order.freight)
              .put("estimate_currency", "CNY")
              .put("source_market", "TAOBAO");
      ArrayNode lines = node.putArray("order_line_list");
      for (State.Line line : order.lines) {
        lines
            .addObject()
            .put("item_id", line.mpId)
            .put("sku_id", line.mpSkuId)
            .put("order_line_no", line.lineNo)
            .put("quantity", line.quantity)
            .put("estimate_amount", line.price * line.quantity)
            .put("estimate_currency", "CNY")
            .put("sub_purchase_order_id", line.subId)
            .put("supplier_nick", order.seller);
      }
    }
    return data;
  }

  /** "Success" means only that the task was accepted; the order closes at once here. */
  ObjectNode cancel(Call call) {
    String id = call.require("purchase_id");
    call.require("cancel_reason");
    Set<String> subs = new HashSet<>();
    if (!call.text("sub_purchase_orderId_list").isEmpty()) {
      call.json("sub_purchase_orderId_list").forEach(sub -> subs.add(sub.asText()));
    }
    return market.change(
        state -> {
          State.Order order = own(state, call, id).orElseThrow(() -> Refusal.business("ORDER_NOT_EXIST", "no order " + id));
          if (!order.status.equals("WAIT_BUYER_P") && !order.status.equals("BULIDING")) {
            throw Refusal.business("ORDER_STATUS_ERROR", "order " + id + " is " + order.status);
          }
          if (subs.isEmpty()) {
            market.close(order, call.text("cancel_reason"), market.now());
          } else {
            order.lines.stream().filter(line -> subs.contains(Long.toString(line.subId))).forEach(line -> {
              line.status = "TRADE_CLOSED";
              line.closeReason = call.text("cancel_reason");
            });
            order.modifiedAt = market.now();
            if (order.lines.stream().allMatch(line -> line.status.equals("TRADE_CLOSED"))) {
              order.status = "TRADE_CLOSED";
            }
          }
          return Call.JSON.createObjectNode();
        });
  }

  ObjectNode pay(Call call) {
    JsonNode ids = call.json("purchaseOrderIdList");
    if (!ids.isArray() || ids.isEmpty() || ids.size() > 10) {
      throw Refusal.business("PARAM_ILLEGAL", "purchaseOrderIdList needs 1 to 10 ids");
    }
    return market.change(
        state -> {
          ObjectNode data = Call.JSON.createObjectNode();
          ArrayNode will = data.putArray("will_pay_purchase_order_ids");
          ArrayNode failed = data.putArray("pay_failure_purchase_order_ids");
          ArrayNode reasons = data.putArray("pay_failed_results");
          for (JsonNode id : ids) {
            Optional<State.Order> order = own(state, call, id.asText()).filter(o -> o.status.equals("WAIT_BUYER_P"));
            if (order.isPresent()) {
              order.get().status = "WAIT_SELLER_SEND_GOODS";
              order.get().paidAt = market.now();
              order.get().modifiedAt = market.now();
              order.get().lines.stream().filter(l -> l.status.equals("WAIT_BUYER_P")).forEach(l -> l.status = "WAIT_SELLER_SEND_GOODS");
              will.add(id.asText());
            } else {
              failed.add(id.asText());
              reasons.addObject().put("gspOrderId", id.asLong()).put("errorCode", "ORDER_STATUS_ERROR").put("errorMessage", "the order does not wait for payment");
            }
          }
          return data;
        });
  }

  private static Optional<State.Order> own(State state, Call call, String id) {
    return state.orders.stream()
        .filter(o -> Long.toString(o.purchaseId).equals(id) && o.account.equals(call.account()))
        .max(Comparator.comparingLong(o -> o.createdAt));
  }
}

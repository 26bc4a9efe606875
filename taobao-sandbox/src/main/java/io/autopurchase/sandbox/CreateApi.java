package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Creates orders: one request is split into an order for each seller. */
final class CreateApi {
  private final Marketplace market;

  CreateApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode create(Call call) {
    Addresses.check(call, "receiver", "warehouse_address_info", "need_supply_chain_service", market.settings.requiresWarehouse);
    String outerId = call.text("outer_purchase_id");
    JsonNode lines = call.json("order_line_list");
    ObjectNode answer = market.trade((state, life) -> create(state, life, call, outerId, lines));
    call.fault(Fault.Kind.FOREIGN_ANSWER).ifPresent(fault -> answer.put("outer_purchase_id", "of-another-shop"));
    return answer;
  }

  private ObjectNode create(State state, OrderLifecycle life, Call call, String outerId, JsonNode lines) {
    List<State.Order> known = state.orders.stream().filter(o -> o.outerId.equals(outerId) && o.account.equals(call.account())).toList();
    if (!known.isEmpty() && market.settings.repeat == Repeat.REPLAY) {
      return answer(outerId, known);
    }
    if (!known.isEmpty() && market.settings.repeat == Repeat.REJECT) {
      throw Refusal.business("OuterPurchaseOrderIdExist", "outer_purchase_id " + outerId + " exists");
    }
    Cart basket = new Cart(state, call.account());
    fill(basket, call, lines);
    List<State.Order> orders = basket.orders();
    for (State.Order order : orders) {
      order.outerId = outerId;
      order.sellerOrderNumber = call.text("seller_order_number");
      order.source = call.text("order_source");
      order.remark = call.text("order_remark");
      call.json("receiver").properties().forEach(f -> order.receiver.put(f.getKey(), f.getValue().asText()));
      life.place(order, market.now());
    }
    compareAmount(call, orders);
    return answer(outerId, orders);
  }

  private static void fill(Cart basket, Call call, JsonNode lines) {
    Set<String> numbers = new HashSet<>();
    for (JsonNode node : lines) {
      try {
        LineRequest line = LineRequest.of(call, node);
        if (!numbers.add(line.lineNo())) {
          throw Refusal.business("PARAM_ILLEGAL", "order_line_no " + line.lineNo() + " is there twice");
        }
        basket.add(line);
      } catch (Refusal refusal) {
        if (!call.isTrue("support_partial_success")) {
          throw refusal;
        }
      }
    }
    if (basket.isEmpty()) {
      throw Refusal.business("PARAM_ILLEGAL", "no line can be ordered");
    }
  }

  private static void compareAmount(Call call, List<State.Order> orders) {
    long planned = call.number("purchase_amount", 0);
    long goods = orders.stream().mapToLong(State.Order::goods).sum();
    long total = orders.stream().mapToLong(State.Order::total).sum();
    if (planned < goods || planned > total && planned > goods) {
      call.odd("purchase_amount is not what the lines cost");
    }
  }

  private static ObjectNode answer(String outerId, List<State.Order> orders) {
    ObjectNode data = Json.MAPPER.createObjectNode().put("success", true).put("outer_purchase_id", outerId);
    data.put("payment_url", "https://distributor.taobao.global/pay?ids=" + orders.get(0).purchaseId);
    ArrayNode list = data.putArray("order_list");
    for (State.Order order : orders) {
      ObjectNode node =
          list.addObject()
              .put("purchase_id", order.purchaseId)
              .put("supplier_nick", order.seller)
              .put("estimate_amount", order.total())
              .put("estimate_currency", "CNY")
              .put("source_market", order.market);
      ArrayNode lines = node.putArray("order_line_list");
      for (State.Line line : order.lines) {
        ObjectNode one = lines.addObject().put("item_id", line.mpId);
        Call.putId(one, "sku_id", line.mpSkuId);
        one.put("order_line_no", line.lineNo)
            .put("quantity", line.quantity)
            .put("estimate_amount", line.price * line.quantity)
            .put("estimate_currency", "CNY")
            .put("sub_purchase_order_id", line.subId)
            .put("supplier_nick", order.seller);
      }
    }
    return data;
  }
}

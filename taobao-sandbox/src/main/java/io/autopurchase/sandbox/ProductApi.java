package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The catalogue and the preview of an order. */
final class ProductApi {
  private final Marketplace market;

  ProductApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode get(Call call) {
    String id = call.require("item_id");
    return market.look(
        state -> {
          State.Item item = state.items.get(id);
          if (item == null) {
            throw Refusal.business("ITEM_NOT_FOUND", "item " + id + " does not exist");
          }
          return product(item);
        });
  }

  private static ObjectNode product(State.Item item) {
    ObjectNode data = Call.JSON.createObjectNode();
    long lowest = item.skus.stream().mapToLong(sku -> sku.price).min().orElse(0);
    int quantity = item.skus.stream().mapToInt(sku -> sku.quantity).sum();
    data.put("item_id", Long.parseLong(item.itemId))
        .put("mp_id", item.mpId)
        .put("title", item.title)
        .put("status", item.onSale ? "ON_SALE" : "OFF_SALE")
        .put("price", lowest)
        .put("promotion_price", lowest)
        .put("coupon_price", lowest)
        .put("quantity", quantity)
        .put("begin_amount", 1)
        .put("postFee", item.freight)
        .put("shop_name", item.seller)
        .put("user_nick", item.seller)
        .put("item_type", item.market);
    data.putArray("pic_urls");
    ArrayNode skus = data.putArray("sku_list");
    for (State.Sku sku : item.skus) {
      if (!sku.skuId.isEmpty()) {
        ObjectNode node = skus.addObject();
        node.put("sku_id", Long.parseLong(sku.skuId))
            .put("mp_skuId", sku.mpSkuId)
            .put("price", sku.price)
            .put("promotion_price", sku.price)
            .put("coupon_price", sku.price)
            .put("quantity", sku.quantity)
            .put("status", "1");
        ArrayNode properties = node.putArray("properties");
        for (String property : sku.label.split(";")) {
          String[] parts = property.split(":");
          properties.addObject().put("prop_name", parts[0]).put("value_name", parts.length > 1 ? parts[1] : "");
        }
      }
    }
    return data;
  }

  /** The variant that a line of a request names by distribution ids; an item with one variant needs no variant's id. */
  static Optional<State.Sku> sku(State.Item item, String mpSkuId) {
    if (mpSkuId.isEmpty() || mpSkuId.equals("0")) {
      return item.skus.size() == 1 ? Optional.of(item.skus.get(0)) : Optional.empty();
    }
    return item.skus.stream().filter(sku -> sku.mpSkuId.equals(mpSkuId)).findFirst();
  }

  static Optional<State.Item> item(State state, String mpId) {
    return state.items.values().stream().filter(item -> item.mpId.equals(mpId)).findFirst();
  }

  ObjectNode render(Call call) {
    call.require("need_supplychain_service");
    JsonNode lines = call.json("render_item_List");
    OrderApi.requireAddress(call.json("receiver_address"), "receiver_address");
    return market.look(state -> render(state, lines));
  }

  private static ObjectNode render(State state, JsonNode lines) {
    ObjectNode data = Call.JSON.createObjectNode();
    Map<String, ObjectNode> sellers = new LinkedHashMap<>();
    Map<String, Long> fees = new LinkedHashMap<>();
    Map<String, Long> freights = new LinkedHashMap<>();
    ArrayNode unavailable = Call.JSON.createArrayNode();
    for (JsonNode line : lines) {
      String mpId = Call.member(line, "item_id", "itemId");
      String mpSkuId = Call.member(line, "sku_id", "skuId");
      int quantity = Integer.parseInt(Call.member(line, "quantity"));
      Optional<State.Item> item = item(state, mpId).filter(i -> i.onSale);
      Optional<State.Sku> sku = item.flatMap(i -> sku(i, mpSkuId));
      if (item.isEmpty() || sku.isEmpty()) {
        refuse(unavailable, mpId, mpSkuId, "ITEM_NOT_EXIST", "the item or its variant is gone");
      } else if (sku.get().quantity < quantity) {
        refuse(unavailable, mpId, mpSkuId, "INVENTORY_NOT_ENOUGH", "not enough in stock");
      } else {
        String seller = item.get().seller;
        ObjectNode node = sellers.computeIfAbsent(seller, key -> Call.JSON.createObjectNode().put("seller_id", Long.toString(2_200_000_000_000L + Math.abs(key.hashCode()))).put("nick", key));
        node.withArray("item_price_infos")
            .addObject()
            .put("item_id", mpId)
            .put("sku_id", mpSkuId)
            .put("quantity", quantity)
            .put("origin_price", sku.get().price)
            .put("discount_price", sku.get().price);
        fees.merge(seller, sku.get().price * quantity, Long::sum);
        freights.merge(seller, item.get().freight, Math::max);
      }
    }
    long total = 0;
    ArrayNode list = data.putArray("render_item_list");
    for (Map.Entry<String, ObjectNode> seller : sellers.entrySet()) {
      long fee = fees.get(seller.getKey());
      long freight = freights.get(seller.getKey());
      ObjectNode node = seller.getValue();
      node.putObject("order_fee").put("amount", fee).put("currency", "CNY");
      node.putObject("mainland_shipping_fee").put("amount", freight).put("currency", "CNY");
      node.put("delivery_fee", freight).put("currency_code", "CNY").put("dispatch_place", "浙江杭州");
      list.add(node);
      total += fee + freight;
    }
    data.set("unavailable_sku_list", unavailable);
    data.putObject("total_real_pay_price").put("amount", total).put("currency", "CNY");
    return data;
  }

  private static void refuse(ArrayNode unavailable, String item, String sku, String code, String message) {
    unavailable.addObject().put("item_id", item).put("sku_id", sku).put("reason", message).put("error_code", code).put("error_msg", message);
  }
}

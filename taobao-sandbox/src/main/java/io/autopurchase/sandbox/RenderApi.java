package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The preview of an order: what each seller would ask for it, and what cannot be had. */
final class RenderApi {
  private final Marketplace market;

  RenderApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode render(Call call) {
    Addresses.check(call, "receiver_address", "warehouse_address", "need_supplychain_service", market.settings.requiresWarehouse);
    JsonNode lines = call.json("render_item_List");
    return market.look(state -> render(state, lines));
  }

  /** What a seller asks. */
  private static final class Share {
    final ArrayNode prices = Json.MAPPER.createArrayNode();
    long fee;
    long freight;
  }

  private static ObjectNode render(State state, JsonNode lines) {
    Map<String, Share> sellers = new LinkedHashMap<>();
    ArrayNode unavailable = Json.MAPPER.createArrayNode();
    for (JsonNode line : lines) {
      String mpId = Json.text(line, "item_id", "itemId");
      String mpSkuId = Json.text(line, "sku_id", "skuId");
      int quantity = LineRequest.quantity(line);
      Optional<State.Item> item = ProductApi.item(state, mpId).filter(i -> i.onSale);
      Optional<State.Sku> sku = item.flatMap(i -> ProductApi.sku(i, mpSkuId));
      if (item.isEmpty() || sku.isEmpty()) {
        refuse(unavailable, mpId, mpSkuId, "ITEM_NOT_EXIST", "the item or its variant is gone");
      } else if (sku.get().quantity < quantity) {
        refuse(unavailable, mpId, mpSkuId, "INVENTORY_NOT_ENOUGH", "not enough in stock");
      } else {
        Share share = sellers.computeIfAbsent(item.get().seller, seller -> new Share());
        share.fee += sku.get().price * quantity;
        share.freight = Math.max(share.freight, item.get().freight);
        ObjectNode info = share.prices.addObject().put("quantity", quantity);
        Call.putId(info, "item_id", mpId);
        Call.putId(info, "sku_id", mpSkuId);
        money(info.putObject("origin_price"), sku.get().price);
        money(info.putObject("discount_price"), sku.get().price);
      }
    }
    ObjectNode data = Json.MAPPER.createObjectNode();
    ArrayNode list = data.putArray("render_item_list");
    sellers.forEach((seller, share) -> list.add(node(seller, share)));
    data.set("unavailable_sku_list", unavailable);
    money(data.putObject("total_real_pay_price"), sellers.values().stream().mapToLong(share -> share.fee + share.freight).sum());
    return data;
  }

  private static ObjectNode node(String seller, Share share) {
    ObjectNode node = Json.MAPPER.createObjectNode().put("seller_id", Accounts.number(seller)).put("nick", seller);
    money(node.putObject("order_fee"), share.fee);
    money(node.putObject("mainland_shipping_fee"), share.freight);
    node.put("delivery_fee", share.freight).put("currency_code", "CNY").put("dispatch_place", "浙江杭州").put("estimated_delivery_time", "3");
    node.set("item_price_infos", share.prices);
    node.putArray("choose_supply_chain_services");
    return node;
  }

  private static void money(ObjectNode node, long fen) {
    node.put("amount", fen).put("currency", "CNY");
  }

  private static void refuse(ArrayNode unavailable, String item, String sku, String code, String message) {
    ObjectNode node = unavailable.addObject().put("reason", message).put("error_code", code).put("error_msg", message);
    Call.putId(node, "item_id", item);
    Call.putId(node, "sku_id", sku);
  }
}

package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.Optional;

/** The catalog. */
final class ProductApi {
  private final Marketplace market;

  ProductApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode get(Call call) {
    String id = call.text("item_id");
    boolean wholesale = call.text("item_source_market").equals("CBU_MARKET");
    return market.look(
        state -> {
          State.Item item = state.items.get(id);
          if (item == null || wholesale && !item.market.equals("CBU_MARKET")) {
            throw Refusal.business("ITEM_NOT_FOUND", "item " + id + " does not exist");
          }
          return product(item);
        });
  }

  private static ObjectNode product(State.Item item) {
    ObjectNode data = Json.MAPPER.createObjectNode();
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
        .put("shop_id", Accounts.number(item.seller))
        .put("shop_name", item.seller)
        .put("category_id", "50012345")
        .put("category_name", "其他")
        .put("category_path", "其他")
        .put("description", item.title)
        .put("product_unit", "件")
        .put("user_nick", item.seller)
        .put("item_type", item.market);
    data.putArray("pic_urls").add("https://img.alicdn.com/sandbox/" + item.itemId + ".jpg");
    data.putArray("promotion_displays");
    ArrayNode skus = data.putArray("sku_list");
    for (State.Sku sku : item.skus) {
      if (!sku.skuId.isEmpty()) {
        ObjectNode node = skus.addObject();
        node.put("sku_id", Long.parseLong(sku.skuId))
            .put("mp_skuId", Long.parseLong(sku.mpSkuId))
            .put("price", sku.price)
            .put("promotion_price", sku.price)
            .put("coupon_price", sku.price)
            .put("postFee", item.freight)
            .put("quantity", sku.quantity)
            .put("status", "1")
            .put("pic_url", "https://img.alicdn.com/sandbox/" + sku.skuId + ".jpg");
        ArrayNode properties = node.putArray("properties");
        for (String property : sku.label.split(";")) {
          String[] parts = property.split(":");
          String value = parts.length > 1 ? parts[1] : "";
          properties
              .addObject()
              .put("prop_id", Accounts.number(parts[0]))
              .put("prop_name", parts[0])
              .put("value_id", Accounts.number(value))
              .put("value_name", value)
              .put("value_desc", value);
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
}

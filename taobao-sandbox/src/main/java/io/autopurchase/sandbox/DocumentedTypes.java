package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives an answer with the live types those that the documentation names, for the members in which the two differ. A member is named by
 * the API and the object or array that holds it.
 */
final class DocumentedTypes {
  private static final Set<String> TEXTS =
      Set.of(
          "/auth/token/create .refresh_expires_in",
          "/auth/token/refresh .refresh_expires_in",
          "/product/get data.shop_id",
          "/product/get sku_list.mp_skuId",
          "/product/get properties.prop_id",
          "/product/get properties.value_id",
          "/purchase/order/render render_item_list.seller_id",
          "/purchase/order/render item_price_infos.item_id",
          "/purchase/order/render item_price_infos.sku_id",
          "/purchase/order/render unavailable_sku_list.item_id",
          "/purchase/order/render unavailable_sku_list.sku_id",
          "/purchase/order/create order_line_list.sku_id",
          "/purchase/orders/query purchase_orders.sub_user_id",
          "/purchase/orders/query purchase_orders.pay_amount",
          "/purchase/orders/query sub_purchase_orders.sku_id",
          "/logistics/detail/get data.purchase_order_outer_id",
          "/order/refund/query data.distributor_id");

  private static final Set<String> NUMBERS =
      Set.of(
          "/purchase/order/render item_price_infos.origin_price",
          "/purchase/order/render item_price_infos.discount_price",
          "/logistics/detail/get logistics_traces.time",
          "/order/refund/query purchase_order_line.price");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private DocumentedTypes() {}

  /** Changes the answer of an API. */
  static void apply(String api, ObjectNode answer) {
    apply(api + " ", "", answer);
  }

  private static void apply(String api, String holder, JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
        String name = api + holder + "." + member.getKey();
        JsonNode value = member.getValue();
        if (TEXTS.contains(name)) {
          object.put(member.getKey(), value.isNull() ? "" : value.asText());
        } else if (NUMBERS.contains(name)) {
          object.set(member.getKey(), NODES.numberNode(value.isObject() ? value.path("amount").asLong() : value.asLong()));
        } else {
          apply(api, member.getKey(), value);
        }
      }
    } else {
      node.forEach(element -> apply(api, holder, element));
    }
  }
}

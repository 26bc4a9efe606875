package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.provider.http.Json;
import io.autopurchase.spi.PlacementRequest;
import java.util.Map;
import java.util.TreeMap;

/** How an order is written on the wire, for its preview and for itself. */
final class Placements {
  private final boolean snakeNames;

  /**
   * @param snakeNames the spelling of order lines; working programs use either
   */
  Placements(boolean snakeNames) {
    this.snakeNames = snakeNames;
  }

  static Map<String, String> preview(PlacementRequest request) {
    ArrayNode items = Json.MAPPER.createArrayNode();
    for (PlacementRequest.Line line : request.lines()) {
      ObjectNode node = items.addObject().put("item_id", line.orderItemId()).put("quantity", line.quantity());
      if (!line.orderSkuId().isEmpty()) {
        node.put("sku_id", line.orderSkuId());
      }
    }
    return Map.of(
        "need_supplychain_service", "false",
        "render_item_List", items.toString(),
        "receiver_address", Recipients.json(request.recipient()).toString(),
        "warehouse_address", Recipients.json(request.warehouse()).toString());
  }

  Map<String, String> order(String outerId, PlacementRequest request) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("outer_purchase_id", outerId);
    parameters.put("purchase_amount", Long.toString(request.goods().toMinorUnits()));
    parameters.put("order_line_list", lines(request).toString());
    parameters.put("receiver", Recipients.json(request.recipient()).toString());
    parameters.put("warehouse_address_info", Recipients.json(request.warehouse()).toString());
    parameters.put("seller_order_number", request.orderId());
    parameters.put("order_remark", request.note());
    parameters.put("support_partial_success", "false");
    parameters.put("need_supply_chain_service", "false");
    // The platform must not try again by itself after we have given up.
    parameters.put("need_sys_retry", "false");
    return parameters;
  }

  private ArrayNode lines(PlacementRequest request) {
    ArrayNode lines = Json.MAPPER.createArrayNode();
    for (PlacementRequest.Line line : request.lines()) {
      ObjectNode node = lines.addObject();
      node.put(snakeNames ? "item_id" : "itemId", line.orderItemId());
      if (!line.orderSkuId().isEmpty()) {
        node.put(snakeNames ? "sku_id" : "skuId", line.orderSkuId());
      }
      node.put("quantity", line.quantity())
          .put("price", line.unitPrice().toMinorUnits())
          .put("currency", line.unitPrice().currency())
          .put(snakeNames ? "order_line_no" : "orderLineNo", line.lineNo());
      if (!line.title().isEmpty()) {
        node.put("title", line.title());
      }
      if (!line.note().isEmpty()) {
        node.put("orderRemark", line.note());
      }
    }
    return lines;
  }
}

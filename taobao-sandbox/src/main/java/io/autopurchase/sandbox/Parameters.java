package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/** The parameters of a request, merged by name from the query, a form body, and a flat JSON body. */
final class Parameters {
  static final Set<String> KNOWN =
      Set.of(
          "code", "uuid", "refresh_token", "item_id", "item_source_market", "need_supplychain_service", "render_item_List",
          "receiver_address", "warehouse_address", "tax_id", "outer_purchase_id", "purchase_amount", "order_line_list",
          "receiver", "warehouse_address_info", "seller_order_number", "order_source", "channel_order_type",
          "support_partial_success", "order_remark", "need_supply_chain_service", "need_sys_retry", "purchase_ids", "status",
          "modify_time_start", "modify_time_end", "sort_type", "sort_field", "page_no", "page_size", "purchase_id",
          "sub_purchase_orderId_list", "cancel_reason", "cancel_remark", "purchaseOrderIdList");

  private static final int LIMIT = 1 << 22;

  private Parameters() {}

  static Map<String, String> of(HttpExchange exchange) throws IOException {
    Map<String, String> merged = new LinkedHashMap<>();
    addForm(merged, exchange.getRequestURI().getRawQuery());
    String body = new String(exchange.getRequestBody().readNBytes(LIMIT), StandardCharsets.UTF_8);
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type != null && type.startsWith("application/json")) {
      JsonNode json = Call.JSON.readTree(body);
      json.properties().forEach(field -> merged.put(field.getKey(), field.getValue().asText()));
    } else {
      addForm(merged, body);
    }
    return merged;
  }

  static void addForm(Map<String, String> merged, @Nullable String form) {
    if (form == null || form.isEmpty()) {
      return;
    }
    for (String pair : form.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      merged.put(URLDecoder.decode(name, StandardCharsets.UTF_8), URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
  }
}

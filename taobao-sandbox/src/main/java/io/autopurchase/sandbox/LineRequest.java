package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.sandbox.common.Json;
import java.util.List;
import java.util.Set;

/**
 * A line of a request to order. Both spellings of its members are in use; numbers may be text.
 *
 * @param price what the client expects of a unit, in fen
 */
record LineRequest(String mpId, String mpSkuId, String lineNo, int quantity, long price, String remark) {
  private static final List<List<String>> SPELLINGS =
      List.of(List.of("itemId", "item_id"), List.of("skuId", "sku_id"), List.of("orderLineNo", "order_line_no"));
  private static final Set<String> MEMBERS =
      Set.of("itemId", "item_id", "skuId", "sku_id", "orderLineNo", "order_line_no", "quantity", "price", "currency", "title", "orderRemark");

  static LineRequest of(Call call, JsonNode line) {
    for (List<String> spellings : SPELLINGS) {
      String first = Json.text(line, spellings.get(0));
      String second = Json.text(line, spellings.get(1));
      if (!first.isEmpty() && !second.isEmpty() && !first.equals(second)) {
        throw Refusal.business("PARAM_ILLEGAL", spellings.get(0) + " and " + spellings.get(1) + " contradict each other");
      }
    }
    line.properties()
        .forEach(
            member -> {
              if (!MEMBERS.contains(member.getKey())) {
                call.odd("order_line_list." + member.getKey() + " is unknown");
              }
            });
    String lineNo = Json.text(line, "orderLineNo", "order_line_no");
    if (lineNo.isEmpty()) {
      throw Refusal.business("PARAM_ILLEGAL", "order_line_no is missing");
    }
    if (!Json.text(line, "currency").equals("CNY")) {
      throw Refusal.business("PARAM_ILLEGAL", "currency is not CNY");
    }
    return new LineRequest(
        Json.text(line, "itemId", "item_id"),
        Json.text(line, "skuId", "sku_id"),
        lineNo,
        quantity(line),
        number(line, "price"),
        Json.text(line, "orderRemark"));
  }

  static int quantity(JsonNode line) {
    long quantity = number(line, "quantity");
    if (quantity < 1 || quantity > 1_000_000) {
      throw Refusal.business("PARAM_ILLEGAL", "quantity " + quantity + " cannot be ordered");
    }
    return (int) quantity;
  }

  private static long number(JsonNode line, String name) {
    String text = Json.text(line, name);
    if (!text.matches("\\d{1,15}")) {
      throw Refusal.business("PARAM_ILLEGAL", name + " is not a number");
    }
    return Long.parseLong(text);
  }
}

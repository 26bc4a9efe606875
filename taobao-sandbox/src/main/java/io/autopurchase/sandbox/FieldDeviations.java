package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import javax.annotation.Nullable;

/** The deviations that concern the members of an answer, wherever they are in it. */
final class FieldDeviations {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final Set<String> IDS =
      Set.of(
          "purchase_id", "sub_purchase_order_id", "item_id", "sku_id", "mp_id", "mp_skuId", "refund_id", "seller_id", "user_id",
          "account_id", "gspOrderId", "purchase_order_outer_id", "purchase_order_line_outer_id", "purchase_order_id",
          "purchase_order_line_id", "sales_order_id", "distributor_id", "sub_user_id", "pay_order_id", "will_pay_purchase_order_ids",
          "pay_failure_purchase_order_ids", "shop_id", "category_id", "prop_id", "value_id");
  private static final Set<String> AMOUNTS =
      Set.of(
          "purchase_amount", "product_amount", "domestic_post_fee", "pay_amount", "hongbao_deduction_amount", "estimate_amount", "price",
          "promotion_price", "coupon_price", "postFee", "amount", "delivery_fee", "origin_price", "discount_price", "shipping_fee",
          "refund_fee", "total_price", "product_fee", "post_fee");
  private static final Set<String> TIMES =
      Set.of(
          "created_time", "modify_time", "pay_time", "next_close_time_without_payment", "close_time_without_payment", "rts_time", "time",
          "expires_in", "refresh_expires_in", "remaining_time", "timeout_date");
  private static final Set<String> COUNTS =
      Set.of("quantity", "results_total", "page_no", "page_size", "begin_amount", "refund_status", "refund_type", "goods_status");

  private static final Map<String, String> CAMEL_CASE =
      Map.of("error_code", "errorCode", "error_msg", "errorMsg", "error_message", "errorMessage");

  /** Documented members without a value, by a member that identifies the object. */
  private static final Map<String, List<String>> OPTIONAL =
      Map.of(
          "success", List.of("error_code", "error_msg", "error_message", "inner_error_msg", "fail_items"),
          "supplier_nick", List.of("pay_time", "next_close_time_without_payment", "order_remark", "sub_user_id", "outer_purchase_id"),
          "title", List.of("pay_time", "refund_id", "close_reason", "error_code", "error_message", "detail_error_code", "sku_id"));

  private FieldDeviations() {}

  static void deviate(ObjectNode top, Faults.Spelling spelling) {
    String field = spelling.field();
    switch (spelling.deviation()) {
      case SUCCESS_AS_TEXT -> change(top, (name, value) -> value.isBoolean() && name.equals("success") ? text(value) : value);
      case NO_SUCCESS -> change(top, (name, value) -> name.equals("success") ? null : value);
      case IDS_AS_TEXT -> change(top, (name, value) -> IDS.contains(name) ? text(value) : value);
      case IDS_AS_NUMBERS -> change(top, (name, value) -> IDS.contains(name) ? number(value) : value);
      case EMPTY_IDS_AS_ZERO -> change(top, (name, value) -> IDS.contains(name) && (value.isNull() || value.isTextual() && value.asText().isEmpty()) ? NODES.numberNode(0) : value);
      case AMOUNTS_AS_TEXT -> change(top, (name, value) -> AMOUNTS.contains(name) ? text(value) : value);
      case AMOUNTS_AS_NUMBERS -> change(top, (name, value) -> AMOUNTS.contains(name) ? number(value) : value);
      case TIMES_AS_TEXT -> change(top, (name, value) -> TIMES.contains(name) ? text(value) : value);
      case TIMES_AS_NUMBERS -> change(top, (name, value) -> TIMES.contains(name) ? number(value) : value);
      case COUNTS_AS_TEXT -> change(top, (name, value) -> COUNTS.contains(name) ? text(value) : value);
      case NO_EMPTY_ARRAYS -> change(top, (name, value) -> value.isArray() && value.isEmpty() ? null : value);
      case NULL_ARRAYS -> change(top, (name, value) -> value.isArray() && value.isEmpty() ? NODES.nullNode() : value);
      case UNKNOWN_STATUS -> change(top, (name, value) -> name.equals("status") ? NODES.textNode("WAIT_FOR_THE_MOON") : value);
      case FIELD_AS_TEXT -> change(top, (name, value) -> name.equals(field) ? text(value) : value);
      case FIELD_AS_NUMBER -> change(top, (name, value) -> name.equals(field) ? number(value) : value);
      case REMOVED_FIELD -> change(top, (name, value) -> name.equals(field) ? null : value);
      case NULLED_FIELD -> change(top, (name, value) -> name.equals(field) ? NODES.nullNode() : value);
      case EMPTIED_FIELD -> change(top, (name, value) -> name.equals(field) ? NODES.textNode("") : value);
      case CAMEL_CASE_ERRORS -> CAMEL_CASE.forEach((from, to) -> rename(top, from, to));
      case USER_ID_CAPITALS -> {
        rename(top, "user_id", "user_Id");
        rename(top, "seller_id", "seller_Id");
      }
      case UNKNOWN_FIELDS -> objects(top).forEach(FieldDeviations::addUnknown);
      case NULL_FIELDS -> objects(top).forEach(FieldDeviations::addNulls);
      default -> {
        // It concerns the envelope, or the writing.
      }
    }
  }

  private static void addUnknown(ObjectNode object) {
    object.put("zz_new_flag", true).put("zz_new_number", 1.5e300).putNull("zz_new_null");
    object.putObject("zz_new_object").put("success", false).put("code", "ZZ").putArray("purchase_orders").add("zz");
  }

  private static void addNulls(ObjectNode object) {
    OPTIONAL.forEach(
        (sign, names) -> {
          if (object.has(sign)) {
            names.stream().filter(name -> !object.has(name)).forEach(object::putNull);
          }
        });
  }

  private static void rename(ObjectNode top, String from, String to) {
    for (ObjectNode object : objects(top)) {
      if (object.has(from)) {
        object.set(to, object.remove(from));
      }
    }
  }

  /** The object and all objects within it. */
  private static List<ObjectNode> objects(ObjectNode top) {
    List<ObjectNode> all = new ArrayList<>();
    all.add(top);
    collect(top, all);
    return all;
  }

  private static void collect(JsonNode node, List<ObjectNode> all) {
    for (JsonNode child : node) {
      if (child instanceof ObjectNode object) {
        all.add(object);
      }
      collect(child, all);
    }
  }

  /** Puts another value, or none if it is null, in place of each member; of an array's scalars under its name. */
  private static void change(ObjectNode top, BiFunction<String, JsonNode, JsonNode> change) {
    for (ObjectNode object : objects(top)) {
      for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
        put(object, member.getKey(), change.apply(member.getKey(), member.getValue()));
        if (object.get(member.getKey()) instanceof ArrayNode array) {
          for (int i = 0; i < array.size(); i++) {
            if (array.get(i).isValueNode()) {
              array.set(i, change.apply(member.getKey(), array.get(i)));
            }
          }
        }
      }
    }
  }

  private static void put(ObjectNode object, String name, @Nullable JsonNode value) {
    if (value == null) {
      object.remove(name);
    } else {
      object.set(name, value);
    }
  }

  private static JsonNode text(JsonNode value) {
    return value.isValueNode() && !value.isNull() ? NODES.textNode(value.asText()) : value;
  }

  private static JsonNode number(JsonNode value) {
    boolean digits = value.isTextual() && value.asText().matches("-?\\d{1,18}");
    return digits ? NODES.numberNode(Long.parseLong(value.asText())) : value;
  }
}

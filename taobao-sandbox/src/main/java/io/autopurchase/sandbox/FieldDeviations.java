package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Members;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
      case SUCCESS_AS_TEXT -> Members.change(top, (name, value) -> value.isBoolean() && name.equals("success") ? Members.text(value) : value);
      case NO_SUCCESS -> Members.change(top, (name, value) -> name.equals("success") ? null : value);
      case IDS_AS_TEXT -> Members.change(top, (name, value) -> IDS.contains(name) ? Members.text(value) : value);
      case IDS_AS_NUMBERS -> Members.change(top, (name, value) -> IDS.contains(name) ? Members.number(value) : value);
      case EMPTY_IDS_AS_ZERO -> Members.change(top, (name, value) -> IDS.contains(name) && (value.isNull() || value.isTextual() && value.asText().isEmpty()) ? NODES.numberNode(0) : value);
      case AMOUNTS_AS_TEXT -> Members.change(top, (name, value) -> AMOUNTS.contains(name) ? Members.text(value) : value);
      case AMOUNTS_AS_NUMBERS -> Members.change(top, (name, value) -> AMOUNTS.contains(name) ? Members.number(value) : value);
      case TIMES_AS_TEXT -> Members.change(top, (name, value) -> TIMES.contains(name) ? Members.text(value) : value);
      case TIMES_AS_NUMBERS -> Members.change(top, (name, value) -> TIMES.contains(name) ? Members.number(value) : value);
      case COUNTS_AS_TEXT -> Members.change(top, (name, value) -> COUNTS.contains(name) ? Members.text(value) : value);
      case NO_EMPTY_ARRAYS -> Members.change(top, (name, value) -> value.isArray() && value.isEmpty() ? null : value);
      case NULL_ARRAYS -> Members.change(top, (name, value) -> value.isArray() && value.isEmpty() ? NODES.nullNode() : value);
      case UNKNOWN_STATUS -> Members.change(top, (name, value) -> name.equals("status") ? NODES.textNode("WAIT_FOR_THE_MOON") : value);
      case FIELD_AS_TEXT -> Members.change(top, (name, value) -> name.equals(field) ? Members.text(value) : value);
      case FIELD_AS_NUMBER -> Members.change(top, (name, value) -> name.equals(field) ? Members.number(value) : value);
      case REMOVED_FIELD -> Members.change(top, (name, value) -> name.equals(field) ? null : value);
      case NULLED_FIELD -> Members.change(top, (name, value) -> name.equals(field) ? NODES.nullNode() : value);
      case EMPTIED_FIELD -> Members.change(top, (name, value) -> name.equals(field) ? NODES.textNode("") : value);
      case CAMEL_CASE_ERRORS -> CAMEL_CASE.forEach((from, to) -> Members.rename(top, from, to));
      case USER_ID_CAPITALS -> {
        Members.rename(top, "user_id", "user_Id");
        Members.rename(top, "seller_id", "seller_Id");
      }
      case UNKNOWN_FIELDS -> Members.addUnknown(top);
      case NULL_FIELDS -> Members.objects(top).forEach(FieldDeviations::addNulls);
      default -> {
        // It concerns the envelope, or the writing.
      }
    }
  }

  private static void addNulls(ObjectNode object) {
    OPTIONAL.forEach(
        (sign, names) -> {
          if (object.has(sign)) {
            names.stream().filter(name -> !object.has(name)).forEach(object::putNull);
          }
        });
  }
}

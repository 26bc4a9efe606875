package io.autopurchase.provider.taobao;

import io.autopurchase.provider.http.Redaction;
import io.autopurchase.provider.http.WireLog;
import java.util.Map;
import java.util.Set;

/** What of the platform's requests and answers is secret, and what is harmless. */
final class TaobaoLog {
  static final String NAME = "io.autopurchase.provider.taobao.wire";

  private static final Set<String> SECRET_PARAMETERS = Set.of("access_token", "refresh_token", "code", "sign");

  /** In small letters. */
  private static final Set<String> SHOWN_PARAMETERS =
      Set.of(
          "app_key", "timestamp", "sign_method", "page_no", "page_size", "sort_field", "sort_type", "modify_time_start",
          "modify_time_end", "status", "purchase_id", "purchase_ids", "outer_purchase_id", "seller_order_number",
          "sub_purchase_orderid_list", "purchaseorderidlist", "purchase_order_line_id", "refundid", "item_id",
          "purchase_amount", "support_partial_success", "need_supply_chain_service", "need_supplychain_service",
          "need_sys_retry");

  /** Members of answers, in small letters. */
  private static final Set<String> SHOWN_MEMBERS =
      Set.of(
          "code", "type", "request_id", "_trace_id_", "success", "error_code", "errorcode", "detail_error_code", "results_total",
          "page_no", "page_size", "purchase_id", "outer_purchase_id", "seller_order_number", "sub_purchase_order_id", "status",
          "item_id", "sku_id", "mp_id", "mp_skuid", "quantity", "order_line_no", "price", "promotion_price", "amount",
          "origin_price", "discount_price", "currency", "purchase_amount", "product_amount", "estimate_amount", "pay_amount",
          "domestic_post_fee", "purchase_currency", "created_time", "modify_time", "pay_time", "time",
          "next_close_time_without_payment", "refund_id", "refund_status", "refund_fee", "logistics_status", "gsporderid",
          "will_pay_purchase_order_ids", "pay_failure_purchase_order_ids", "expires_in", "refresh_expires_in");

  private TaobaoLog() {}

  static WireLog create() {
    return new WireLog(NAME, SHOWN_PARAMETERS, SHOWN_MEMBERS);
  }

  static Redaction redaction(Map<String, String> parameters) {
    return Redaction.of(parameters, SECRET_PARAMETERS);
  }
}

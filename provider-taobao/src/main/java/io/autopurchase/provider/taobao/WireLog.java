package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Writes what goes over the wire to the log, at debug level. Only what is known to be harmless is shown: ids, codes, statuses,
 * quantities, amounts and times. Of all else there are stars: tokens and signatures, people's names, phones and addresses,
 * remarks, and words of the platform, which may quote any of these. Thread-safe.
 */
@ThreadSafe
final class WireLog {
  static final String NAME = "io.autopurchase.provider.taobao.wire";

  private static final Logger log = System.getLogger(NAME);
  private static final String HIDDEN = "***";
  private static final int LONGEST = 4000;

  /** Neither ends a line nor is any alphabet's trick. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.+-]{0,64}");

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

  void request(String path, Map<String, String> parameters) {
    if (!log.isLoggable(Level.DEBUG)) {
      return;
    }
    StringBuilder text = new StringBuilder("POST ").append(path);
    parameters.forEach(
        (name, value) -> {
          boolean shown = SHOWN_PARAMETERS.contains(name.toLowerCase(Locale.ROOT));
          text.append(' ').append(name).append('=').append(shown ? plain(value.replaceAll("[\\[\\]\",]+", "+")) : HIDDEN);
        });
    log.log(Level.DEBUG, cut(text));
  }

  /**
   * @param parameters of the request, whose secrets are not to be shown wherever they come back
   */
  void answer(String path, Map<String, String> parameters, Transport.Answer answer) {
    if (!log.isLoggable(Level.DEBUG)) {
      return;
    }
    StringBuilder text = new StringBuilder(path).append(" -> ");
    if (!answer.failure().isEmpty()) {
      log.log(Level.DEBUG, text + answer.failure() + (answer.left() ? "" : ", nothing was sent"));
      return;
    }
    text.append("HTTP ").append(answer.status()).append(", ").append(answer.body().length).append(" bytes ");
    log.log(Level.DEBUG, text + describe(answer.body(), Redaction.of(parameters)));
  }

  /** An answer's body without what is secret or about a person. */
  static String describe(byte[] body, Redaction redaction) {
    StringBuilder text = new StringBuilder();
    try {
      append(text, Json.MAPPER.readTree(body), false, redaction);
    } catch (IOException e) {
      return "that are no JSON";
    }
    return cut(text);
  }

  private static void append(StringBuilder text, JsonNode node, boolean shown, Redaction redaction) {
    if (text.length() > LONGEST) {
      return;
    }
    if (node.isObject()) {
      text.append('{');
      node.properties().forEach(
          member -> {
            boolean plain = PLAIN.matcher(member.getKey()).matches();
            text.append(plain ? redaction.clean(member.getKey()) : HIDDEN).append('=');
            append(text, member.getValue(), SHOWN_MEMBERS.contains(member.getKey().toLowerCase(Locale.ROOT)), redaction);
            text.append(' ');
          });
      text.append('}');
    } else if (node.isArray()) {
      text.append('[');
      node.forEach(
          value -> {
            append(text, value, shown, redaction);
            text.append(' ');
          });
      text.append(']');
    } else {
      text.append(shown || node.isNull() || node.isBoolean() ? plain(redaction.clean(node.asText())) : HIDDEN);
    }
  }

  private static String plain(String value) {
    return PLAIN.matcher(value).matches() ? value : HIDDEN;
  }

  private static String cut(StringBuilder text) {
    return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST) + "...";
  }
}

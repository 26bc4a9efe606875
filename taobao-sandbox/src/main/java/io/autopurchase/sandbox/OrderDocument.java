package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.List;

/** An order as the query shows it, misspellings included. */
final class OrderDocument {
  private static final List<String> RECEIVER = List.of("country", "state", "city", "district", "address", "zip");

  /** What is added to the platform's number of an order or a line to get that of the site, taobao.com. */
  private static final long SITE = 4_000_000_000_000L;

  private OrderDocument() {}

  static String siteNumber(long platformNumber) {
    return Long.toString(SITE + platformNumber);
  }

  static ObjectNode of(State.Order order) {
    ObjectNode node = Json.MAPPER.createObjectNode().put("purchase_id", order.purchaseId);
    if (!order.outerId.isEmpty()) {
      node.put("outer_purchase_id", order.outerId);
    }
    node.put("seller_order_number", order.sellerOrderNumber)
        .put("order_source", order.source)
        .put("status", order.status)
        .put("source_market", order.market)
        .put("supplier_nick", order.seller)
        .put("distributor_nick", order.account)
        .put("sub_user_id", Accounts.number(order.account))
        .put("created_time", order.createdAt)
        .put("modify_time", order.modifiedAt)
        .put("purchase_amount", order.total())
        .put("product_amount", order.goods())
        .put("domestic_post_fee", order.freight)
        .put("pay_amount", order.total())
        .put("hongbao_deduction_amount", 0)
        .put("purchase_currency", "CNY")
        .put("pay_currency", "CNY")
        .put("order_remark", order.remark);
    if (order.paidAt != null) {
      node.put("pay_time", order.paidAt);
    } else {
      node.put("next_close_time_without_payment", order.closesAt);
    }
    ObjectNode receiver = node.putObject("receiver");
    RECEIVER.stream().filter(order.receiver::containsKey).forEach(name -> receiver.put(name, order.receiver.get(name)));
    ArrayNode subs = node.putArray("sub_purchase_orders");
    order.lines.forEach(line -> subs.add(line(order, line)));
    return node;
  }

  private static ObjectNode line(State.Order order, State.Line line) {
    long amount = line.price * line.quantity;
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("sub_purchase_order_id", line.subId)
        .put("status", line.status)
        .put("item_id", line.mpId)
        .put("title", line.title)
        .put("quantity", line.quantity)
        .put("purchase_amount", amount)
        .put("purchase_currency", "CNY")
        .put("pay_amount", amount)
        .put("pay_currency", "CNY")
        .put("product_amount", amount)
        .put("domestic_post_fee", 0)
        .put("hongbao_deduction_amount", "0")
        .put("purchase_order_outer_id", siteNumber(order.purchaseId))
        .put("purchase_order_line_outer_id", siteNumber(line.subId))
        .put("can_confirm_receipt", line.status.equals(OrderLifecycle.SHIPPED))
        .put("order_remark_v2", line.remark)
        .put("item_commission_rate", "0")
        .put("refund_status", line.refundStatus);
    Call.putId(node, "sku_id", line.mpSkuId);
    if (order.paidAt != null) {
      node.put("pay_time", order.paidAt).put("alipay_pay_order_no", "2026" + siteNumber(line.subId));
    } else {
      node.put("close_time_without_payment", order.closesAt);
    }
    if (line.refundId != 0) {
      node.put("refund_id", line.refundId);
    }
    if (line.errorCode != null) {
      node.put("error_code", line.errorCode).put("error_message", "the order could not be made").put("detail_error_code", line.errorCode);
    }
    if (line.closeReason != null) {
      node.put("close_reason", line.closeReason);
    }
    node.putObject("sku_info").put("skuImgUrl", "").putObject("skuPv").put("zh", line.label).put("en", line.label);
    node.putObject("option_fields").put("supplierNick", order.seller).put("shopName", order.seller).put("shopId", Accounts.id(order.seller));
    parcels(node, line);
    return node;
  }

  private static void parcels(ObjectNode node, State.Line line) {
    ArrayNode parcels = node.putArray("logistic_orders");
    for (State.Parcel parcel : line.parcels) {
      parcels
          .addObject()
          .put("logistic_company_name", parcel.carrier)
          .put("logistic_number", parcel.number)
          .put("rts_time", parcel.sentAt);
    }
    node.putArray("international_logistic_orders");
    node.putArray("supply_chain_service_orders");
    if (!line.parcels.isEmpty()) {
      // Deprecated, and still sent.
      State.Parcel first = line.parcels.get(0);
      node.put("logistic_company_name", first.carrier).put("logistic_number", first.number).put("rts_time", first.sentAt);
    }
  }
}

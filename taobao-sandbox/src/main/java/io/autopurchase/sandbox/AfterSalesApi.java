package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;

/** Parcels and refunds of a line that was paid. */
final class AfterSalesApi {
  private final Marketplace market;

  AfterSalesApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode logistics(Call call) {
    String subId = call.text("purchase_order_line_id");
    return market.look(
        state -> {
          State.Order order =
              state
                  .orderOfLine(subId)
                  .filter(o -> o.account.equals(call.account()))
                  .orElseThrow(() -> Refusal.business("ORDER_NOT_EXIST", "there is no sub-order " + subId));
          ObjectNode data = Json.MAPPER.createObjectNode().put("purchase_order_outer_id", Long.parseLong(OrderDocument.siteNumber(order.purchaseId)));
          ArrayNode details = data.putArray("pnm_logistics_details");
          State.Line line = order.line(subId).orElseThrow();
          line.parcels.forEach(parcel -> details.add(parcel(order, line, parcel)));
          return data;
        });
  }

  private static ObjectNode parcel(State.Order order, State.Line line, State.Parcel parcel) {
    ObjectNode node =
        Json.MAPPER
            .createObjectNode()
            .put("mail_no", parcel.number)
            .put("logistics_status", line.status.equals(OrderLifecycle.RECEIVED) ? "SIGNED" : "DELIVERING")
            .put("logistics_desc", "")
            .put("goods_number", line.quantity);
    node.putArray("logistics_partner").addObject().put("company", parcel.carrier).put("company_contact", "95311").put("company_image_url", "");
    node.putObject("receiver")
        .put("name", order.receiver.getOrDefault("name", ""))
        .put("phone", order.receiver.getOrDefault("mobile_phone", order.receiver.getOrDefault("phone", "")))
        .put("province", order.receiver.getOrDefault("state", ""))
        .put("city", order.receiver.getOrDefault("city", ""))
        .put("district", order.receiver.getOrDefault("district", ""))
        .put("address", order.receiver.getOrDefault("address", ""))
        .put("zip_code", order.receiver.getOrDefault("zip", ""));
    node.putArray("logistics_goods")
        .addObject()
        .put("title", line.title)
        .put("quantity", line.quantity)
        .put("property", line.label)
        .put("image_url", "");
    node.putArray("logistics_traces")
        .addObject()
        .put("time", Long.toString(parcel.sentAt))
        .put("status", "DELIVERING")
        .put("status_desc", "运输中")
        .put("standerd_desc", "快件已揽收")
        .put("action", "GOT")
        .put("province", "浙江省")
        .put("city", "杭州市")
        .put("district", "余杭区")
        .put("next_city", order.receiver.getOrDefault("city", ""))
        .put("next_node_name", "")
        .put("facility_name", parcel.carrier);
    return node;
  }

  ObjectNode refund(Call call) {
    String id = call.text("refundId");
    return market.look(
        state -> {
          State.Refund refund =
              state.refunds.stream()
                  .filter(r -> Long.toString(r.refundId).equals(id))
                  .findFirst()
                  .orElseThrow(() -> Refusal.business("REFUND_NOT_EXIST", "there is no refund " + id));
          State.Order order =
              state
                  .orderOfLine(Long.toString(refund.subId))
                  .filter(o -> o.account.equals(call.account()))
                  .orElseThrow(() -> Refusal.business("REFUND_NOT_EXIST", "there is no refund " + id));
          return document(refund, order, order.line(Long.toString(refund.subId)).orElseThrow());
        });
  }

  private static ObjectNode document(State.Refund refund, State.Order order, State.Line line) {
    ObjectNode data = Json.MAPPER.createObjectNode().put("distributor_id", Accounts.number(order.account)).put("currency", "CNY");
    ObjectNode aggregate = data.putObject("refund_order_aggregate");
    aggregate
        .putObject("refund_order")
        .put("refund_id", refund.refundId)
        .put("refund_status", refund.status)
        .put("refund_type", refund.type)
        .put("refund_fee", refund.fee)
        .put("goods_status", goodsStatus(refund, line))
        .put("reason_id", 1)
        .put("reason_desc", refund.reason)
        .put("refund_desc", refund.reason)
        .put("timeout_type", "")
        .put("timeout_date", refund.openedAt + 172_800_000L)
        .put("remaining_time", 172_800_000L)
        .put("can_edit_fee", false)
        .put("fee_tips", "")
        .put("pay_order_id", OrderDocument.siteNumber(line.subId))
        .put("seller_refuse_reason", "")
        .put("seller_refuse_reason_describe", "");
    aggregate.putObject("logistics");
    long amount = line.price * line.quantity;
    aggregate
        .putObject("purchase_order_line")
        .put("purchase_order_line_id", line.subId)
        .put("purchase_order_id", order.purchaseId)
        .put("sales_order_id", order.sellerOrderNumber)
        .put("quantity", line.quantity)
        .put("total_price", amount)
        .put("product_fee", amount)
        .put("post_fee", 0)
        .put("price", Long.toString(line.price))
        .put("hongbao_deduction_amount", 0)
        .put("currency", "CNY");
    return data;
  }

  /** 1 not shipped, 2 shipped, 4 received, 5 sent back. */
  private static int goodsStatus(State.Refund refund, State.Line line) {
    if (refund.status == Refunds.SENT_BACK) {
      return 5;
    }
    return line.status.equals(OrderLifecycle.RECEIVED) ? 4 : line.parcels.isEmpty() ? 1 : 2;
  }
}

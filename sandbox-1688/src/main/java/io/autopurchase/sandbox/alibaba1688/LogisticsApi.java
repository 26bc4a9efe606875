package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.List;

/** Parcels of an order, and where they have been. */
final class LogisticsApi {
  private final Marketplace market;

  LogisticsApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode infos(Call call) {
    return market.look(
        state -> {
          State.Order order = own(state, call);
          List<OrderDocument.Sent> all = OrderDocument.sent(order);
          if (all.isEmpty()) {
            throw Refusal.business("500_2", "订单尚未发货，暂无物流详情，请稍候再试。");
          }
          ObjectNode top = Json.MAPPER.createObjectNode();
          ArrayNode result = top.putArray("result");
          all.forEach(sent -> info(result.addObject(), order, sent));
          return top.put("success", true);
        });
  }

  private static void info(ObjectNode node, State.Order order, OrderDocument.Sent sent) {
    node.put("logisticsId", "LP" + sent.parcel().id)
        .put("logisticsBillNo", sent.parcel().number)
        .put("logisticsCompanyId", "8")
        .put("logisticsCompanyName", sent.parcel().carrier)
        .put("orderEntryIds", order.lines.size() == 1 ? Long.toString(order.orderId) : sent.subIds())
        .put("status", order.status.equals(OrderLifecycle.SUCCESS) ? "SIGN" : "TRANSPORT")
        .put("gmtSystemSend", Dates.plain(sent.parcel().sentAt))
        .put("remarks", "");
    ArrayNode goods = node.putArray("sendGoods");
    sent.lines().forEach(line -> goods.addObject().put("goodName", line.title).put("quantity", line.quantity).put("unit", "件"));
    node.putObject("receiver")
        .put("receiverName", order.receiver.getOrDefault("fullName", ""))
        .put("receiverMobile", order.receiver.getOrDefault("mobile", ""))
        .put("receiverPhone", order.receiver.getOrDefault("phone", ""))
        .put("receiverProvince", order.receiver.getOrDefault("provinceText", ""))
        .put("receiverCity", order.receiver.getOrDefault("cityText", ""))
        .put("receiverCounty", order.receiver.getOrDefault("areaText", ""))
        .put("receiverAddress", order.receiver.getOrDefault("address", ""))
        .put("encrypt", "CN");
    node.putObject("sender").put("senderName", order.seller).put("senderProvince", "浙江省").put("senderCity", "杭州市").put("encrypt", "CN");
  }

  ObjectNode trace(Call call) {
    String wanted = call.text("logisticsId");
    return market.look(
        state -> {
          State.Order order = own(state, call);
          List<OrderDocument.Sent> all =
              OrderDocument.sent(order).stream().filter(sent -> wanted.isEmpty() || wanted.equals("LP" + sent.parcel().id)).toList();
          if (!wanted.isEmpty() && all.isEmpty()) {
            throw Refusal.business("404", "无法找到相对应的物流单跟踪信息。");
          }
          ObjectNode top = Json.MAPPER.createObjectNode();
          if (all.isEmpty()) {
            return top.put("success", true).put("errorMessage", "该订单没有物流跟踪信息。");
          }
          ArrayNode traces = top.putArray("logisticsTrace");
          for (OrderDocument.Sent sent : all) {
            ObjectNode trace =
                traces
                    .addObject()
                    .put("logisticsId", "LP" + sent.parcel().id)
                    .put("orderId", order.orderId)
                    .put("logisticsBillNo", sent.parcel().number);
            ArrayNode steps = trace.putArray("logisticsSteps");
            steps.addObject().put("acceptTime", Dates.plain(sent.parcel().sentAt)).put("remark", "在浙江杭州余杭公司进行揽件扫描");
            if (order.receivedAt != null) {
              steps.addObject().put("acceptTime", Dates.plain(order.receivedAt)).put("remark", "快件已被 已签收 签收");
            }
            trace.putArray("traceNodeList");
          }
          return top.put("success", true);
        });
  }

  private static State.Order own(State state, Call call) {
    return state
        .order(call.text("orderId"))
        .filter(order -> order.account.equals(call.account()))
        .orElseThrow(() -> Refusal.business("order.nopermission.buyer", "你没有权限获取该订单详情(买家端)"));
  }
}

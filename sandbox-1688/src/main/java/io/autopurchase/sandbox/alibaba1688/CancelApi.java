package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;

/** Closes a whole order that is not paid, at once; not in its first seconds. */
final class CancelApi {
  private final Marketplace market;

  CancelApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode cancel(Call call) {
    String id = call.text("tradeID");
    return market.trade(
        (state, life) -> {
          State.Order order = state.order(id).orElseThrow(() -> Refusal.business("ORDER_NOT_EXIST", "订单不存在"));
          if (!order.account.equals(call.account())) {
            throw Refusal.business("400_3", "没有权限取消该订单");
          }
          if (!order.status.equals(OrderLifecycle.UNPAID) || order.isPaying) {
            throw Refusal.business("ORDER_STATUS_ERROR", "订单状态错误");
          }
          if (market.now() - order.createdAt < market.settings.cancelAge.toMillis()) {
            throw Refusal.business("CLOSE_ORDER_TOO_FAST", "订单从创建到关闭时间小于10s");
          }
          life.close(order, call.text("cancelReason"), "CLOSE_TRADE_BY_BUYER", call.text("remark"), market.now());
          return Json.MAPPER.createObjectNode().put("success", true);
        });
  }
}

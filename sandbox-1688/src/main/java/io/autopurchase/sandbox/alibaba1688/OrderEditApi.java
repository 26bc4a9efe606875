package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.function.BiConsumer;

/** What a buyer adds to an order: a memo, a further message, the confirmation of receipt. */
final class OrderEditApi {
  private static final int LONGEST_MESSAGE = 500;

  private final Marketplace market;

  OrderEditApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode memo(Call call) {
    change(call, call.text("orderId"), (order, life) -> life.remember(order, call.text("memo"), market.now()));
    return Json.MAPPER.createObjectNode().put("success", true);
  }

  ObjectNode feedback(Call call) {
    JsonNode parameter = call.json("tradeFeedbackParam");
    String words = Json.text(parameter, "feedback");
    change(
        call,
        Json.text(parameter, "orderId"),
        (order, life) -> {
          String all = order.message + words;
          if (all.codePointCount(0, all.length()) > LONGEST_MESSAGE) {
            throw Refusal.business(market.settings.unlistedCode, "the message is longer than " + LONGEST_MESSAGE);
          }
          life.appendMessage(order, words, market.now());
        });
    return wrapped();
  }

  ObjectNode receipt(Call call) {
    change(
        call,
        call.text("orderId"),
        (order, life) -> {
          try {
            life.receive(order, market.now());
          } catch (IllegalStateException e) {
            throw Refusal.business(market.settings.unlistedCode, e.getMessage());
          }
        });
    return wrapped();
  }

  private static ObjectNode wrapped() {
    ObjectNode top = Json.MAPPER.createObjectNode();
    top.putObject("result").put("success", true);
    return top;
  }

  private void change(Call call, String id, BiConsumer<State.Order, OrderLifecycle> change) {
    market.trade(
        (state, life) -> {
          State.Order order =
              state
                  .order(id)
                  .filter(it -> it.account.equals(call.account()))
                  .orElseThrow(() -> Refusal.business(market.settings.absentOrderCode, "订单不存在"));
          change.accept(order, life);
          return order;
        });
  }
}

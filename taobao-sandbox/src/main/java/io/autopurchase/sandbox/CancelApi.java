package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.ArrayList;
import java.util.List;

/** Cancels unpaid orders or parts of them. "Success" means only that the task was accepted. */
final class CancelApi {
  private final Marketplace market;

  CancelApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode cancel(Call call) {
    String id = call.text("purchase_id");
    List<String> subs = new ArrayList<>();
    if (!call.text("sub_purchase_orderId_list").isEmpty()) {
      call.json("sub_purchase_orderId_list").forEach(sub -> subs.add(sub.asText()));
    }
    return market.trade(
        (state, life) -> {
          State.Order order =
              state
                  .order(id)
                  .filter(o -> o.account.equals(call.account()))
                  .orElseThrow(() -> Refusal.business("ORDER_NOT_EXIST", "there is no order " + id));
          for (String sub : subs) {
            if (order.line(sub).isEmpty()) {
              throw Refusal.business("ORDER_NOT_EXIST", "there is no sub-order " + sub + " in order " + id);
            }
          }
          try {
            life.acceptCancel(order, subs, call.text("cancel_reason"), call.fault(Fault.Kind.CANCEL_FAILS_LATER).isPresent(), market.now());
          } catch (IllegalStateException e) {
            throw Refusal.business("ORDER_STATUS_ERROR", e.getMessage());
          }
          return Json.MAPPER.createObjectNode();
        });
  }
}

package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pays for orders, some of which may fail. "Will pay" means only that the payment was accepted. */
final class PayApi {
  private static final int MOST = 10;

  private final Marketplace market;

  PayApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode pay(Call call) {
    Set<String> ids = new LinkedHashSet<>();
    call.json("purchaseOrderIdList")
        .forEach(
            id -> {
              if (!ids.add(id.asText())) {
                call.odd("purchaseOrderIdList has " + id.asText() + " twice");
              }
            });
    if (ids.isEmpty() || ids.size() > MOST) {
      throw Refusal.business("PARAM_ILLEGAL", "purchaseOrderIdList needs 1 to " + MOST + " ids");
    }
    return market.trade((state, life) -> pay(state, life, call, List.copyOf(ids)));
  }

  private ObjectNode pay(State state, OrderLifecycle life, Call call, List<String> ids) {
    Optional<Fault> refused = call.fault(Fault.Kind.PAY_REFUSED);
    int payable = refused.map(fault -> fault.number() == 0 ? 0 : Math.max(0, ids.size() - fault.number())).orElse(ids.size());
    boolean fails = call.fault(Fault.Kind.PAYMENT_FAILS_LATER).isPresent();
    ObjectNode data = Json.MAPPER.createObjectNode();
    ArrayNode will = data.putArray("will_pay_purchase_order_ids");
    ArrayNode failed = data.putArray("pay_failure_purchase_order_ids");
    ArrayNode results = data.putArray("pay_failed_results");
    for (String id : ids) {
      List<String> problem = new ArrayList<>();
      if (will.size() + failed.size() >= payable) {
        problem.addAll(List.of(refused.orElseThrow().code(), "the payment was refused"));
      } else {
        problem.addAll(accept(state, life, call, id, fails));
      }
      if (problem.isEmpty()) {
        will.add(id);
      } else {
        failed.add(id);
        results
            .addObject()
            .put("gspOrderId", new BigInteger(id))
            .put("errorCode", problem.get(0))
            .put("errorMessage", problem.get(1))
            .put("class", "com.taobao.gsp.PayFailedResult");
      }
    }
    return data;
  }

  /** Code and text of what is in the way; nothing if the payment is accepted. */
  private List<String> accept(State state, OrderLifecycle life, Call call, String id, boolean fails) {
    Optional<State.Order> order = state.order(id).filter(o -> o.account.equals(call.account()));
    if (order.isEmpty()) {
      return List.of("ORDER_NOT_EXIST", "there is no order " + id);
    }
    order.get().paymentRequests++;
    try {
      life.acceptPayment(order.get(), fails, market.now());
      return List.of();
    } catch (IllegalStateException e) {
      return List.of("ORDER_STATUS_ERROR", String.valueOf(e.getMessage()));
    }
  }
}

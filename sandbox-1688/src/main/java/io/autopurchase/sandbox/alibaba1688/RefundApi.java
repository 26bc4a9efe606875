package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import javax.annotation.Nullable;

/** Refunds of a buyer's orders. Amounts are fen. */
final class RefundApi {
  private final Marketplace market;

  RefundApi(Marketplace market) {
    this.market = market;
  }

  ObjectNode list(Call call) {
    long page = Math.max(1, call.number("currentPageNum", 1));
    long size = Math.max(1, call.number("pageSize", 20));
    Predicate<State.Refund> wanted = filter(call);
    return market.look(
        state -> {
          List<State.Refund> found =
              state.refunds.stream()
                  .filter(refund -> isOwn(state, call, refund))
                  .filter(wanted)
                  .toList();
          ObjectNode top = Json.MAPPER.createObjectNode();
          ObjectNode result = top.putObject("result");
          ArrayNode models = result.putArray("opOrderRefundModels");
          found.stream().skip((page - 1) * size).limit(size).forEach(refund -> models.add(document(state, refund)));
          result.put("totalCount", found.size()).put("currentPageNum", page);
          return top.put("success", true);
        });
  }

  private static Predicate<State.Refund> filter(Call call) {
    Set<String> statuses = new HashSet<>();
    call.json("refundStatusSet").forEach(status -> statuses.add(status.asText()));
    String orderId = call.text("orderId");
    Predicate<State.Refund> wanted = refund -> statuses.isEmpty() || statuses.contains(refund.status);
    return wanted
        .and(refund -> orderId.isEmpty() || orderId.equals(Long.toString(refund.orderId)))
        .and(within(call, "apply", refund -> refund.openedAt))
        .and(within(call, "modify", refund -> refund.modifiedAt));
  }

  private static Predicate<State.Refund> within(Call call, String name, ToLongFunction<State.Refund> time) {
    long from = Dates.read(call.text(name + "StartTime")).orElse(Long.MIN_VALUE);
    long to = Dates.read(call.text(name + "EndTime")).orElse(Long.MAX_VALUE);
    return refund -> time.applyAsLong(refund) >= from && time.applyAsLong(refund) <= to;
  }

  ObjectNode detail(Call call) {
    return market.look(
        state -> {
          State.Refund refund =
              state
                  .refund(call.text("refundId"))
                  .filter(it -> isOwn(state, call, it))
                  .orElseThrow(() -> Refusal.business(market.settings.unlistedCode, "refund " + call.text("refundId") + " does not exist"));
          ObjectNode top = Json.MAPPER.createObjectNode();
          top.putObject("result").set("opOrderRefundModelDetail", document(state, refund));
          return top.put("success", true);
        });
  }

  private static boolean isOwn(State state, Call call, State.Refund refund) {
    return state.order(Long.toString(refund.orderId)).filter(order -> order.account.equals(call.account())).isPresent();
  }

  private ObjectNode document(State state, State.Refund refund) {
    State.Order order = state.order(Long.toString(refund.orderId)).orElseThrow();
    boolean isRefunded = refund.status.equals(Refunds.REFUNDED);
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("refundId", refund.refundId)
        .put("id", refund.id)
        .put("orderId", refund.orderId)
        .put("status", refund.status)
        .put("disputeType", refund.isAfterSales ? 2 : 1)
        .put("onlyRefund", !refund.withReturn)
        .put("refundGoods", refund.withReturn)
        .put("applyPayment", refund.fee)
        .put("applyCarriage", 0)
        .put("refundPayment", isRefunded ? refund.fee : 0)
        .put("refundCarriage", 0)
        .put("canRefundPayment", refund.fee)
        .put("applyReason", refund.reason)
        .put("goodsStatus", order.receivedAt == null ? 1 : 2)
        .put("productName", order.line(Long.toString(refund.subId)).map(line -> line.title).orElse(""))
        .put("buyerMemberId", Names.memberId(order.account))
        .put("sellerMemberId", Names.memberId(order.seller))
        .put("rejectTimes", 0);
    node.putArray("orderEntryIdList").add(refund.subId);
    date(node, "gmtApply", refund.openedAt);
    date(node, "gmtCreate", refund.openedAt);
    date(node, "gmtModified", refund.modifiedAt);
    date(node, "gmtCompleted", refund.completedAt);
    node.putArray("refundOperationList");
    return node;
  }

  private void date(ObjectNode node, String name, @Nullable Long millis) {
    if (millis != null) {
      node.put(name, Dates.withZone(millis, market.settings.zone));
    }
  }
}

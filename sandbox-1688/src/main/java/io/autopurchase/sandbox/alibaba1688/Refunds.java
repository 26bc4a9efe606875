package io.autopurchase.sandbox.alibaba1688;

import java.util.Map;
import java.util.Set;

/** Refunds of lines, in the platform's words. */
final class Refunds {
  static final String APPLIED = "waitselleragree";
  static final String TO_MODIFY = "waitbuyermodify";
  static final String TO_SEND_BACK = "waitbuyersend";
  static final String SENT_BACK = "waitsellerreceive";
  static final String REFUNDED = "refundsuccess";
  static final String ENDED = "refundclose";

  private static final Map<String, Set<String>> NEXT =
      Map.of(
          APPLIED, Set.of(TO_MODIFY, TO_SEND_BACK, REFUNDED, ENDED),
          TO_MODIFY, Set.of(APPLIED, ENDED),
          TO_SEND_BACK, Set.of(SENT_BACK, REFUNDED, ENDED),
          SENT_BACK, Set.of(REFUNDED, ENDED));

  private static final Map<String, String> OF_LINES =
      Map.of(
          APPLIED, "WAIT_SELLER_AGREE",
          TO_MODIFY, "WAIT_BUYER_MODIFY",
          TO_SEND_BACK, "WAIT_BUYER_SEND",
          SENT_BACK, "WAIT_SELLER_RECEIVE",
          REFUNDED, "REFUND_SUCCESS",
          ENDED, "REFUND_CLOSED");

  private Refunds() {}

  /** The word that a line of an order has for a refund's status. */
  static String ofLine(String status) {
    return OF_LINES.get(status);
  }

  /** The buyer applies for the price of a paid line. */
  static State.Refund open(State state, OrderLifecycle life, String subId, boolean withReturn, String reason, long now) {
    State.Order order = state.orderOfLine(subId).orElseThrow(() -> new IllegalArgumentException("there is no sub-order " + subId));
    State.Line line = order.line(subId).orElseThrow();
    if (Set.of(OrderLifecycle.UNPAID, OrderLifecycle.CLOSED, OrderLifecycle.TERMINATED).contains(line.status)) {
      throw new IllegalStateException("sub-order " + subId + " is " + line.status + ": there is nothing to refund");
    }
    if (line.refundId != null && !ENDED.equals(line.refundStatus)) {
      throw new IllegalStateException("sub-order " + subId + " has refund " + line.refundId);
    }
    State.Refund refund = new State.Refund();
    refund.id = 10_426_553_019_000_000L + state.refunds.size();
    refund.refundId = "TQ" + refund.id;
    refund.orderId = order.orderId;
    refund.subId = line.subId;
    refund.status = APPLIED;
    refund.withReturn = withReturn;
    refund.isAfterSales = order.status.equals(OrderLifecycle.SUCCESS);
    refund.fee = line.amount;
    refund.reason = reason;
    refund.openedAt = now;
    state.refunds.add(refund);
    life.refundChanged(order, line, refund, now);
    return refund;
  }

  static void advance(State state, OrderLifecycle life, String refundId, String status, long now) {
    State.Refund refund = state.refund(refundId).orElseThrow(() -> new IllegalArgumentException("there is no refund " + refundId));
    Set<String> next = NEXT.getOrDefault(refund.status, Set.of());
    if (!next.contains(status)) {
      throw new IllegalStateException("refund " + refundId + " is " + refund.status + "; it can become " + next);
    }
    State.Order order = state.order(Long.toString(refund.orderId)).orElseThrow();
    refund.status = status;
    life.refundChanged(order, order.line(Long.toString(refund.subId)).orElseThrow(), refund, now);
  }
}

package io.autopurchase.sandbox;

import java.util.Map;
import java.util.Set;

/** Refunds of lines. A refund that is paid out closes its line, and the order with the last of them. */
final class Refunds {
  static final int NONE = 0;
  static final int APPLIED = 10;
  static final int AGREED = 20;
  static final int SENT_BACK = 30;
  static final int REFUNDED = 100;
  static final int REFUSED = -10;
  static final int ENDED = -20;

  static final int MONEY_ONLY = 1;
  static final int WITH_RETURN = 2;

  private static final Map<Integer, Set<Integer>> NEXT =
      Map.of(
          APPLIED, Set.of(AGREED, REFUSED, REFUNDED, ENDED),
          AGREED, Set.of(SENT_BACK, REFUNDED, ENDED),
          SENT_BACK, Set.of(REFUNDED, REFUSED, ENDED),
          REFUSED, Set.of(APPLIED, ENDED));

  private Refunds() {}

  /** The buyer applies for the price of a paid line. */
  static State.Refund open(State state, OrderLifecycle life, String subId, int type, String reason, long now) {
    State.Order order =
        state.orderOfLine(subId).orElseThrow(() -> new IllegalArgumentException("there is no sub-order " + subId));
    State.Line line = order.line(subId).orElseThrow();
    if (order.paidAt == null || line.status.equals(OrderLifecycle.CLOSED)) {
      throw new IllegalStateException("sub-order " + subId + " is " + line.status + ": there is nothing to refund");
    }
    if (line.refundId != 0 && line.refundStatus != ENDED) {
      throw new IllegalStateException("sub-order " + subId + " has refund " + line.refundId);
    }
    State.Refund refund = new State.Refund();
    refund.refundId = state.nextPurchaseId++;
    refund.purchaseId = order.purchaseId;
    refund.subId = line.subId;
    refund.status = APPLIED;
    refund.type = type;
    refund.fee = line.price * line.quantity;
    refund.reason = reason;
    refund.openedAt = now;
    state.refunds.add(refund);
    line.refundId = refund.refundId;
    line.refundStatus = APPLIED;
    life.refundChanged(order, line, now);
    return refund;
  }

  static void advance(State state, OrderLifecycle life, String refundId, int status, long now) {
    State.Refund refund =
        state.refunds.stream()
            .filter(r -> Long.toString(r.refundId).equals(refundId))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no refund " + refundId));
    Set<Integer> next = NEXT.getOrDefault(refund.status, Set.of());
    if (!next.contains(status)) {
      throw new IllegalStateException("refund " + refundId + " is " + refund.status + "; it can become " + next);
    }
    State.Order order = state.orderOfLine(Long.toString(refund.subId)).orElseThrow();
    State.Line line = order.line(Long.toString(refund.subId)).orElseThrow();
    refund.status = status;
    line.refundStatus = status;
    life.refundChanged(order, line, now);
    if (status == REFUNDED) {
      life.close(order, it -> it == line, "refunded", now);
    }
  }
}

package io.autopurchase.examples.shop;

import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.LineKey;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseListener;
import io.autopurchase.PurchaseStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Brings what was bought back into the shop's tables. Events may be repeated, and may be older than what is stored by now: the status is that
 * of the purchase as it is, and an entry of the history has the event's id.
 */
@Component
class PurchaseUpdates implements PurchaseListener {
  private static final Set<String> SHOWN =
      Set.of(
          AutoPurchaseEvent.PURCHASE_CHANGED, AutoPurchaseEvent.TRACKING_CHANGED, AutoPurchaseEvent.COST_EXCEEDED, AutoPurchaseEvent.QUESTION_ASKED,
          AutoPurchaseEvent.QUESTION_ANSWERED, AutoPurchaseEvent.ACTIVITY_REQUESTED, AutoPurchaseEvent.PAYMENT_CONFIRMED);

  /** What follows when the goods have come is the shop's own affair. */
  private static final Set<LineStatus> BEFORE_ARRIVAL =
      EnumSet.of(LineStatus.AWAITING_PAYMENT, LineStatus.PAID, LineStatus.PRICE_CONFIRMATION, LineStatus.ORDERED);

  private final OrderRepository orders;
  private final AutoPurchase autoPurchase;

  PurchaseUpdates(OrderRepository orders, AutoPurchase autoPurchase) {
    this.orders = orders;
    this.autoPurchase = autoPurchase;
  }

  @Override
  public void onEvent(AutoPurchaseEvent event) {
    if (event.orderId().isEmpty() || !SHOWN.contains(event.type())) {
      return;
    }
    String orderId = event.orderId().get();
    String old = event.oldValue().orElse("");
    String now = event.newValue().orElse("");
    // The same value twice says that a detail has changed, which the purchase tab shows.
    if (!event.type().equals(AutoPurchaseEvent.PURCHASE_CHANGED) || !old.equals(now)) {
      orders.addHistory(
          orderId, new HistoryEntry(event.id(), event.line().map(LineKey::lineId).orElse(""), event.at(), event.type(), old, now, event.actor().orElse("")));
    }
    if (event.type().equals(AutoPurchaseEvent.PURCHASE_CHANGED)) {
      event.line().flatMap(autoPurchase.purchases()::find).ifPresent(this::follow);
    }
  }

  private void follow(Purchase purchase) {
    LineKey key = purchase.line();
    orders
        .find(key.orderId())
        .flatMap(order -> order.lines().stream().filter(line -> line.id().equals(key.lineId())).findFirst())
        .filter(line -> BEFORE_ARRIVAL.contains(line.status()))
        .ifPresent(line -> orders.setStatus(key.orderId(), List.of(line.id()), statusOf(purchase, line.status()), ""));
  }

  /** What a line is in the shop once its purchase is as it is. */
  static LineStatus statusOf(Purchase purchase, LineStatus before) {
    boolean isClosed = purchase.status().filter(status -> status == PurchaseStatus.CLOSED).isPresent();
    return switch (purchase.group()) {
      case PURCHASED -> purchase.status().filter(status -> status == PurchaseStatus.RECEIVED).isPresent() ? LineStatus.RECEIVED : LineStatus.ORDERED;
      case OTHER -> isClosed ? paid(before) : LineStatus.CANCELLED; // closed at the marketplace: the customer still waits for it
      case READY, IN_PROGRESS -> paid(before); // not linked, though the activity that has removed the link may still hold the line
      default -> before;
    };
  }

  private static LineStatus paid(LineStatus before) {
    return before == LineStatus.ORDERED ? LineStatus.PAID : before;
  }
}

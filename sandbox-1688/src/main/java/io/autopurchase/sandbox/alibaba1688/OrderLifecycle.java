package io.autopurchase.sandbox.alibaba1688;

import java.util.List;
import javax.annotation.Nullable;

/**
 * The life of orders: whatever changes one, the API or a person or time, does so here, under the marketplace's lock. A change that the
 * order's status does not allow is an {@link IllegalStateException}.
 */
final class OrderLifecycle {
  static final String UNPAID = "waitbuyerpay";
  static final String PAID = "waitsellersend";
  static final String SHIPPED = "waitbuyerreceive";
  static final String SUCCESS = "success";
  static final String CLOSED = "cancel";
  static final String TERMINATED = "terminated";

  private static final int KEPT_VERSIONS = 16;

  private final State state;
  private final Settings settings;
  private final Listener listener;

  /** Receives each change after it is made, under the lock. */
  interface Listener {
    /**
     * @param refund else null
     */
    void changed(OrderEvent event, State state, State.Order order, @Nullable State.Refund refund, long at);
  }

  OrderLifecycle(State state, Settings settings, Listener listener) {
    this.state = state;
    this.settings = settings;
    this.listener = listener;
  }

  /** Does what is due. */
  void pass(long now) {
    while (!state.tasks.isEmpty() && state.tasks.peek().at <= now) {
      State.Task task = state.tasks.poll();
      state.order(Long.toString(task.orderId)).ifPresent(order -> run(task, order));
    }
  }

  private void run(State.Task task, State.Order order) {
    switch (task.kind) {
      case CLOSE_UNPAID -> {
        if (order.status.equals(UNPAID) && !order.isPaying) {
          close(order, "BUYER_NO_PAY", "CLOSE_TRADE_BY_SYSTEM", "", task.at);
        }
      }
      case PAY -> {
        order.isPaying = false;
        if (!task.fails && order.status.equals(UNPAID)) {
          pay(order, task.at);
        }
      }
    }
  }

  /** Takes in a new order, which is closed if it is not paid. */
  void place(State.Order order, long now) {
    order.createdAt = now;
    order.visibleAt = now + settings.visibilityDelay.toMillis();
    order.closesAt = now + settings.paymentDeadline.toMillis();
    state.orders.add(order);
    schedule(State.Task.Kind.CLOSE_UNPAID, order, order.closesAt);
    changed(order, now, OrderEvent.MADE);
    if (order.tradeType.equals("creditBuy") || order.tradeType.equals("period")) {
      // Goods on credit: there is no payment to wait for.
      advance(order, PAID);
      changed(order, now, OrderEvent.PAID);
    }
  }

  void pay(State.Order order, long at) {
    require(order, UNPAID);
    order.paidAt = at;
    order.isPaying = false;
    advance(order, PAID);
    changed(order, at, OrderEvent.PAID);
  }

  /** A payment that is accepted now and shows later. */
  void acceptPayment(State.Order order, boolean fails, long now) {
    require(order, UNPAID);
    if (order.isPaying) {
      throw new IllegalStateException("a payment of order " + order.orderId + " is under way");
    }
    order.isPaying = true;
    schedule(State.Task.Kind.PAY, order, now + settings.payDelay.toMillis()).fails = fails;
    keepVersion(order, now);
    pass(now);
  }

  /**
   * Closes an order that is not paid; what was taken goes back into stock.
   *
   * @param by a word of the platform for who has closed it
   */
  void close(State.Order order, String reason, String by, String remark, long at) {
    require(order, UNPAID);
    order.closeReason = reason;
    order.closedBy = by;
    order.closeRemark = remark;
    order.endedAt = at;
    advance(order, CLOSED);
    for (State.Line line : order.lines) {
      state.offers.computeIfPresent(line.offerId, (id, offer) -> restock(offer, line));
    }
    changed(
        order,
        at,
        switch (by) {
          case "CLOSE_TRADE_BY_BUYER" -> OrderEvent.CLOSED_BY_BUYER;
          case "CLOSE_TRADE_BY_SELLER" -> OrderEvent.CLOSED_BY_SELLER;
          default -> OrderEvent.CLOSED_BY_PLATFORM;
        });
  }

  private static State.Offer restock(State.Offer offer, State.Line line) {
    if (line.specId.isEmpty()) {
      offer.stock += line.quantity;
    }
    offer.skus.stream().filter(sku -> sku.specId.equals(line.specId)).forEach(sku -> sku.stock += line.quantity);
    return offer;
  }

  /** A parcel with goods of lines; a line may have several. The order's own status follows with the last line. */
  void ship(State.Order order, List<State.Line> lines, String carrier, String number, long at) {
    for (State.Line line : lines) {
      if (!line.status.equals(PAID) && !line.status.equals(SHIPPED)) {
        throw new IllegalStateException("sub-order " + line.subId + " is " + line.status);
      }
    }
    long id = 107_450_000_000_000L + state.nextTask++;
    for (State.Line line : lines) {
      State.Parcel parcel = new State.Parcel();
      parcel.id = id;
      parcel.carrier = carrier;
      parcel.number = number;
      parcel.sentAt = at;
      line.parcels.add(parcel);
      line.status = SHIPPED;
    }
    boolean all = order.lines.stream().noneMatch(line -> line.status.equals(PAID));
    if (all) {
      order.shippedAt = at;
      order.status = SHIPPED;
    }
    changed(order, at, all ? OrderEvent.SHIPPED : OrderEvent.PARTLY_SHIPPED);
  }

  void receive(State.Order order, long at) {
    require(order, SHIPPED);
    order.receivedAt = at;
    changed(order, at, OrderEvent.RECEIVED);
    order.endedAt = at;
    order.lines.stream().filter(line -> line.status.equals(SHIPPED)).forEach(line -> line.status = SUCCESS);
    order.status = SUCCESS;
    changed(order, at, OrderEvent.SUCCEEDED);
  }

  /** The seller changes what is to pay for a line, or for each of them; the catalog's price stays beside it. */
  void reprice(State.Order order, @Nullable State.Line line, long fenOfUnit, long at) {
    require(order, UNPAID);
    if (fenOfUnit < 0) {
      throw new IllegalArgumentException("a price cannot be below zero");
    }
    order.lines.stream().filter(each -> line == null || each == line).forEach(each -> each.amount = fenOfUnit * each.quantity);
    changed(order, at, OrderEvent.PRICE);
  }

  void remember(State.Order order, String memo, long at) {
    order.memo = memo;
    changed(order, at, OrderEvent.MEMO);
  }

  void appendMessage(State.Order order, String message, long at) {
    order.message = order.message + message;
    keepVersion(order, at);
  }

  /** A refund that is paid out ends its line, and the order with the last of them. */
  void refundChanged(State.Order order, State.Line line, State.Refund refund, long at) {
    refund.modifiedAt = at;
    line.refundId = refund.refundId;
    line.refundStatus = refund.status;
    if (refund.status.equals(Refunds.REFUNDED)) {
      refund.completedAt = at;
      line.status = TERMINATED;
      if (order.lines.stream().allMatch(each -> each.status.equals(TERMINATED))) {
        order.status = TERMINATED;
        order.endedAt = at;
      }
    }
    keepVersion(order, at);
    listener.changed(refund.isAfterSales ? OrderEvent.REFUND_AFTER_SALES : OrderEvent.REFUND, state, order, refund, at);
  }

  private void changed(State.Order order, long at, OrderEvent event) {
    keepVersion(order, at);
    listener.changed(event, state, order, null, at);
  }

  private static void keepVersion(State.Order order, long at) {
    order.modifiedAt = at;
    order.versions.add(Versions.copy(order));
    if (order.versions.size() > KEPT_VERSIONS) {
      order.versions.remove(0);
    }
  }

  private static void advance(State.Order order, String status) {
    order.status = status;
    order.lines.forEach(line -> line.status = status);
  }

  private static void require(State.Order order, String status) {
    if (!order.status.equals(status)) {
      throw new IllegalStateException("order " + order.orderId + " is " + order.status + ", not " + status);
    }
  }

  private State.Task schedule(State.Task.Kind kind, State.Order order, long at) {
    State.Task task = new State.Task();
    task.kind = kind;
    task.at = at;
    task.sequence = state.nextTask++;
    task.orderId = order.orderId;
    state.tasks.add(task);
    return task;
  }
}

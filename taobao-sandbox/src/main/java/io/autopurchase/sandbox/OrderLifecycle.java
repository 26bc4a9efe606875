package io.autopurchase.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import javax.annotation.Nullable;

/**
 * The life of orders: whatever changes one, the API or a person or time, does so here, under the marketplace's lock. A change
 * that the order's status does not allow is an {@link IllegalStateException}.
 */
final class OrderLifecycle {
  static final String BUILDING = "BULIDING";
  static final String UNPAID = "WAIT_BUYER_P";
  static final String PAID = "WAIT_SELLER_SEND_GOODS";
  static final String SHIPPED = "WAIT_BUYER_CONFIRM_GOODS";
  static final String RECEIVED = "TRADE_FINISHED";
  static final String CLOSED = "TRADE_CLOSED";

  private static final int KEPT_VERSIONS = 16;

  private final State state;
  private final Settings settings;
  private final Listener listener;

  /** Receives each change after it is made, under the lock. */
  interface Listener {
    /**
     * @param line of a refund; else null
     */
    void changed(OrderEvent event, State.Order order, @Nullable State.Line line, long at);
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
      state.order(Long.toString(task.purchaseId)).ifPresent(order -> run(task, order));
    }
  }

  private void run(State.Task task, State.Order order) {
    switch (task.kind) {
      case BUILD -> build(order, task.at);
      case CLOSE_UNPAID -> {
        if (order.status.equals(UNPAID) || order.status.equals(BUILDING)) {
          close(order, line -> true, "unpaid in time", task.at);
        }
      }
      case CANCEL -> {
        // Paid in the meantime: the task that was accepted comes to nothing.
        if (!task.fails && order.paidAt == null) {
          close(order, line -> task.subIds.isEmpty() || task.subIds.contains(Long.toString(line.subId)), task.reason, task.at);
        }
      }
      case PAY -> {
        if (!task.fails && order.status.equals(UNPAID)) {
          pay(order, task.at);
        }
      }
      case FOLLOW_LINES -> {
        if (!order.status.equals(ofLines(order))) {
          order.status = ofLines(order);
          changed(order, task.at, OrderEvent.STATUS);
        }
      }
    }
  }

  /** Takes in a new order, which is then built, and closed if it is not paid. */
  void place(State.Order order, long now) {
    order.createdAt = now;
    order.visibleAt = now + settings.visibilityDelay.toMillis();
    order.closesAt = now + settings.paymentDeadline.toMillis();
    state.orders.add(order);
    schedule(State.Task.Kind.BUILD, order, now + settings.buildingDelay.toMillis());
    schedule(State.Task.Kind.CLOSE_UNPAID, order, order.closesAt);
    changed(order, now, OrderEvent.STATUS);
  }

  private void build(State.Order order, long at) {
    for (State.Line line : order.lines) {
      State.Item item = state.items.get(line.itemId);
      if (!line.status.equals(BUILDING)) {
        continue;
      }
      if (item != null && item.failsWith != null) {
        line.status = CLOSED;
        line.errorCode = item.failsWith;
      } else {
        line.status = UNPAID;
      }
    }
    order.status = ofLines(order);
    changed(order, at, OrderEvent.STATUS);
  }

  void pay(State.Order order, long at) {
    require(order, UNPAID);
    order.paidAt = at;
    advance(order, UNPAID, PAID);
    follow(order, at);
  }

  /** A payment that is accepted now and shows later. */
  void acceptPayment(State.Order order, boolean fails, long now) {
    require(order, UNPAID);
    if (isPending(order, State.Task.Kind.PAY)) {
      throw new IllegalStateException("a payment of order " + order.purchaseId + " is under way");
    }
    schedule(State.Task.Kind.PAY, order, now + settings.payDelay.toMillis()).fails = fails;
    pass(now);
  }

  /** A cancel that is accepted now and done later, if it is unpaid by then. */
  void acceptCancel(State.Order order, Collection<String> subIds, String reason, boolean fails, long now) {
    if (order.paidAt != null || order.status.equals(CLOSED)) {
      throw new IllegalStateException("order " + order.purchaseId + " is " + order.status);
    }
    State.Task task = schedule(State.Task.Kind.CANCEL, order, now + settings.cancelDelay.toMillis());
    task.subIds.addAll(subIds);
    task.reason = reason;
    task.fails = fails;
    pass(now);
  }

  /** Closes lines; the order with the last of them. What was taken goes back into stock. */
  void close(State.Order order, Predicate<State.Line> which, String reason, long at) {
    for (State.Line line : order.lines) {
      if (which.test(line) && !line.status.equals(CLOSED)) {
        line.status = CLOSED;
        line.closeReason = reason;
        State.Item item = state.items.get(line.itemId);
        if (item != null) {
          item.skus.stream().filter(sku -> sku.skuId.equals(line.skuId)).forEach(sku -> sku.quantity += line.quantity);
        }
      }
    }
    follow(order, at);
  }

  /** A parcel with goods of lines; a line may have several. */
  void ship(State.Order order, List<State.Line> lines, String carrier, String number, long at) {
    for (State.Line line : lines) {
      if (!line.status.equals(PAID) && !line.status.equals(SHIPPED)) {
        throw new IllegalStateException("sub-order " + line.subId + " is " + line.status);
      }
    }
    for (State.Line line : lines) {
      State.Parcel parcel = new State.Parcel();
      parcel.carrier = carrier;
      parcel.number = number;
      parcel.sentAt = at;
      line.parcels.add(parcel);
      line.status = SHIPPED;
    }
    follow(order, at);
  }

  void receive(State.Order order, long at) {
    require(order, SHIPPED);
    advance(order, SHIPPED, RECEIVED);
    follow(order, at);
  }

  /** The seller changes the price of a piece of a line, or of every line. */
  void reprice(State.Order order, @Nullable State.Line line, long fen, long at) {
    require(order, UNPAID);
    if (fen < 0) {
      throw new IllegalArgumentException("a price cannot be below zero");
    }
    order.lines.stream().filter(each -> line == null || each == line).forEach(each -> each.price = fen);
    changed(order, at, OrderEvent.PRICE);
  }

  /** Moves lines into an order of their own, which keeps the outer id and the lines' numbers. */
  State.Order split(State.Order order, List<State.Line> lines, long at) {
    if (order.status.equals(CLOSED) || lines.isEmpty() || lines.size() == order.lines.size()) {
      throw new IllegalStateException("order " + order.purchaseId + " cannot be split so");
    }
    State.Order part = Versions.copy(order);
    part.purchaseId = state.nextPurchaseId++;
    part.versions = new ArrayList<>();
    part.freight = 0;
    part.lines.removeIf(copy -> lines.stream().noneMatch(line -> line.subId == copy.subId));
    part.status = ofLines(part);
    order.lines.removeAll(lines);
    order.status = ofLines(order);
    state.orders.add(part);
    schedule(part.status.equals(BUILDING) ? State.Task.Kind.BUILD : State.Task.Kind.FOLLOW_LINES, part, at);
    schedule(State.Task.Kind.CLOSE_UNPAID, part, part.closesAt);
    changed(order, at, OrderEvent.STATUS);
    changed(part, at, OrderEvent.STATUS);
    return part;
  }

  /** Reports a change that is already made to a line's refund. */
  void refundChanged(State.Order order, State.Line line, long at) {
    keepVersion(order, at);
    listener.changed(OrderEvent.REFUND, order, line, at);
  }

  private void changed(State.Order order, long at, OrderEvent event) {
    keepVersion(order, at);
    listener.changed(event, order, null, at);
  }

  private static void keepVersion(State.Order order, long at) {
    order.modifiedAt = at;
    order.versions.add(Versions.copy(order));
    if (order.versions.size() > KEPT_VERSIONS) {
      order.versions.remove(0);
    }
  }

  /** Lets the order's own status follow its lines, at once or, if it lags, later. */
  private void follow(State.Order order, long at) {
    long lag = settings.mainStatusDelay.toMillis();
    if (lag == 0) {
      order.status = ofLines(order);
    } else {
      schedule(State.Task.Kind.FOLLOW_LINES, order, at + lag);
    }
    changed(order, at, OrderEvent.STATUS);
  }

  /** The status of the line that has come least far, of those that live. */
  private static String ofLines(State.Order order) {
    for (String status : new String[] {BUILDING, UNPAID, PAID, SHIPPED, RECEIVED}) {
      if (order.lines.stream().anyMatch(line -> line.status.equals(status))) {
        return status;
      }
    }
    return CLOSED;
  }

  private static void advance(State.Order order, String from, String to) {
    order.lines.stream().filter(line -> line.status.equals(from)).forEach(line -> line.status = to);
  }

  private static void require(State.Order order, String status) {
    if (!order.status.equals(status)) {
      throw new IllegalStateException("order " + order.purchaseId + " is " + order.status + ", not " + status);
    }
  }

  private boolean isPending(State.Order order, State.Task.Kind kind) {
    return state.tasks.stream().anyMatch(task -> task.kind == kind && task.purchaseId == order.purchaseId);
  }

  private State.Task schedule(State.Task.Kind kind, State.Order order, long at) {
    State.Task task = new State.Task();
    task.kind = kind;
    task.at = at;
    task.sequence = state.nextTask++;
    task.purchaseId = order.purchaseId;
    state.tasks.add(task);
    return task;
  }
}

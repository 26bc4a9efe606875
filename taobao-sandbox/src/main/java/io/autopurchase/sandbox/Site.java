package io.autopurchase.sandbox;

import java.util.function.BiConsumer;

/** What people do on the marketplace's own pages. Ids are text. Thread-safe. */
public final class Site {
  private final Marketplace market;

  Site(Marketplace market) {
    this.market = market;
  }

  /**
   * @throws IllegalArgumentException where there is no such order
   * @throws IllegalStateException where it does not wait for payment
   */
  public void pay(String purchaseId) {
    change(
        purchaseId,
        (order, now) -> {
          require(order, "WAIT_BUYER_P");
          order.paidAt = now;
          advance(order, "WAIT_SELLER_SEND_GOODS");
        });
  }

  /** Ships what has not been shipped. */
  public void ship(String purchaseId, String carrier, String number) {
    change(purchaseId, (order, now) -> order.lines.stream().filter(this::isPaid).forEach(line -> ship(order, line, carrier, number)));
  }

  /** Ships one line; the order's own status follows with the last. */
  public void ship(String purchaseId, String subOrderId, String carrier, String number) {
    change(
        purchaseId,
        (order, now) ->
            order.lines.stream()
                .filter(line -> Long.toString(line.subId).equals(subOrderId))
                .forEach(line -> ship(order, line, carrier, number)));
  }

  public void close(String purchaseId, String reason) {
    change(purchaseId, (order, now) -> market.close(order, reason, now));
  }

  public void confirmReceipt(String purchaseId) {
    change(
        purchaseId,
        (order, now) -> {
          require(order, "WAIT_BUYER_CONFIRM_GOODS");
          advance(order, "TRADE_FINISHED");
        });
  }

  /** The seller changes the price of a piece of every line. */
  public void reprice(String purchaseId, long fen) {
    change(
        purchaseId,
        (order, now) -> {
          require(order, "WAIT_BUYER_P");
          order.lines.forEach(line -> line.price = fen);
        });
  }

  private boolean isPaid(State.Line line) {
    return line.status.equals("WAIT_SELLER_SEND_GOODS");
  }

  private void ship(State.Order order, State.Line line, String carrier, String number) {
    if (!isPaid(line) && !line.status.equals("WAIT_BUYER_CONFIRM_GOODS")) {
      throw new IllegalStateException("sub-order " + line.subId + " is " + line.status);
    }
    line.status = "WAIT_BUYER_CONFIRM_GOODS";
    line.parcels.add(new String[] {carrier, number});
    if (order.lines.stream().noneMatch(this::isPaid)) {
      order.status = "WAIT_BUYER_CONFIRM_GOODS";
    }
  }

  private static void require(State.Order order, String status) {
    if (!order.status.equals(status)) {
      throw new IllegalStateException("order " + order.purchaseId + " is " + order.status + ", not " + status);
    }
  }

  private static void advance(State.Order order, String status) {
    order.status = status;
    order.lines.stream().filter(line -> !line.status.equals("TRADE_CLOSED")).forEach(line -> line.status = status);
  }

  private void change(String purchaseId, BiConsumer<State.Order, Long> change) {
    market.change(
        state -> {
          State.Order order =
              state.orders.stream()
                  .filter(o -> Long.toString(o.purchaseId).equals(purchaseId))
                  .findFirst()
                  .orElseThrow(() -> new IllegalArgumentException("there is no order " + purchaseId));
          change.accept(order, market.now());
          order.modifiedAt = market.now();
          return order;
        });
  }
}

package io.autopurchase.sandbox.alibaba1688;

import java.util.List;
import javax.annotation.concurrent.ThreadSafe;

/**
 * What people do on the marketplace's own pages: buyers, sellers, the platform's staff. Ids are text. Thread-safe.
 *
 * <p>Every method throws {@link IllegalArgumentException} if there is no such order, sub-order, refund or offer, and {@link
 * IllegalStateException} if its status does not allow what is wanted.
 */
@ThreadSafe
public final class SellerActions {
  private final Marketplace market;
  private final TokenApi tokens;

  SellerActions(Marketplace market, TokenApi tokens) {
    this.market = market;
    this.tokens = tokens;
  }

  /** A line of an order that is placed by hand; a variant's spec id is empty if the offer has none. */
  public record HandLine(String offerId, String specId, int quantity) {}

  /** Places an order without an outOrderId; returns its id. */
  public String placeByHand(String account, String offerId, String specId, int quantity) {
    return placeByHand(account, List.of(new HandLine(offerId, specId, quantity))).get(0);
  }

  /** Places orders without an outOrderId, one for each seller; returns their ids. */
  public List<String> placeByHand(String account, List<HandLine> lines) {
    return market.trade(
        (state, life) -> {
          for (HandLine line : lines) {
            if (!state.offers.containsKey(line.offerId())) {
              throw new IllegalArgumentException("there is no offer " + line.offerId());
            }
            if (line.quantity() < 1) {
              throw new IllegalArgumentException("quantity " + line.quantity() + " cannot be ordered");
            }
          }
          List<Cargo> cargos = lines.stream().map(line -> new Cargo(line.offerId(), line.specId(), line.quantity())).toList();
          Cart cart = new Cart(state, market.settings, "general", cargos);
          if (!cart.problems().isEmpty()) {
            throw new IllegalStateException(cart.problems().get(0).code() + " " + cart.problems().get(0).message());
          }
          List<State.Order> orders = cart.orders(account);
          for (State.Order order : orders) {
            order.tradeType = "alipay";
            life.place(order, market.now());
          }
          return orders.stream().map(order -> Long.toString(order.orderId)).toList();
        });
  }

  /** Pays an unpaid order, at once. */
  public void pay(String orderId) {
    change(orderId, (order, life) -> life.pay(order, market.now()));
  }

  /** Ships, in one parcel, what is paid and has not been shipped. */
  public void ship(String orderId, String carrier, String number) {
    change(
        orderId,
        (order, life) -> {
          List<State.Line> lines = order.lines.stream().filter(line -> line.status.equals(OrderLifecycle.PAID)).toList();
          if (lines.isEmpty()) {
            throw new IllegalStateException("order " + orderId + " is " + order.status + ": there is nothing to ship");
          }
          life.ship(order, lines, carrier, number, market.now());
        });
  }

  /** Ships a line, or one more parcel of it; the order's own status follows with the last line. */
  public void ship(String orderId, String subOrderId, String carrier, String number) {
    change(orderId, (order, life) -> life.ship(order, List.of(line(order, subOrderId)), carrier, number, market.now()));
  }

  /** The buyer cancels an unpaid order, also in its first seconds. */
  public void cancel(String orderId, String reason) {
    change(orderId, (order, life) -> life.close(order, reason, "CLOSE_TRADE_BY_BUYER", "", market.now()));
  }

  /** The seller closes an unpaid order. */
  public void close(String orderId, String reason) {
    change(orderId, (order, life) -> life.close(order, reason, "CLOSE_TRADE_BY_SELLER", "", market.now()));
  }

  public void confirmReceipt(String orderId) {
    change(orderId, (order, life) -> life.receive(order, market.now()));
  }

  /** The seller changes what a unit of every line of an unpaid order costs. */
  public void reprice(String orderId, long fen) {
    change(orderId, (order, life) -> life.reprice(order, null, fen, market.now()));
  }

  /** The seller changes what a unit of one line of an unpaid order costs. */
  public void reprice(String orderId, String subOrderId, long fen) {
    change(orderId, (order, life) -> life.reprice(order, line(order, subOrderId), fen, market.now()));
  }

  /**
   * The buyer applies for the price of a paid line.
   *
   * @param withReturn whether the goods go back
   * @return the refund's id, which begins with TQ
   */
  public String openRefund(String subOrderId, boolean withReturn, String reason) {
    return market.trade((state, life) -> Refunds.open(state, life, subOrderId, withReturn, reason, market.now()).refundId);
  }

  /**
   * @param status the platform's word for the next status: {@code waitbuyermodify}, {@code waitbuyersend}, {@code waitsellerreceive},
   *     {@code refundsuccess}, {@code refundclose}. What is refunded ends its line.
   */
  public void advanceRefund(String refundId, String status) {
    market.trade(
        (state, life) -> {
          Refunds.advance(state, life, refundId, status, market.now());
          return refundId;
        });
  }

  /** Ends the access tokens of an account before their time; its refresh tokens live on. */
  public void expireAccessTokens(String account) {
    tokens.end(account, false);
  }

  /** Takes back all that an account has granted. */
  public void revoke(String account) {
    tokens.end(account, true);
  }

  private interface Change {
    void apply(State.Order order, OrderLifecycle life);
  }

  private void change(String orderId, Change change) {
    market.trade(
        (state, life) -> {
          change.apply(state.order(orderId).orElseThrow(() -> new IllegalArgumentException("there is no order " + orderId)), life);
          return orderId;
        });
  }

  private static State.Line line(State.Order order, String subOrderId) {
    return order
        .line(subOrderId)
        .orElseThrow(() -> new IllegalArgumentException("there is no sub-order " + subOrderId + " in order " + order.orderId));
  }
}

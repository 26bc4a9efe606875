package io.autopurchase.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.concurrent.ThreadSafe;

/**
 * What people do on the marketplace's own pages: buyers, sellers, the platform's staff. Ids are text. Thread-safe.
 *
 * <p>Every method throws {@link IllegalArgumentException} if there is no such order, sub-order, refund or item, and {@link
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

  /** A line of an order that is placed by hand, by the site's ids; a variant's id is empty if the item has only one. */
  public record HandLine(String itemId, String skuId, int quantity) {}

  /** Places an order without any outer id; returns its purchase id. */
  public String placeByHand(String account, String itemId, String skuId, int quantity) {
    return placeByHand(account, List.of(new HandLine(itemId, skuId, quantity))).get(0);
  }

  /** Places orders without any outer id, one for each seller; returns their purchase ids. */
  public List<String> placeByHand(String account, List<HandLine> lines) {
    return market.trade(
        (state, life) -> {
          Cart basket = new Cart(state, account);
          for (HandLine line : lines) {
            State.Item item = state.items.get(line.itemId());
            if (item == null) {
              throw new IllegalArgumentException("there is no item " + line.itemId());
            }
            State.Sku sku =
                item.skus.stream()
                    .filter(it -> it.skuId.equals(line.skuId()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("item " + line.itemId() + " has no variant " + line.skuId()));
            if (line.quantity() < 1) {
              throw new IllegalArgumentException("quantity " + line.quantity() + " cannot be ordered");
            }
            try {
              basket.add(new LineRequest(item.mpId, sku.mpSkuId, "", line.quantity(), sku.price, ""));
            } catch (Refusal refusal) {
              throw new IllegalStateException(refusal.getMessage(), refusal);
            }
          }
          List<State.Order> orders = basket.orders();
          orders.forEach(order -> life.place(order, market.now()));
          return orders.stream().map(order -> Long.toString(order.purchaseId)).toList();
        });
  }

  /** Pays an unpaid order, at once. */
  public void pay(String purchaseId) {
    change(purchaseId, (order, life) -> life.pay(order, market.now()));
  }

  /** Ships, in one parcel, what is paid and has not been shipped. */
  public void ship(String purchaseId, String carrier, String number) {
    change(
        purchaseId,
        (order, life) -> {
          List<State.Line> lines = order.lines.stream().filter(line -> line.status.equals(OrderLifecycle.PAID)).toList();
          if (lines.isEmpty()) {
            throw new IllegalStateException("order " + purchaseId + " is " + order.status + ": there is nothing to ship");
          }
          life.ship(order, lines, carrier, number, market.now());
        });
  }

  /** Ships a line, or one more parcel of it; the order's own status follows with the last line. */
  public void ship(String purchaseId, String subOrderId, String carrier, String number) {
    change(purchaseId, (order, life) -> life.ship(order, List.of(line(order, subOrderId)), carrier, number, market.now()));
  }

  public void close(String purchaseId, String reason) {
    change(purchaseId, (order, life) -> life.close(order, line -> true, reason, market.now()));
  }

  /** Closes one line; the order with the last. */
  public void close(String purchaseId, String subOrderId, String reason) {
    change(
        purchaseId,
        (order, life) -> {
          State.Line closed = line(order, subOrderId);
          life.close(order, line -> line == closed, reason, market.now());
        });
  }

  public void confirmReceipt(String purchaseId) {
    change(purchaseId, (order, life) -> life.receive(order, market.now()));
  }

  /** The seller changes the price of a piece of every line of an unpaid order. */
  public void reprice(String purchaseId, long fen) {
    change(purchaseId, (order, life) -> life.reprice(order, null, fen, market.now()));
  }

  /** The seller changes the price of a piece of one line of an unpaid order. */
  public void reprice(String purchaseId, String subOrderId, long fen) {
    change(purchaseId, (order, life) -> life.reprice(order, line(order, subOrderId), fen, market.now()));
  }

  /** Moves lines into an order of their own, with the same outer id; returns its purchase id. */
  public String split(String purchaseId, String... subOrderIds) {
    return market.trade(
        (state, life) -> {
          State.Order order = order(state, purchaseId);
          Set<State.Line> lines = Arrays.stream(subOrderIds).map(sub -> line(order, sub)).collect(Collectors.toSet());
          return Long.toString(life.split(order, List.copyOf(lines), market.now()).purchaseId);
        });
  }

  /**
   * The buyer applies for the price of a paid line.
   *
   * @param withReturn whether the goods go back
   * @return the refund's id
   */
  public String openRefund(String subOrderId, boolean withReturn, String reason) {
    int type = withReturn ? Refunds.WITH_RETURN : Refunds.MONEY_ONLY;
    return market.trade((state, life) -> Long.toString(Refunds.open(state, life, subOrderId, type, reason, market.now()).refundId));
  }

  /**
   * @param status the platform's number of the next status: 20 agreed, 30 sent back, 100 refunded, -10 refused, -20 closed. What
   *     is refunded closes its line.
   */
  public void advanceRefund(String refundId, int status) {
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

  private void change(String purchaseId, Change change) {
    market.trade(
        (state, life) -> {
          change.apply(order(state, purchaseId), life);
          return purchaseId;
        });
  }

  private static State.Order order(State state, String purchaseId) {
    return state.order(purchaseId).orElseThrow(() -> new IllegalArgumentException("there is no order " + purchaseId));
  }

  private static State.Line line(State.Order order, String subOrderId) {
    return order
        .line(subOrderId)
        .orElseThrow(() -> new IllegalArgumentException("there is no sub-order " + subOrderId + " in order " + order.purchaseId));
  }
}

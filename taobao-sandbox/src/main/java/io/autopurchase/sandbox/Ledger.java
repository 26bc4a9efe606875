package io.autopurchase.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** What really happened: every order that was ever made and every request that came. Thread-safe. */
public final class Ledger {
  private final Marketplace market;
  private final List<Call> calls = new ArrayList<>();

  Ledger(Marketplace market) {
    this.market = market;
  }

  /**
   * An order of one seller.
   *
   * @param amount goods and freight, in fen
   */
  public record Order(
      String purchaseId,
      String outerPurchaseId,
      String seller,
      String status,
      long amount,
      Instant createdAt,
      List<Line> lines) {}

  /** A line of an order; price of one piece in fen. */
  public record Line(String subOrderId, String orderLineNo, String itemId, String skuId, int quantity, long price, String status) {}

  /**
   * A request.
   *
   * @param outcome {@code 0}, or the code of the error
   * @param fault what was done to it; empty if nothing
   * @param outerId where it has one; else null
   * @param oddities parameters that are unknown or empty
   * @param uri path and query, as they came
   */
  public record Call(
      int sequence,
      Instant at,
      String api,
      String outcome,
      String fault,
      @Nullable String outerId,
      List<String> oddities,
      String uri) {}

  /** In the order in which they were made, whether they show in the query yet or not. */
  public List<Order> orders() {
    return market.look(state -> state.orders.stream().map(Ledger::order).toList());
  }

  public List<Order> ordersFor(String outerId) {
    return orders().stream().filter(order -> order.outerPurchaseId().equals(outerId)).toList();
  }

  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Requests to an API, such as {@code /purchase/order/create}. */
  public long count(String api) {
    return calls().stream().filter(call -> call.api().equals(api)).count();
  }

  synchronized void add(
      String api, String outcome, String fault, @Nullable String outerId, List<String> oddities, String uri) {
    calls.add(new Call(calls.size() + 1, Instant.ofEpochMilli(market.now()), api, outcome, fault, outerId, oddities, uri));
  }

  private static Order order(State.Order order) {
    return new Order(
        Long.toString(order.purchaseId),
        order.outerId,
        order.seller,
        order.status,
        order.goods() + order.freight,
        Instant.ofEpochMilli(order.createdAt),
        order.lines.stream()
            .map(l -> new Line(Long.toString(l.subId), l.lineNo, l.itemId, l.skuId, l.quantity, l.price, l.status))
            .toList());
  }
}

package io.autopurchase.sandbox;

import io.autopurchase.sandbox.common.CallLog;
import io.autopurchase.sandbox.common.Request;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/** What really happened: every order that was ever made and every request that came. Thread-safe. */
@ThreadSafe
public final class Ledger {
  private final Marketplace market;
  private final CallLog<Call> log = new CallLog<>();

  Ledger(Marketplace market) {
    this.market = market;
  }

  /**
   * An order of one seller.
   *
   * @param outerPurchaseId empty for an order placed by hand
   * @param amount goods and freight, in fen
   * @param siteOrderNumber the number that it has at taobao.com
   * @param paymentRequests calls that arrived and asked to pay it, including the refused ones
   */
  public record Order(
      String purchaseId,
      String outerPurchaseId,
      String seller,
      String status,
      long amount,
      Instant createdAt,
      List<Line> lines,
      String account,
      String siteOrderNumber,
      int paymentRequests) {}

  /**
   * A line of an order; price of one unit in fen.
   *
   * @param orderLineNo empty for an order placed by hand
   * @param refundId empty if there is no refund
   * @param trackings numbers of its parcels
   */
  public record Line(
      String subOrderId,
      String orderLineNo,
      String itemId,
      String skuId,
      int quantity,
      long price,
      String status,
      String siteLineNumber,
      String refundId,
      int refundStatus,
      List<String> trackings,
      String title) {}

  /** Something strange about requests to an API; never a secret, only names and what is wrong. */
  public record Anomaly(String api, String what) {}

  /**
   * A request.
   *
   * @param outcome {@code 0}, or the code of the error
   * @param fault the names of the faults and deviations that struck it; empty if none
   * @param outerId null if it has none
   * @param anomalies what is strange about it: parameters that are unknown, empty or contradictory, and the like
   * @param uri path and query, as they came
   */
  public record Call(
      int sequence,
      Instant at,
      String api,
      String outcome,
      String fault,
      @Nullable String outerId,
      List<String> anomalies,
      String uri,
      String method) {}

  /** In the order in which they were made, whether they show in the query yet or not. */
  public List<Order> orders() {
    return market.look(state -> state.orders.stream().map(Ledger::order).toList());
  }

  public List<Order> ordersFor(String outerId) {
    return orders().stream().filter(order -> order.outerPurchaseId().equals(outerId)).toList();
  }

  /** The latest hundred thousand. */
  public List<Call> calls() {
    return log.calls();
  }

  /** Requests to an API, such as {@code /purchase/order/create}. */
  public long count(String api) {
    return log.count(api);
  }

  /** What was strange, and how often; the first ten thousand different things. */
  public Map<Anomaly, Long> anomalies() {
    Map<Anomaly, Long> anomalies = new LinkedHashMap<>();
    log.anomalies().forEach((anomaly, count) -> anomalies.put(new Anomaly(anomaly.api(), anomaly.what()), count));
    return anomalies;
  }

  void add(Request request, String api, String outcome, String fault, @Nullable String outerId, List<String> odd) {
    Instant now = Instant.ofEpochMilli(market.now());
    log.add(api, odd, number -> new Call(number, now, api, outcome, fault, outerId, List.copyOf(odd), request.uri(), request.method()));
  }

  private static Order order(State.Order order) {
    return new Order(
        Long.toString(order.purchaseId),
        order.outerId,
        order.seller,
        order.status,
        order.total(),
        Instant.ofEpochMilli(order.createdAt),
        order.lines.stream()
            .map(Ledger::line)
            .toList(),
        order.account,
        OrderDocument.siteNumber(order.purchaseId),
        order.paymentRequests);
  }

  private static Line line(State.Line line) {
    return new Line(
        Long.toString(line.subId),
        line.lineNo,
        line.itemId,
        line.skuId,
        line.quantity,
        line.price,
        line.status,
        OrderDocument.siteNumber(line.subId),
        line.refundId == 0 ? "" : Long.toString(line.refundId),
        line.refundStatus,
        line.parcels.stream().map(parcel -> parcel.number).toList(),
        line.title);
  }
}

package io.autopurchase.sandbox.alibaba1688;

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
   * @param outOrderId what its request had, whether the platform kept it or not; empty for an order placed by hand
   * @param amount goods and freight, in fen
   * @param message of the buyer, as it was kept
   * @param paymentRequests withholdings that were asked for, including the refused ones
   */
  public record Order(
      String orderId,
      String outOrderId,
      String seller,
      String status,
      long amount,
      Instant createdAt,
      List<Line> lines,
      String account,
      String message,
      String tradeType,
      int paymentRequests) {}

  /**
   * A line of an order.
   *
   * @param specId empty if the offer has no variants
   * @param amount of all units, in fen
   * @param refundId empty if there is no refund
   * @param refundStatus likewise
   * @param trackings numbers of its parcels
   */
  public record Line(
      String subOrderId,
      String offerId,
      String specId,
      int quantity,
      long amount,
      String status,
      String refundId,
      String refundStatus,
      List<String> trackings,
      String title) {}

  /** Something strange about requests to an API; never a secret, only names and what is wrong. */
  public record Anomaly(String api, String what) {}

  /**
   * A request.
   *
   * @param api namespace and name
   * @param outcome {@code ok}, or the code of the error
   * @param fault the names of the faults and deviations that struck it; empty if none
   * @param outOrderId null if it has none
   * @param anomalies what is strange about it: parameters that are unknown, empty or contradictory, and the like
   */
  public record Call(
      int sequence, Instant at, String api, String outcome, String fault, @Nullable String outOrderId, List<String> anomalies, String method) {}

  /** In the order in which they were made, whether they show in the list yet or not. */
  public List<Order> orders() {
    return market.look(state -> state.orders.stream().map(Ledger::order).toList());
  }

  public List<Order> ordersFor(String outOrderId) {
    return orders().stream().filter(order -> order.outOrderId().equals(outOrderId)).toList();
  }

  /** The latest hundred thousand. */
  public List<Call> calls() {
    return log.calls();
  }

  /** Requests to an API, such as {@code com.alibaba.trade/alibaba.trade.createCrossOrder}. */
  public long count(String api) {
    return log.count(api);
  }

  /** What was strange, and how often; the first ten thousand different things. */
  public Map<Anomaly, Long> anomalies() {
    Map<Anomaly, Long> anomalies = new LinkedHashMap<>();
    log.anomalies().forEach((anomaly, count) -> anomalies.put(new Anomaly(anomaly.api(), anomaly.what()), count));
    return anomalies;
  }

  void add(Request request, String api, String outcome, String fault, @Nullable String outOrderId, List<String> odd) {
    Instant now = Instant.ofEpochMilli(market.now());
    log.add(api, odd, number -> new Call(number, now, api, outcome, fault, outOrderId, List.copyOf(odd), request.method()));
  }

  private static Order order(State.Order order) {
    return new Order(
        Long.toString(order.orderId),
        order.sentOutOrderId,
        order.seller,
        order.status,
        order.total(),
        Instant.ofEpochMilli(order.createdAt),
        order.lines.stream().map(Ledger::line).toList(),
        order.account,
        order.message,
        order.tradeType,
        order.paymentRequests);
  }

  private static Line line(State.Line line) {
    return new Line(
        Long.toString(line.subId),
        line.offerId,
        line.specId,
        line.quantity,
        line.amount,
        line.status,
        line.refundId == null ? "" : line.refundId,
        line.refundStatus == null ? "" : line.refundStatus,
        line.parcels.stream().map(parcel -> parcel.number).toList(),
        line.title);
  }
}

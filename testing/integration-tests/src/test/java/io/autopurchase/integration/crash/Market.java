package io.autopurchase.integration.crash;

import io.autopurchase.sandbox.Fault;
import io.autopurchase.sandbox.Ledger;
import io.autopurchase.sandbox.Repeat;
import io.autopurchase.sandbox.TaobaoSandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The marketplace of a campaign. It makes a second order of a repeated id, so that a blind repeat shows; it shows a new order
 * only after a second; and some of its answers to "create", "pay" and "cancel" are slow, or lost. A payment shows some time after it was accepted, and so does
 * a cancellation.
 */
final class Market implements AutoCloseable {
  private static final String CREATE = "/purchase/order/create";
  private static final String PAY = "/purchase/order/batch/pay";
  private static final String CANCEL = "/purchase/order/asyn/cancel";
  private static final Set<String> PAID = Set.of("WAIT_SELLER_SEND_GOODS", "WAIT_BUYER_CONFIRM_GOODS", "TRADE_FINISHED");

  private final TaobaoSandbox sandbox;

  private Market(TaobaoSandbox sandbox) {
    this.sandbox = sandbox;
  }

  /**
   * @param cancelDelay from the acceptance of a cancellation until the order is closed
   */
  static Market open(long seed, Duration cancelDelay) {
    TaobaoSandbox sandbox =
        TaobaoSandbox.builder()
            .repeat(Repeat.DUPLICATE)
            .visibilityDelay(Duration.ofSeconds(1))
            .payDelay(Duration.ofMillis(400))
            .cancelDelay(cancelDelay)
            .start();
    sandbox.catalog().addGenerated(Order.ITEMS, Order.SELLERS);
    sandbox.faults().on(CREATE).withProbability(0.02, seed).inject(Fault.loseAnswer());
    sandbox.faults().on(CREATE).withProbability(0.01, seed + 1).inject(Fault.dropRequest());
    sandbox.faults().on(CREATE).withProbability(0.01, seed + 2).inject(Fault.http(502, true));
    sandbox.faults().on(CREATE).withProbability(0.25, seed + 3).inject(Fault.delay(Duration.ofMillis(600)));
    sandbox.faults().on(CREATE).withProbability(0.50, seed + 4).inject(Fault.delay(Duration.ofMillis(100)));
    // No request to pay is dropped: an order that was perhaps sent to be paid is followed for half an hour.
    sandbox.faults().on(PAY).withProbability(0.05, seed + 5).inject(Fault.loseAnswer());
    sandbox.faults().on(PAY).withProbability(0.03, seed + 6).inject(Fault.http(502, true));
    sandbox.faults().on(PAY).withProbability(0.50, seed + 7).inject(Fault.delay(Duration.ofMillis(600)));
    sandbox.faults().on(CANCEL).withProbability(0.05, seed + 8).inject(Fault.loseAnswer());
    sandbox.faults().on(CANCEL).withProbability(0.03, seed + 9).inject(Fault.dropRequest());
    sandbox.faults().on(CANCEL).withProbability(0.40, seed + 10).inject(Fault.delay(Duration.ofMillis(600)));
    return new Market(sandbox);
  }

  String gateway() {
    return sandbox.restUrl().toString();
  }

  /** Every order that was ever made. */
  List<Ledger.Order> orders() {
    return sandbox.ledger().orders();
  }

  static boolean isPaid(Ledger.Order order) {
    return PAID.contains(order.status());
  }

  /** What was really ordered and still stands, by the host's line. */
  static Map<String, List<Ordered>> live(List<Ledger.Order> orders) {
    Map<String, List<Ordered>> byLine = new HashMap<>();
    for (Ledger.Order order : orders) {
      for (Ledger.Line line : order.lines()) {
        if (!line.status().equals("TRADE_CLOSED")) {
          byLine.computeIfAbsent(line.orderLineNo(), id -> new ArrayList<>()).add(new Ordered(order, line));
        }
      }
    }
    return byLine;
  }

  /** Orders of lines that were ordered already. */
  int surplus() {
    return surplus(live(orders()));
  }

  static int surplus(Map<String, List<Ordered>> live) {
    return live.values().stream().mapToInt(orders -> orders.size() - 1).sum();
  }

  long creates() {
    return sandbox.ledger().count(CREATE);
  }

  long payments() {
    return sandbox.ledger().count(PAY);
  }

  long cancellations() {
    return sandbox.ledger().count(CANCEL);
  }

  @Override
  public void close() {
    sandbox.close();
  }

  /** A line as the marketplace has it. */
  record Ordered(Ledger.Order order, Ledger.Line line) {
    /** In fen, without freight. */
    long amount() {
      return line.price() * line.quantity();
    }

    @Override
    public String toString() {
      return order.purchaseId() + " for " + order.outerPurchaseId() + " at " + order.createdAt();
    }
  }
}

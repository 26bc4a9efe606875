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

/**
 * The marketplace of a campaign. It makes a second order of a repeated id, so that a blind repeat shows; it shows a new order
 * only after a second; and some of its answers to "create" are slow, or lost.
 */
final class Market implements AutoCloseable {
  private static final String CREATE = "/purchase/order/create";

  private final TaobaoSandbox sandbox;

  private Market(TaobaoSandbox sandbox) {
    this.sandbox = sandbox;
  }

  static Market open(long seed) {
    TaobaoSandbox sandbox =
        TaobaoSandbox.builder().repeat(Repeat.DUPLICATE).visibilityDelay(Duration.ofSeconds(1)).start();
    sandbox.catalogue().addGenerated(Order.ITEMS, Order.SELLERS);
    sandbox.faults().on(CREATE).withProbability(0.02, seed).inject(Fault.loseAnswer());
    sandbox.faults().on(CREATE).withProbability(0.01, seed + 1).inject(Fault.dropRequest());
    sandbox.faults().on(CREATE).withProbability(0.01, seed + 2).inject(Fault.http(502, true));
    sandbox.faults().on(CREATE).withProbability(0.25, seed + 3).inject(Fault.delay(Duration.ofMillis(600)));
    sandbox.faults().on(CREATE).withProbability(0.50, seed + 4).inject(Fault.delay(Duration.ofMillis(100)));
    return new Market(sandbox);
  }

  String gateway() {
    return sandbox.restUrl().toString();
  }

  /** What was really ordered and still stands, by the host's line. */
  Map<String, List<Ordered>> live() {
    Map<String, List<Ordered>> byLine = new HashMap<>();
    for (Ledger.Order order : sandbox.ledger().orders()) {
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
    return live().values().stream().mapToInt(orders -> orders.size() - 1).sum();
  }

  long creates() {
    return sandbox.ledger().count(CREATE);
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

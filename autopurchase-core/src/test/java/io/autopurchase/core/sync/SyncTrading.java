package io.autopurchase.core.sync;

import io.autopurchase.PurchaseStatus;
import io.autopurchase.core.Trading;
import io.autopurchase.spi.ProviderOrder;
import io.autopurchase.testkit.FakeOrders;
import java.time.Duration;

/** What tests of synchronizations need besides. */
abstract class SyncTrading extends Trading {
  /** Orders of one line each, listed once. */
  final void bought(int orders) {
    book("ORD-1", orders);
    nodes.time.advance(Duration.ofMinutes(1));
    synchronize();
    nodes.time.advance(Duration.ofMinutes(1));
  }

  /** A second after the last change. */
  final void ship(int line) {
    nodes.time.advance(Duration.ofSeconds(1));
    provider.change(orderOf("ORD-1", Integer.toString(line)), this::shipped);
  }

  final ProviderOrder shipped(ProviderOrder order) {
    return FakeOrders.with(order, PurchaseStatus.SHIPPED, "SHIPPED", nodes.time.now());
  }
}

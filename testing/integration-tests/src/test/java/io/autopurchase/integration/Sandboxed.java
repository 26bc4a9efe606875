package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.Item;
import io.autopurchase.LineKey;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.Purchase;
import io.autopurchase.sandbox.Ledger;
import io.autopurchase.sandbox.TaobaoSandbox;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A shop that buys at a sandbox of its own, over HTTP and through the public API alone. */
abstract class Sandboxed {
  static final String SHIRT = "610010010004";
  static final String WHITE_M = "5001001";
  static final String LAMP = "610010010005";
  static final String SILVER = "5002001";
  static final String CANCEL = "/purchase/order/asyn/cancel";
  static final String PAY = "/purchase/order/batch/pay";
  static final String QUERY = "/purchase/orders/query";

  TaobaoSandbox sandbox;
  Shop shop;

  @BeforeEach
  void open() {
    sandbox = TaobaoSandbox.builder().account("our-buyer").start();
    shop = Shop.open(sandbox, "unknown");
  }

  @AfterEach
  void close() {
    shop.close();
    sandbox.close();
  }

  /** Two lines of two sellers: two orders. */
  Activity bookTwo() throws Exception {
    Activity booking =
        shop.book(
            Shop.plan("ORD-1")
                .line("1", Item.of(SHIRT, WHITE_M), 2, Money.cny("39.90"))
                .line("2", Item.of(LAMP, SILVER), 1, Money.cny("76.00"))
                .build());
    assertThat(booking.succeeded()).isTrue();
    return booking;
  }

  Activity synchronize() throws InterruptedException {
    return shop.settle(shop.engine.synchronize(Shop.SESSION));
  }

  Purchase purchase(String line) {
    return shop.engine.purchases().find(new LineKey("ORD-1", line)).orElseThrow();
  }

  String orderOf(String line) {
    return purchase(line).providerOrderId().orElseThrow();
  }

  Ledger.Order theirs(String id) {
    return sandbox.ledger().orders().stream().filter(order -> order.purchaseId().equals(id)).findFirst().orElseThrow();
  }

  static List<LineOutcome> outcomes(Activity activity) {
    return activity.lines().stream().map(LineResult::outcome).toList();
  }
}

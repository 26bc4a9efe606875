package io.autopurchase.core.payment;

import io.autopurchase.Activity;
import io.autopurchase.Money;
import io.autopurchase.PaymentRequest;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Trading;
import io.autopurchase.testkit.FakeOrders;
import java.util.ArrayList;
import java.util.List;

/** What tests of payments need besides. */
public abstract class PaymentTrading extends Trading {
  public static final Money LIMIT = Money.cny("300.00");

  /** Orders of 10 CNY each. */
  public List<String> unpaidOrders(int count) {
    book("ORD-1", count);
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      ids.add(orderOf("ORD-1", Integer.toString(i)));
    }
    return ids;
  }

  public static PaymentRequest.Builder request(Money limit, List<String> orders) {
    PaymentRequest.Builder request = PaymentRequest.builder(Nodes.SESSION, limit);
    orders.forEach(request::order);
    return request;
  }

  public Activity pay(PaymentRequest request) {
    return settle(node.engine.pay(request));
  }

  public void paidOnTheSite(String id) {
    provider.change(id, old -> FakeOrders.with(old, PurchaseStatus.AWAITING_SHIPMENT, "PAID", nodes.time.now()));
  }
}

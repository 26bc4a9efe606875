package io.autopurchase.core.purchase;

import java.util.Collection;

/** An activity that places orders, as others see it. */
public interface PlacesOrders {
  /** Whether it has placed, or may have placed, an order for some lines under a client order id. */
  boolean placedFor(String clientOrderId, Collection<String> lineIds);
}

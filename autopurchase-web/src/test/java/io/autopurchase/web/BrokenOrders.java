package io.autopurchase.web;

import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.web.spi.OrderSource;
import io.autopurchase.web.spi.OrderView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A host whose own database fails. */
final class BrokenOrders implements OrderSource {
  @Override
  public Optional<OrderView> find(String orderId, Locale locale) {
    throw new IllegalStateException("password=hunter2 is wrong");
  }

  @Override
  public ReservationPlan.Builder plan(String orderId, List<String> lineIds, SessionId session) {
    throw new IllegalStateException("password=hunter2 is wrong");
  }
}

package io.autopurchase.web;

import io.autopurchase.Item;
import io.autopurchase.Money;
import io.autopurchase.Recipient;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.UnitPrice;
import io.autopurchase.web.spi.OrderSource;
import io.autopurchase.web.spi.OrderView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Orders of a shop that are in memory, as a test has put them there. */
final class TestOrders implements OrderSource {
  static final Recipient WAREHOUSE =
      Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();

  private final Map<String, List<OrderView.Line>> orders = new LinkedHashMap<>();
  private final List<String> changes = new ArrayList<>();
  private String page = "";

  /** An order with lines of one unit at 10.00 CNY each, all of which may be bought. */
  TestOrders with(String orderId, String... itemIds) {
    List<OrderView.Line> lines = new ArrayList<>();
    for (String itemId : itemIds) {
      lines.add(line(lines.size() + 1, itemId).build());
    }
    return with(orderId, lines);
  }

  TestOrders with(String orderId, List<OrderView.Line> lines) {
    orders.put(orderId, lines);
    return this;
  }

  static OrderView.LineBuilder line(int number, String itemId) {
    return OrderView.Line.builder(Integer.toString(number), Item.of(itemId), 1)
        .ready(true)
        .status("Paid")
        .title("Item " + itemId)
        .link("https://item.example/" + itemId)
        .seller("Seller " + itemId)
        .variant("blue, large")
        .weight("0.35 kg")
        .unitPrice(UnitPrice.cny("10.00"))
        .sum(Money.cny("10.00"))
        .comment("careful");
  }

  /** Forms lead back to a page of the host's. */
  TestOrders page(String address) {
    page = address;
    return this;
  }

  /** What was changed by hand. */
  List<String> changes() {
    return changes;
  }

  @Override
  public Optional<OrderView> find(String orderId, Locale locale) {
    return Optional.ofNullable(orders.get(orderId))
        .map(lines -> OrderView.builder(orderId, lines).status("Paid").createdAt(Instant.parse("2026-03-09T08:00:00Z")).comment("a gift").build());
  }

  @Override
  public ReservationPlan.Builder plan(String orderId, List<String> lineIds, SessionId session) {
    ReservationPlan.Builder plan = ReservationPlan.builder(orderId, session, WAREHOUSE);
    for (OrderView.Line line : orders.get(orderId)) {
      if (lineIds.contains(line.id())) {
        plan.line(line.id(), line.item(), line.quantity(), line.unitPrice().orElseThrow());
      }
    }
    return plan;
  }

  @Override
  public List<Status> statuses(Locale locale) {
    return List.of(new Status("paid", "Paid"), new Status("cancelled", "Cancelled"));
  }

  @Override
  public void setStatus(String orderId, List<String> lineIds, String status, String by) {
    changes.add(orderId + " " + lineIds + " " + status + " " + by);
  }

  @Override
  public Optional<String> address(String orderId) {
    return page.isEmpty() ? Optional.empty() : Optional.of(page + orderId);
  }
}

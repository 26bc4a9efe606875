package io.autopurchase.web.page;

import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.spi.OrderSource;
import io.autopurchase.web.spi.OrderView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines of an order in the groups of the order page: what the host knows of each, beside what was bought.
 *
 * @param id of the order
 * @param order the host's view of it, if the console is given the host's orders
 * @param rows all lines, the host's in the host's order
 */
record OrderLines(String id, Optional<OrderView> order, List<Row> rows) {
  /** The lists in which staff sees lines. */
  enum Group {
    READY,
    IN_PROGRESS,
    PURCHASED,
    OTHERS;

    /** As the texts name it. */
    String key() {
      return "group." + name();
    }
  }

  /**
   * A line.
   *
   * @param id of the line
   * @param line the host's view of it
   * @param purchase what was bought for it
   */
  record Row(String id, Optional<OrderView.Line> line, Optional<Purchase> purchase) {
    Group group() {
      PurchaseGroup group = purchase.map(Purchase::group).orElse(PurchaseGroup.READY);
      return switch (group) {
        case IN_PROGRESS -> Group.IN_PROGRESS;
        case PURCHASED -> Group.PURCHASED;
        case READY -> line.map(OrderView.Line::isReady).orElse(purchase.isPresent()) ? Group.READY : Group.OTHERS;
        default -> Group.OTHERS;
      };
    }
  }

  /** Reads both; empty if neither the host nor the library knows the order. */
  static Optional<OrderLines> read(Exchange x, String orderId) {
    Optional<OrderSource> source = x.orders();
    Optional<OrderView> order = source.flatMap(orders -> orders.find(orderId, x.texts().locale()));
    Map<String, Purchase> purchases = new LinkedHashMap<>();
    x.engine().purchases().ofOrder(orderId).forEach(purchase -> purchases.put(purchase.line().lineId(), purchase));
    List<Row> rows = new ArrayList<>();
    order.ifPresent(view -> view.lines().forEach(line -> rows.add(new Row(line.id(), Optional.of(line), Optional.ofNullable(purchases.remove(line.id()))))));
    purchases.forEach((id, purchase) -> rows.add(new Row(id, Optional.empty(), Optional.of(purchase))));
    return order.isEmpty() && rows.isEmpty() ? Optional.empty() : Optional.of(new OrderLines(orderId, order, rows));
  }

  List<Row> in(Group group) {
    return rows.stream().filter(row -> row.group() == group).toList();
  }

  Optional<Row> row(String lineId) {
    return rows.stream().filter(row -> row.id().equals(lineId)).findFirst();
  }
}

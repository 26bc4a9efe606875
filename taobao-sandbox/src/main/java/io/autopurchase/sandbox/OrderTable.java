package io.autopurchase.sandbox;

import io.autopurchase.sandbox.common.Html;
import java.util.List;

/** The page's table of orders with their lines, each with forms for what can be done with it now. */
final class OrderTable {
  private OrderTable() {}

  static void append(StringBuilder page, List<Ledger.Order> orders, int all) {
    page.append("<h2 id=Orders>Orders (").append(all).append(")</h2>");
    if (orders.isEmpty()) {
      page.append("<p class=dim>Nothing was ordered yet.</p>");
      return;
    }
    page.append(Html.head("Order", "Outer purchase id", "Account", "Seller", "Status", "CNY", "What people do"));
    for (Ledger.Order order : orders) {
      page.append("<tr style=\"background:#fafafa\"><td><b>").append(order.purchaseId()).append("</b><br><span class=dim>site ");
      page.append(order.siteOrderNumber()).append("</span><td>");
      page.append(order.outerPurchaseId().isEmpty() ? "<span class=dim>by hand</span>" : Html.escape(order.outerPurchaseId()));
      page.append("<td>").append(Html.escape(order.account())).append("<td>").append(Html.escape(order.seller()));
      page.append("<td><code>").append(Html.escape(order.status())).append("</code><td class=n>").append(Html.yuan(order.amount()));
      page.append("<td>").append(actions(order)).append("</tr>");
      order.lines().forEach(line -> line(page, order, line));
    }
    page.append("</table>");
  }

  private static void line(StringBuilder page, Ledger.Order order, Ledger.Line line) {
    page.append("<tr><td class=dim>").append(line.subOrderId()).append("<td class=dim>").append(Html.escape(line.orderLineNo()));
    page.append("<td colspan=2>").append(line.quantity()).append(" × ").append(Html.escape(line.title()));
    page.append(" <span class=dim>").append(Html.escape(line.itemId()));
    page.append(line.skuId().isEmpty() ? "" : " / " + Html.escape(line.skuId())).append("</span>");
    if (!line.trackings().isEmpty()) {
      page.append("<br>parcels: ").append(Html.escape(String.join(", ", line.trackings())));
    }
    page.append("<td><code>").append(Html.escape(line.status())).append("</code>");
    if (!line.refundId().isEmpty()) {
      page.append("<br>refund ").append(line.refundId()).append(": ").append(line.refundStatus());
    }
    page.append("<td class=n>").append(Html.yuan(line.price() * line.quantity())).append("<td>").append(actions(order, line)).append("</tr>");
  }

  private static String actions(Ledger.Order order) {
    String act = "/sandbox/orders/" + order.purchaseId() + "/";
    String close = Html.form(act + "close", Html.input("reason", "reason"), "close");
    return switch (order.status()) {
      case OrderLifecycle.UNPAID ->
          Html.form(act + "pay", "", "pay") + Html.form(act + "reprice", Html.input("fen", "fen a piece"), "reprice all") + close;
      case OrderLifecycle.PAID ->
          Html.form(act + "ship", Html.input("carrier", "carrier") + Html.input("number", "tracking number"), "ship all") + close;
      case OrderLifecycle.SHIPPED -> Html.form(act + "receive", "", "confirm receipt");
      case OrderLifecycle.BUILDING -> close;
      default -> "";
    };
  }

  private static String actions(Ledger.Order order, Ledger.Line line) {
    String act = "/sandbox/orders/" + order.purchaseId() + "/";
    String sub = Html.hidden("subOrderId", line.subOrderId());
    String forms =
        switch (line.status()) {
          case OrderLifecycle.UNPAID ->
              Html.form(act + "reprice", sub + Html.input("fen", "fen a piece"), "reprice") + Html.form(act + "close", sub, "close line");
          case OrderLifecycle.PAID, OrderLifecycle.SHIPPED ->
              Html.form(act + "ship", sub + Html.input("carrier", "carrier") + Html.input("number", "tracking number"), "add parcel");
          default -> "";
        };
    boolean alive = !line.status().equals(OrderLifecycle.CLOSED);
    boolean paid = alive && !line.status().equals(OrderLifecycle.UNPAID) && !line.status().equals(OrderLifecycle.BUILDING);
    if (line.refundId().isEmpty() && paid) {
      forms += Html.form("/sandbox/refunds", sub + Html.input("reason", "reason"), "open refund");
    } else if (!line.refundId().isEmpty() && alive) {
      forms += Html.form("/sandbox/refunds/" + line.refundId(), Html.input("status", "20, 30, 100, -10, -20"), "advance refund");
    }
    if (alive && order.lines().size() > 1) {
      forms += Html.form(act + "split", sub, "split off");
    }
    return forms.isEmpty() ? "" : "<details><summary class=dim>this line</summary>" + forms + "</details>";
  }
}

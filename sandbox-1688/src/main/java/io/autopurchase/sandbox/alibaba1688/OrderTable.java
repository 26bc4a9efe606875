package io.autopurchase.sandbox.alibaba1688;

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
    page.append(Html.head("Order", "Out order id", "Account", "Seller", "Status", "CNY", "What people do"));
    for (Ledger.Order order : orders) {
      page.append("<tr style=\"background:#fafafa\"><td><b>").append(order.orderId()).append("</b><td>");
      page.append(order.outOrderId().isEmpty() ? "<span class=dim>none</span>" : Html.escape(order.outOrderId()));
      page.append("<br><span class=dim>").append(Html.escape(order.message())).append("</span>");
      page.append("<td>").append(Html.escape(order.account())).append("<td>").append(Html.escape(order.seller()));
      page.append("<td><code>").append(Html.escape(order.status())).append("</code><td class=n>").append(Html.yuan(order.amount()));
      page.append("<td>").append(actions(order)).append("</tr>");
      order.lines().forEach(line -> line(page, order, line));
    }
    page.append("</table>");
  }

  private static void line(StringBuilder page, Ledger.Order order, Ledger.Line line) {
    page.append("<tr><td class=dim>").append(line.subOrderId()).append("<td colspan=3>");
    page.append(line.quantity()).append(" × ").append(Html.escape(line.title()));
    page.append(" <span class=dim>").append(Html.escape(line.offerId()));
    page.append(line.specId().isEmpty() ? "" : " / " + Html.escape(line.specId())).append("</span>");
    if (!line.trackings().isEmpty()) {
      page.append("<br>parcels: ").append(Html.escape(String.join(", ", line.trackings())));
    }
    page.append("<td><code>").append(Html.escape(line.status())).append("</code>");
    if (!line.refundId().isEmpty()) {
      page.append("<br>refund ").append(line.refundId()).append(": ").append(line.refundStatus());
    }
    page.append("<td class=n>").append(Html.yuan(line.amount())).append("<td>").append(actions(order, line)).append("</tr>");
  }

  private static String actions(Ledger.Order order) {
    String act = "/sandbox/orders/" + order.orderId() + "/";
    return switch (order.status()) {
      case OrderLifecycle.UNPAID ->
          Html.form(act + "pay", "", "pay")
              + Html.form(act + "reprice", Html.input("fen", "fen a unit"), "reprice all")
              + Html.form(act + "cancel", "", "cancel (buyer)")
              + Html.form(act + "close", Html.input("reason", "reason"), "close (seller)");
      case OrderLifecycle.PAID -> Html.form(act + "ship", Html.input("carrier", "carrier") + Html.input("number", "tracking number"), "ship all");
      case OrderLifecycle.SHIPPED -> Html.form(act + "receive", "", "confirm receipt");
      default -> "";
    };
  }

  private static String actions(Ledger.Order order, Ledger.Line line) {
    String act = "/sandbox/orders/" + order.orderId() + "/";
    String sub = Html.hidden("subOrderId", line.subOrderId());
    String forms =
        switch (line.status()) {
          case OrderLifecycle.UNPAID -> Html.form(act + "reprice", sub + Html.input("fen", "fen a unit"), "reprice");
          case OrderLifecycle.PAID, OrderLifecycle.SHIPPED ->
              Html.form(act + "ship", sub + Html.input("carrier", "carrier") + Html.input("number", "tracking number"), "add parcel");
          default -> "";
        };
    boolean isPaid = line.status().equals(OrderLifecycle.PAID) || line.status().equals(OrderLifecycle.SHIPPED) || line.status().equals(OrderLifecycle.SUCCESS);
    if (line.refundId().isEmpty() && isPaid) {
      forms += Html.form("/sandbox/refunds", sub + Html.input("reason", "reason"), "open refund");
    } else if (!line.refundId().isEmpty() && isPaid) {
      forms += Html.form("/sandbox/refunds/" + line.refundId(), Html.input("status", "refundsuccess, refundclose, ..."), "advance refund");
    }
    return forms.isEmpty() ? "" : "<details><summary class=dim>this line</summary>" + forms + "</details>";
  }
}

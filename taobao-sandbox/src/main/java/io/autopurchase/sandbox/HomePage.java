package io.autopurchase.sandbox;

import java.util.List;

/** The page for a person: what is there, what came, and buttons for what people do on the site. */
final class HomePage {
  private static final int SHOWN_CALLS = 50;

  private final TaobaoSandbox sandbox;

  HomePage(TaobaoSandbox sandbox) {
    this.sandbox = sandbox;
  }

  String render() {
    StringBuilder page = new StringBuilder("<h2>Orders</h2>").append(Html.head("Order", "Outer id", "Seller", "Status", "CNY", "Lines", ""));
    for (Ledger.Order order : sandbox.ledger().orders()) {
      String act = "/sandbox/orders/" + order.purchaseId() + "/";
      page.append(
          Html.row(
              List.of(
                  order.purchaseId(),
                  Html.escape(order.outerPurchaseId()),
                  Html.escape(order.seller()),
                  order.status(),
                  Html.yuan(order.amount()),
                  "" + order.lines().size(),
                  Html.form(act + "pay", "", "pay") + Html.form(act + "ship", "", "ship") + Html.form(act + "close", "", "close"))));
    }
    page.append("</table><h2>Faults</h2><p>").append(Html.escape(String.join("; ", sandbox.faults().describe())));
    page.append("<h2>Latest calls</h2>").append(Html.head("#", "API", "Outcome", "Fault", "Outer id", "Odd"));
    List<Ledger.Call> calls = sandbox.ledger().calls();
    for (int i = calls.size() - 1; i >= Math.max(0, calls.size() - SHOWN_CALLS); i--) {
      Ledger.Call call = calls.get(i);
      page.append(
          Html.row(
              List.of(
                  "" + call.sequence(),
                  Html.escape(call.api()),
                  Html.escape(call.outcome()),
                  call.fault(),
                  Html.escape(call.outerId() == null ? "" : call.outerId()),
                  Html.escape(String.join(", ", call.oddities())))));
    }
    return Html.page("Taobao sandbox", page.append("</table>").toString());
  }
}

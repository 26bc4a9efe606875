package io.autopurchase.sandbox;

import io.autopurchase.sandbox.common.Html;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The page for a person: what is there, what came, what was strange, and forms for what people do on the site. */
final class HomePage {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final TaobaoSandbox sandbox;
  private final Settings settings;
  private final String account;

  /**
   * @param account in whose name a person orders by hand unless another is typed
   */
  HomePage(TaobaoSandbox sandbox, Settings settings, String account) {
    this.sandbox = sandbox;
    this.settings = settings;
    this.account = account;
  }

  String render() {
    StringBuilder page = new StringBuilder();
    page.append("<p class=dim>A marketplace for trying things out. Nothing here is bought. Times are UTC.</p><nav>");
    for (String section : List.of("Orders", "Items", "Calls", "Oddities", "Faults", "Webhooks", "Settings")) {
      page.append("<a href=\"#").append(section).append("\">").append(section).append("</a>");
    }
    page.append("</nav>");
    OrderTable.append(page, Html.latest(sandbox.ledger().orders()), sandbox.ledger().orders().size());
    page.append(
        Html.form(
            "/sandbox/orders",
            "<b>Place by hand:</b> "
                + Html.input("account", "account", account)
                + Html.input("itemId", "item id")
                + Html.input("skuId", "variant, if any")
                + Html.input("quantity", "quantity", "1"),
            "order"));
    items(page);
    calls(page);
    anomalies(page);
    faults(page);
    messages(page);
    page.append("<h2 id=Settings>Settings</h2>").append(Html.settings(settings));
    return Html.page("Taobao sandbox", page.toString());
  }

  private void items(StringBuilder page) {
    List<List<String>> rows = new ArrayList<>();
    List<Catalog.Item> items = sandbox.catalog().items();
    for (Catalog.Item item : items.subList(0, Math.min(Html.SHOWN, items.size()))) {
      for (Catalog.Variant variant : item.variants()) {
        rows.add(
            List.of(
                "<code>" + Html.escape(item.itemId()) + "</code>",
                "<code>" + Html.escape(variant.skuId()) + "</code>",
                Html.escape((item.title() + " " + variant.label()).strip()),
                Html.escape(item.seller()),
                Html.escape(item.market()),
                Html.yuan(variant.price()),
                "" + variant.quantity(),
                item.onSale() ? "yes" : Html.bad("no")));
      }
    }
    page.append("<h2 id=Items>Items (").append(items.size()).append(")</h2>");
    page.append(Html.table(rows, "Nothing is on sale.", row -> row, "Item id", "Variant", "What", "Seller", "Market", "CNY", "Pieces", "On sale"));
  }

  private void calls(StringBuilder page) {
    List<Ledger.Call> calls = sandbox.ledger().calls();
    page.append("<h2 id=Calls>Calls (").append(calls.size()).append(")</h2>");
    page.append(
        Html.table(
            Html.latest(calls),
            "No client has called yet.",
            call ->
                List.of(
                    "" + call.sequence(),
                    TIME.format(call.at()),
                    Html.escape(call.method() + " " + call.api()),
                    call.outcome().equals("0") ? "0" : Html.bad(call.outcome()),
                    Html.escape(call.fault()),
                    Html.escape(call.outerId() == null ? "" : call.outerId()),
                    Html.escape(String.join("; ", call.anomalies()))),
            "#", "At", "API", "Outcome", "Fault", "Outer purchase id", "Strange"));
  }

  private void anomalies(StringBuilder page) {
    Map<Ledger.Anomaly, Long> anomalies = sandbox.ledger().anomalies();
    page.append("<h2 id=Oddities>Oddities</h2>");
    page.append(
        Html.table(
            List.copyOf(anomalies.entrySet()),
            "Every request was as documented.",
            odd -> List.of(Html.escape(odd.getKey().api()), Html.escape(odd.getKey().what()), "" + odd.getValue()),
            "API", "What is strange", "Times"));
  }

  private void faults(StringBuilder page) {
    page.append("<h2 id=Faults>Faults and deviations</h2>");
    page.append(Html.table(sandbox.faults().describe(), "None is set: every answer is as documented.", rule -> List.of(Html.escape(rule)), "Rule"));
    StringBuilder names = new StringBuilder("<select name=fault aria-label=fault>");
    Faults.names().forEach(name -> names.append("<option>").append(name).append("</option>"));
    page.append(
        Html.form(
            "/sandbox/faults",
            names + "</select> at " + Html.input("api", "API; * for all", "*") + " call " + Html.input("call", "number; empty for all"),
            "add"));
    page.append(Html.form("/sandbox/faults/clear", "", "clear all"));
    page.append("<details><summary>What they are</summary><table>");
    for (Fault.Kind kind : Fault.Kind.values()) {
      page.append(Html.row(List.of("<code>" + kind.name() + "</code>", Html.escape(kind.description()))));
    }
    for (Deviation deviation : Deviation.values()) {
      page.append(Html.row(List.of("<code>" + deviation.name() + "</code>", Html.escape(deviation.description()))));
    }
    page.append("</table></details>");
  }

  private void messages(StringBuilder page) {
    Webhooks messages = sandbox.messages();
    page.append("<h2 id=Webhooks>Webhooks</h2><p>");
    page.append(messages.isOn() ? "Pushed to <code>" + Html.escape(settings.messageUrl) + "</code>" : "Off: set messageUrl below to push them");
    page.append(". Waiting ").append(messages.waiting()).append(", given up ").append(messages.dropped()).append(".</p>");
    page.append(
        Html.table(
            Html.latest(messages.deliveries()),
            "None was sent.",
            delivery ->
                List.of(
                    "" + delivery.number(),
                    TIME.format(delivery.at()),
                    "" + delivery.message().type(),
                    delivery.status() == 200 ? "200" : Html.bad(delivery.status() == 0 ? delivery.problem() : "" + delivery.status()),
                    "<code>" + Html.escape(delivery.message().body()) + "</code>",
                    Html.form("/sandbox/messages/" + delivery.number() + "/replay", "", "replay")),
            "#", "At", "Type", "Answer", "Body", ""));
  }
}

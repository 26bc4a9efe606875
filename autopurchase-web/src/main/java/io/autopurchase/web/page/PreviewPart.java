package io.autopurchase.web.page;

import static io.autopurchase.web.html.Html.all;
import static io.autopurchase.web.html.Html.attr;
import static io.autopurchase.web.html.Html.cls;
import static io.autopurchase.web.html.Html.each;
import static io.autopurchase.web.html.Html.el;
import static io.autopurchase.web.html.Html.foreign;
import static io.autopurchase.web.html.Html.of;
import static io.autopurchase.web.html.Html.text;
import static io.autopurchase.web.html.Html.when;

import io.autopurchase.AutoPurchaseException;
import io.autopurchase.Money;
import io.autopurchase.PlanPreview;
import io.autopurchase.PriceTolerance;
import io.autopurchase.Violation;
import io.autopurchase.web.html.Node;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import io.autopurchase.web.spi.OrderSource;
import io.autopurchase.web.spi.Permission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What would be bought, and for how much: shown within the form, which then books exactly this. */
final class PreviewPart {
  private final Exchange x;
  private final OrderLines lines;
  private final String session;

  PreviewPart(Exchange x, OrderLines lines, String session) {
    this.x = x;
    this.lines = lines;
    this.session = session;
  }

  Node render() {
    Optional<OrderSource> source = x.orders().filter(orders -> lines.order().isPresent());
    List<String> chosen = x.params(OrderPanel.LINE).stream().filter(id -> lines.row(id).isPresent()).toList();
    if (source.isEmpty() || chosen.isEmpty() || !x.may(Permission.BOOK)) {
      return text("");
    }
    try {
      return shown(x.engine().preview(OrderForms.plan(x, source.get(), lines.id(), chosen, session).build()));
    } catch (AutoPurchaseException e) {
      return Parts.alert(x, Failure.of(x.texts(), e));
    }
  }

  private Node shown(PlanPreview preview) {
    return el(
        "section",
        cls("ap-group ap-preview"),
        attr("aria-label", x.t("preview")),
        el("h2", text(x.t("preview"))),
        Parts.hidden(OrderPanel.FINGERPRINT, preview.fingerprint()),
        el("p", Parts.chip(x.t(preview.canBeBooked() ? "preview.good" : "preview.bad"), preview.canBeBooked() ? "good" : "bad"), text(" "), tolerance(preview.plan().priceTolerance())),
        each(preview.violations(), problem -> problem(problem, "ap-error")),
        each(preview.warnings(), warning -> problem(warning, "ap-warning")),
        Parts.table(
            x.t("preview.lines"),
            List.of(x.t("head.line"), x.t("head.eligible"), x.t("head.price"), x.t("head.available")),
            each(preview.lines(), this::line)),
        when(
            !preview.orders().isEmpty(),
            () ->
                Parts.table(
                    x.t("preview.orders"),
                    List.of(x.t("head.seller"), x.t("lines"), x.t("head.goods"), x.t("head.freight"), x.t("head.total")),
                    each(preview.orders(), this::order))));
  }

  private Node tolerance(PriceTolerance tolerance) {
    List<String> limits =
        Stream.of(tolerance.percent().map(percent -> percent.toPlainString() + " %"), tolerance.amount().map(Money::toString)).flatMap(Optional::stream).toList();
    return el("span", cls("ap-hint"), text(x.t("preview.tolerance", "tolerance", limits.isEmpty() ? x.t("preview.noTolerance") : String.join(", ", limits))));
  }

  private Node problem(Violation problem, String kind) {
    return el("p", cls(kind), text(x.texts().orElse("field." + problem.field(), problem.field()) + ": "), foreign(x.texts().messages().text(problem)));
  }

  private Node line(PlanPreview.Line line) {
    return el(
        "tr",
        Parts.cell(x.t("head.line"), foreign(line.lineId())),
        Parts.cell(
            x.t("head.eligible"),
            Parts.chip(x.t(line.eligible() ? "yes" : "no"), line.eligible() ? "good" : "bad"),
            of(x.texts().messages().text(line), why -> all(text(" "), foreign(why)))),
        Parts.cell(x.t("head.price"), of(line.currentPrice(), price -> text(price.toString()))),
        Parts.cell(x.t("head.available"), text(line.available().isPresent() ? Integer.toString(line.available().getAsInt()) : "")));
  }

  private Node order(PlanPreview.SellerOrder order) {
    return el(
        "tr",
        Parts.cell(x.t("head.seller"), foreign(order.seller())),
        Parts.cell(x.t("lines"), foreign(String.join(", ", order.lineIds()))),
        Parts.cell(x.t("head.goods"), text(order.goods().toString())),
        Parts.cell(x.t("head.freight"), text(order.freight().toString())),
        Parts.cell(x.t("head.total"), el("strong", text(order.total().toString()))));
  }
}

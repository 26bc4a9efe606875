package io.autopurchase.web.page;

import static io.autopurchase.web.html.Html.action;
import static io.autopurchase.web.html.Html.all;
import static io.autopurchase.web.html.Html.attr;
import static io.autopurchase.web.html.Html.cls;
import static io.autopurchase.web.html.Html.each;
import static io.autopurchase.web.html.Html.el;
import static io.autopurchase.web.html.Html.flag;
import static io.autopurchase.web.html.Html.foreign;
import static io.autopurchase.web.html.Html.formaction;
import static io.autopurchase.web.html.Html.href;
import static io.autopurchase.web.html.Html.nothing;
import static io.autopurchase.web.html.Html.of;
import static io.autopurchase.web.html.Html.text;
import static io.autopurchase.web.html.Html.when;

import io.autopurchase.PriceVariance;
import io.autopurchase.Purchase;
import io.autopurchase.Session;
import io.autopurchase.SessionState;
import io.autopurchase.Tracking;
import io.autopurchase.web.html.Node;
import io.autopurchase.web.page.OrderLines.Group;
import io.autopurchase.web.page.OrderLines.Row;
import io.autopurchase.web.serve.Address;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import io.autopurchase.web.spi.OrderSource;
import io.autopurchase.web.spi.OrderView;
import io.autopurchase.web.spi.Permission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What staff does with the lines of an order: choose a session, preview, book, bind, unbind, change statuses. One form with all lines; its
 * buttons say what is done with those that are ticked. The parameters have a prefix, as they may stand in the address of a host's page.
 */
final class OrderPanel {
  /** The activity whose progress is shown. */
  static final String ACTIVITY = "ap-activity";
  /** Present if a preview is shown. */
  static final String PREVIEW = "ap-preview";
  /** The session that is chosen, as {@code provider/login}. */
  static final String SESSION = "ap-session";
  /** A line that is ticked. */
  static final String LINE = "ap-line";
  /** The number of a provider's order, to bind to. */
  static final String PROVIDER_ORDER = "ap-provider-order";
  /** Whether an unbinding only removes the links. */
  static final String LINK_ONLY = "ap-link-only";
  /** The status to change to. */
  static final String STATUS = "ap-status";
  /** The fingerprint of the plan that was previewed. */
  static final String FINGERPRINT = "ap-fingerprint";
  /** Which orders the page has shown, as {@code line=order}. */
  static final String LINKED = "ap-linked";
  /** What was done. */
  static final String DONE = "ap-done";

  private final Exchange x;
  private final OrderLines lines;
  private final Failure failure;
  private final List<Session> sessions;

  OrderPanel(Exchange x, OrderLines lines, Failure failure) {
    this.x = x;
    this.lines = lines;
    this.failure = failure;
    this.sessions = x.engine().sessions().list();
  }

  Node render() {
    Set<String> ticked = Set.copyOf(x.params(LINE));
    return el(
        "section",
        cls("ap ap-panel"),
        attr("id", "ap-panel"),
        attr("aria-label", x.t("panel")),
        attr("data-stream", x.at("stream").toString()),
        attr("data-order", lines.id()),
        el("form", attr("method", "get"), attr("id", "ap-new-session"), action(x.at("sessions").url()), Parts.hidden("order", lines.id())),
        Parts.notice(x, DONE),
        el(
            "form",
            attr("method", "post"),
            attr("id", "ap-order"),
            action(x.at("orders", lines.id(), "preview").url()),
            Parts.token(x),
            chooser(),
            of(failure.field("line"), wrong -> el("p", cls("ap-error"), foreign(wrong))),
            when(x.param(PREVIEW).isPresent() && !failure.isPresent(), () -> new PreviewPart(x, lines, chosenSession()).render()),
            Parts.live("ap-lines", each(Arrays.asList(Group.values()), group -> group(group, ticked))),
            actions()),
        of(x.param(ACTIVITY).filter(id -> !failure.isPresent()), id -> new ProgressPart(x, lines.id()).render(id)));
  }

  /** The session whose account buys: the one that was chosen, or that bought last, or that can buy. */
  private String chosenSession() {
    return x.param(SESSION)
        .or(() -> lines.rows().stream().map(Row::purchase).flatMap(Optional::stream).map(Purchase::session).flatMap(Optional::stream).map(Object::toString).findFirst())
        .or(() -> sessions.stream().filter(session -> session.state() == SessionState.ACTIVE).map(session -> session.id().toString()).findFirst())
        .orElse("");
  }

  private Node chooser() {
    List<Parts.Choice> choices = new ArrayList<>();
    for (Session session : sessions) {
      String state = session.state() == SessionState.ACTIVE ? "" : " – " + x.texts().messages().text(session.state());
      choices.add(new Parts.Choice(session.id().toString(), session.id() + state));
    }
    boolean manages = x.may(Permission.SESSIONS);
    return el(
        "div",
        cls("ap-bar"),
        Parts.field(SESSION, x.t("field.session"), Parts.select(SESSION, SESSION, choices, chosenSession()), failure.field("session")),
        when(manages, () -> el("button", attr("type", "submit"), attr("form", "ap-new-session"), cls("ap-button ap-plain"), text(x.t("sessions.add")))),
        when(manages && !sessions.isEmpty(), () -> act("remove-session", x.t("panel.removeSession"), "ap-plain")),
        when(x.may(Permission.SYNC) && !sessions.isEmpty(), () -> act("synchronize", x.t("sessions.synchronize"), "ap-plain")));
  }

  /** A button that sends the form of the lines to another address. */
  private Node act(String deed, String label, String kind) {
    return el("button", attr("type", "submit"), cls("ap-button " + kind), formaction(x.at("orders", lines.id(), deed).url()), text(label));
  }

  private Node group(Group group, Set<String> ticked) {
    List<Row> rows = lines.in(group);
    String name = x.t(group.key());
    return el(
        "section",
        cls("ap-group"),
        attr("aria-label", name),
        el("h2", text(name + " "), el("span", cls("ap-badge"), text(Integer.toString(rows.size())))),
        rows.isEmpty()
            ? el("p", cls("ap-empty"), text(x.t("group.none")))
            : Parts.table(name, heads(group), each(rows, row -> row(group, row, ticked.contains(row.id())))));
  }

  private List<String> heads(Group group) {
    List<String> heads = new ArrayList<>(List.of(x.t("head.line"), x.t("head.item"), x.t("head.seller"), x.t("head.weight"), x.t("head.price"), x.t("head.quantity"), x.t("head.sum")));
    if (group != Group.READY) {
      heads.add(x.t("head.purchase"));
    }
    heads.add(x.t("head.comment"));
    return heads;
  }

  private Node row(Group group, Row row, boolean ticked) {
    Optional<OrderView.Line> line = row.line();
    return el(
        "tr",
        el(
            "td",
            attr("data-head", x.t("head.line")),
            cls("ap-tick"),
            el("input", attr("type", "checkbox"), attr("name", LINE), attr("value", row.id()), attr("aria-label", row.id()), flag("checked", ticked)),
            text(" "),
            foreign(row.id()),
            of(line.flatMap(OrderView.Line::status), status -> el("small", foreign(status)))),
        Parts.cell(x.t("head.item"), of(line, this::item)),
        Parts.cell(x.t("head.seller"), of(line.flatMap(OrderView.Line::seller), seller -> foreign(seller))),
        Parts.cell(x.t("head.weight"), of(line.flatMap(OrderView.Line::weight), weight -> foreign(weight))),
        Parts.cell(x.t("head.price"), of(line.flatMap(OrderView.Line::unitPrice), price -> text(price.toString()))),
        Parts.cell(x.t("head.quantity"), text(Integer.toString(line.map(OrderView.Line::quantity).or(() -> row.purchase().map(Purchase::quantity)).orElse(0)))),
        Parts.cell(x.t("head.sum"), of(line.flatMap(OrderView.Line::sum), sum -> text(sum.toString()))),
        when(group != Group.READY, () -> Parts.cell(x.t("head.purchase"), of(row.purchase(), this::purchase))),
        Parts.cell(x.t("head.comment"), of(line.flatMap(OrderView.Line::comment), comment -> foreign(comment))));
  }

  private Node item(OrderView.Line line) {
    return all(
        Parts.external(line.link(), line.title().orElse(line.item().itemId())),
        line.title().isPresent() ? el("small", foreign(line.item().toString())) : nothing(),
        of(line.variant(), variant -> el("small", foreign(variant))));
  }

  private Node purchase(Purchase purchase) {
    return all(
        of(purchase.status(), status -> Parts.status(x, status)),
        of(purchase.providerOrderId(), number -> all(el("small", foreign(number)), Parts.hidden(LINKED, purchase.line().lineId() + "=" + number))),
        of(purchase.session(), session -> el("small", foreign(session.toString()))),
        of(purchase.cost(), cost -> el("small", text(cost.toString()))),
        when(purchase.priceVariance() != PriceVariance.NONE, () -> Parts.chip(x.texts().messages().text(purchase.priceVariance()), "ask")),
        of(purchase.payLink(), link -> el("small", Parts.external(Optional.of(link.toString()), x.t("payments.link")))),
        of(purchase.payBy(), at -> el("small", text(x.t("deadline") + " "), Parts.countdown(x, at))),
        each(purchase.tracking(), this::tracking),
        of(
            purchase.activity(),
            id -> el("small", el("a", href(OrderPage.home(x, lines.id()).with(ACTIVITY, id.value()).url()), text(x.t("panel.showProgress"))))));
  }

  private Node tracking(Tracking parcel) {
    return el("small", foreign(parcel.toString()));
  }

  private Node actions() {
    Optional<OrderSource> source = x.orders().filter(orders -> lines.order().isPresent());
    boolean books = source.isPresent() && x.may(Permission.BOOK);
    boolean binds = source.isPresent() && x.may(Permission.BIND);
    List<Parts.Choice> statuses = source.map(orders -> orders.statuses(x.texts().locale())).orElse(List.of()).stream().map(status -> new Parts.Choice(status.id(), status.label())).toList();
    return el(
        "div",
        cls("ap-bar ap-deeds"),
        when(books, () -> el("span", cls("ap-deed"), act("preview", x.t("panel.preview"), "ap-plain"), act("book", x.t("panel.book"), "ap-primary"))),
        when(binds, () -> el("span", cls("ap-deed"), providerOrder(), act("bind", x.t("panel.bind"), "ap-plain"))),
        when(
            x.may(Permission.UNBIND),
            () ->
                el(
                    "span",
                    cls("ap-deed"),
                    el("label", el("input", attr("type", "checkbox"), attr("name", LINK_ONLY), attr("value", "true"), flag("checked", x.param(LINK_ONLY).isPresent())), text(x.t("panel.linkOnly"))),
                    act("unbind", x.t("panel.unbind"), "ap-danger"))),
        when(
            x.may(Permission.STATUS) && !statuses.isEmpty(),
            () ->
                el(
                    "span",
                    cls("ap-deed"),
                    Parts.field(STATUS, x.t("field.status"), Parts.select(STATUS, STATUS, statuses, x.typed(STATUS)), failure.field("status")),
                    act("status", x.t("panel.changeStatus"), "ap-plain"))));
  }

  private Node providerOrder() {
    Optional<String> error = failure.field("providerOrder");
    return Parts.field(PROVIDER_ORDER, x.t("field.providerOrder"), Parts.input(PROVIDER_ORDER, PROVIDER_ORDER, "text", x.typed(PROVIDER_ORDER), error), error);
  }

  /** The address of the page with what was typed, for a form that shows something more of it. */
  static Address again(Exchange x, String orderId) {
    Address page = OrderPage.home(x, orderId).with(SESSION, x.typed(SESSION));
    for (String line : x.params(LINE)) {
      page = page.with(LINE, line);
    }
    return page;
  }
}

package io.autopurchase.web.page;

import static io.autopurchase.web.html.Html.attr;
import static io.autopurchase.web.html.Html.cls;
import static io.autopurchase.web.html.Html.each;
import static io.autopurchase.web.html.Html.el;
import static io.autopurchase.web.html.Html.foreign;
import static io.autopurchase.web.html.Html.of;
import static io.autopurchase.web.html.Html.text;
import static io.autopurchase.web.html.Html.when;

import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivitySummary;
import io.autopurchase.NotFoundException;
import io.autopurchase.web.html.Node;
import io.autopurchase.web.serve.Address;
import io.autopurchase.web.serve.Answer;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import io.autopurchase.web.spi.OrderView;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The console's own page of an order, and the panel of it alone. */
final class OrderPage {
  private static final int ACTIVITIES = 10;

  private OrderPage() {}

  /** Where the panel of an order is shown: on the host's page, if it has one. */
  static Address home(Exchange x, String orderId) {
    return x.orders().flatMap(orders -> orders.address(orderId)).map(x::atHost).orElseGet(() -> x.at("orders", orderId));
  }

  static Answer show(Exchange x) {
    return show(x, Failure.NONE);
  }

  static Answer show(Exchange x, Failure failure) {
    String orderId = x.variable(0);
    OrderLines lines = lines(x, orderId);
    List<ActivitySummary> activities = x.engine().activities().summaries(ActivityQuery.builder().orderId(orderId).page(1, ACTIVITIES).build()).entries();
    return Layout.page(
        x,
        "",
        orderId,
        failure,
        of(lines.order(), order -> head(x, order)),
        new OrderPanel(x, lines, failure).render(),
        Parts.live("ap-order-activities", when(!activities.isEmpty(), () -> activities(x, activities))));
  }

  /** The panel alone, as a part of a host's page. */
  static Answer panel(Exchange x) {
    byte[] html = panel(x, x.variable(0)).toString().getBytes(StandardCharsets.UTF_8);
    return Answer.bytes(200, "text/html;charset=UTF-8", html);
  }

  static Node panel(Exchange x, String orderId) {
    return new OrderPanel(x, lines(x, orderId), Failure.NONE).render();
  }

  static OrderLines lines(Exchange x, String orderId) {
    return OrderLines.read(x, orderId).orElseThrow(() -> new NotFoundException("order", orderId));
  }

  private static Node head(Exchange x, OrderView order) {
    return el(
        "dl",
        cls("ap-facts"),
        of(order.status(), status -> fact(x.t("state"), foreign(status))),
        of(order.createdAt(), at -> fact(x.t("head.created"), Parts.time(x, at))),
        of(order.comment(), comment -> fact(x.t("head.comment"), foreign(comment))));
  }

  private static Node fact(String name, Node value) {
    return el("div", el("dt", text(name)), el("dd", value));
  }

  private static Node activities(Exchange x, List<ActivitySummary> activities) {
    return el(
        "section",
        attr("aria-label", x.t("nav.activities")),
        el("h2", text(x.t("nav.activities"))),
        Parts.table(
            x.t("nav.activities"),
            List.of(x.t("head.activity"), x.t("state"), x.t("head.progress"), x.t("head.by"), x.t("head.created")),
            each(
                activities,
                activity ->
                    el(
                        "tr",
                        Parts.cell(x.t("head.activity"), Parts.activity(x, activity)),
                        Parts.cell(x.t("state"), Parts.state(x, activity.state())),
                        Parts.cell(x.t("head.progress"), Parts.progress(x, activity.progress())),
                        Parts.cell(x.t("head.by"), of(activity.requestedBy(), by -> foreign(by))),
                        Parts.cell(x.t("head.created"), Parts.time(x, activity.createdAt()))))));
  }
}

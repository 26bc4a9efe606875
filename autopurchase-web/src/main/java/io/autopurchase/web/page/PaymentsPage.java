package io.autopurchase.web.page;

import static io.autopurchase.web.html.Html.action;
import static io.autopurchase.web.html.Html.all;
import static io.autopurchase.web.html.Html.attr;
import static io.autopurchase.web.html.Html.cls;
import static io.autopurchase.web.html.Html.each;
import static io.autopurchase.web.html.Html.el;
import static io.autopurchase.web.html.Html.flag;
import static io.autopurchase.web.html.Html.foreign;
import static io.autopurchase.web.html.Html.nothing;
import static io.autopurchase.web.html.Html.of;
import static io.autopurchase.web.html.Html.text;
import static io.autopurchase.web.html.Html.when;

import io.autopurchase.LineKey;
import io.autopurchase.Money;
import io.autopurchase.PaymentDue;
import io.autopurchase.PaymentRequest;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import io.autopurchase.web.html.Node;
import io.autopurchase.web.serve.Address;
import io.autopurchase.web.serve.Answer;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import io.autopurchase.web.serve.Refusal;
import io.autopurchase.web.spi.Permission;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders that wait for payment, the most urgent first; and, where it is allowed, how to pay several of them. */
final class PaymentsPage {
  private PaymentsPage() {}

  static Answer show(Exchange x) {
    return show(x, Failure.NONE);
  }

  private static Answer show(Exchange x, Failure failure) {
    List<PaymentDue> due = due(x);
    List<PaymentDue> asked = chosen(due, x.params("pay"));
    boolean pays = mayPay(x) && !due.isEmpty();
    return Layout.page(
        x,
        "payments",
        x.t("nav.payments"),
        failure,
        when(pays, () -> selection(x, failure)),
        Parts.live("ap-payments", due.isEmpty() ? el("p", cls("ap-empty"), text(x.t("payments.none"))) : table(x, due, pays)),
        when(pays && !asked.isEmpty() && !failure.isPresent(), () -> dialog(x, asked)));
  }

  private static boolean mayPay(Exchange x) {
    return x.settings().paymentAllowed() && x.may(Permission.PAY);
  }

  private static List<PaymentDue> due(Exchange x) {
    List<PaymentDue> due = new ArrayList<>();
    for (Session session : x.engine().sessions().list()) {
      due.addAll(x.engine().purchases().awaitingPayment(session.id()));
    }
    due.sort(Comparator.comparing(payment -> payment.deadline().orElse(Instant.MAX)));
    return due;
  }

  private static String key(PaymentDue payment) {
    return payment.session().provider() + "/" + payment.session().login() + "/" + payment.providerOrderId();
  }

  private static List<PaymentDue> chosen(List<PaymentDue> due, List<String> keys) {
    return due.stream().filter(payment -> keys.contains(key(payment)) && payment.total() != null).toList();
  }

  /** The form stands beside the table, whose check boxes belong to it, so that the table can be replaced while something is ticked. */
  private static Node selection(Exchange x, Failure failure) {
    return el(
        "form",
        attr("method", "post"),
        attr("id", "ap-pay"),
        action(x.at("payments", "select").url()),
        cls("ap-bar"),
        Parts.token(x),
        Parts.tickAll(x, "ap-pay"),
        Parts.button(x.t("payments.selected"), "ap-primary"),
        of(failure.field("pay"), wrong -> el("span", cls("ap-error"), foreign(wrong))));
  }

  private static Node table(Exchange x, List<PaymentDue> due, boolean pays) {
    List<String> heads = new ArrayList<>(List.of(
        x.t("head.providerOrder"), x.t("head.order"), x.t("head.session"), x.t("head.amount"), x.t("deadline"), x.t("head.actions")));
    if (pays) {
      heads.add(0, x.t("head.select"));
    }
    return Parts.table(x.t("nav.payments"), heads, each(due, payment -> row(x, payment, pays)));
  }

  private static Node row(Exchange x, PaymentDue payment, boolean pays) {
    return el(
        "tr",
        when(pays, () -> Parts.cell(x.t("head.select"), box(x, payment))),
        Parts.cell(x.t("head.providerOrder"), foreign(payment.providerOrderId())),
        Parts.cell(
            x.t("head.order"), each(payment.lines().stream().map(LineKey::orderId).distinct().toList(), order -> all(Parts.link(x.at("orders", order), order), text(" ")))),
        Parts.cell(x.t("head.session"), foreign(payment.session().toString())),
        Parts.cell(x.t("head.amount"), payment.total() == null ? text(x.t("unknown")) : el("strong", text(payment.total().toString()))),
        Parts.cell(x.t("deadline"), of(payment.deadline(), at -> Parts.countdown(x, at))),
        Parts.cell(x.t("head.actions"), of(Optional.ofNullable(payment.payLink()), link -> Parts.external(Optional.of(link).map(URI::toString), x.t("payments.link")))));
  }

  private static Node box(Exchange x, PaymentDue payment) {
    return payment.total() == null
        ? nothing()
        : el(
            "input",
            attr("type", "checkbox"),
            attr("name", "pay"),
            attr("form", "ap-pay"),
            attr("value", key(payment)),
            attr("aria-label", payment.providerOrderId()),
            flag("checked", x.params("pay").contains(key(payment))));
  }

  /** Asks before anything is paid: which orders, how much for each and in all. */
  private static Node dialog(Exchange x, List<PaymentDue> chosen) {
    return el(
        "dialog",
        attr("aria-labelledby", "ap-pay-title"),
        flag("open", true),
        attr("data-modal", ""),
        el("h2", attr("id", "ap-pay-title"), text(x.t("payments.ask"))),
        el("ul", each(chosen, payment -> el("li", foreign(payment.providerOrderId()), text(" "), el("strong", text(String.valueOf(payment.total())))))),
        el("p", text(x.t("payments.sum") + " "), el("strong", text(String.join(" + ", sums(chosen).values().stream().map(Money::toString).toList())))),
        el(
            "form",
            attr("method", "post"),
            action(x.at("payments", "pay").url()),
            cls("ap-inline"),
            Parts.token(x),
            each(chosen, payment -> all(Parts.hidden("pay", key(payment)), Parts.hidden("amount", key(payment) + "=" + payment.total()))),
            Parts.button(x.t("payments.pay"), "ap-primary")),
        text(" "),
        el("form", attr("method", "get"), action(x.at("payments").url()), cls("ap-inline"), Parts.button(x.t("cancel"), "ap-plain")));
  }

  private static Map<String, Money> sums(List<PaymentDue> chosen) {
    Map<String, Money> sums = new LinkedHashMap<>();
    for (PaymentDue payment : chosen) {
      Money total = payment.total();
      if (total != null) {
        sums.merge(total.currency(), total, Money::plus);
      }
    }
    return sums;
  }

  static Answer select(Exchange x) {
    requirePayment(x);
    if (x.params("pay").isEmpty()) {
      return show(x, Failure.ofField(x.texts(), "pay", x.t("error.tick")));
    }
    Address page = x.at("payments");
    for (String key : x.params("pay")) {
      page = page.with("pay", key);
    }
    return Answer.seeOther(page);
  }

  /** Pays what the person has seen: for each session and currency one request, whose limit is the sum that was shown. */
  static Answer pay(Exchange x) {
    requirePayment(x);
    List<PaymentDue> chosen = chosen(due(x), x.params("pay"));
    List<String> shown = x.params("amount");
    if (chosen.isEmpty() || chosen.size() < x.params("pay").size() || !chosen.stream().allMatch(payment -> shown.contains(key(payment) + "=" + payment.total()))) {
      return show(x, Failure.ofField(x.texts(), "pay", x.t("error.paymentChanged")));
    }
    Map<SessionId, List<PaymentDue>> bySession = new LinkedHashMap<>();
    chosen.forEach(payment -> bySession.computeIfAbsent(payment.session(), session -> new ArrayList<>()).add(payment));
    return x.attempt(
        () -> {
          Address to = x.at("activities").with("type", "PAYMENT");
          for (Map.Entry<SessionId, List<PaymentDue>> session : bySession.entrySet()) {
            for (Map.Entry<String, Money> sum : sums(session.getValue()).entrySet()) {
              PaymentRequest.Builder request = PaymentRequest.builder(session.getKey(), sum.getValue()).approved(x.by()).requestedBy(x.by());
              session.getValue().stream().filter(payment -> isIn(payment, sum.getKey())).forEach(payment -> request.order(payment.providerOrderId()));
              String id = x.engine().pay(request.build()).id().value();
              to = bySession.size() == 1 ? x.at("activities", id) : to;
            }
          }
          return to;
        },
        failure -> show(x, failure));
  }

  private static boolean isIn(PaymentDue payment, String currency) {
    return payment.total() != null && payment.total().currency().equals(currency);
  }

  private static void requirePayment(Exchange x) {
    x.require(Permission.PAY);
    if (!x.settings().paymentAllowed()) {
      throw new Refusal(403, "PAYMENT_NOT_ALLOWED");
    }
  }
}

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

import io.autopurchase.Health;
import io.autopurchase.web.html.Node;
import io.autopurchase.web.serve.Answer;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import java.util.List;
import java.util.Optional;

/** What is stuck, and what to do. */
final class HealthPage {
  private HealthPage() {}

  static Answer show(Exchange x) {
    Health health = x.engine().health();
    return Layout.page(
        x,
        "health",
        x.t("nav.health"),
        Failure.NONE,
        Parts.live(
            "ap-health",
            el(
                "p",
                attr("role", "status"),
                Parts.chip(x.t(health.healthy() ? "health.good" : "health.bad"), health.healthy() ? "good" : "ask"),
                text(" " + x.t("health.at") + " "),
                Parts.time(x, health.at())),
            when(!health.healthy(), () -> issues(x, health)),
            when(!health.complete(), () -> Parts.note(x.t("health.more"))),
            el("p", cls("ap-hint"), text(x.t("health.undelivered", "count", health.undeliveredEvents())))));
  }

  private static Node issues(Exchange x, Health health) {
    return Parts.table(
        x.t("nav.health"),
        List.of(x.t("head.issue"), x.t("head.about"), x.t("head.since"), x.t("head.todo")),
        each(health.issues(), issue -> row(x, issue)));
  }

  private static Node row(Exchange x, Health.Issue issue) {
    String code = issue.code().name();
    return el(
        "tr",
        Parts.cell(x.t("head.issue"), el("strong", text(x.texts().orElse("issue." + code, code))), el("small", cls("ap-why"), foreign(issue.message()))),
        Parts.cell(x.t("head.about"), subject(x, issue)),
        Parts.cell(x.t("head.since"), of(Optional.ofNullable(issue.since()), at -> Parts.time(x, at))),
        Parts.cell(x.t("head.todo"), text(x.texts().orElse("todo." + code, ""))));
  }

  private static Node subject(Exchange x, Health.Issue issue) {
    return switch (issue.code()) {
      case STUCK_CALL, PARKED_ACTIVITY, UNREADABLE_RECORD, ORDER_IN_DOUBT -> Parts.link(x.at("activities", issue.subject()), issue.subject());
      case SESSION_NEEDS_AUTHORIZATION, SESSION_EXPIRING, SYNCHRONIZATION_FAILED -> all(Parts.link(x.at("sessions"), issue.subject()));
      default -> foreign(issue.subject());
    };
  }
}

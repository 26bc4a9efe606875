package io.autopurchase.web.page;

import static io.autopurchase.web.html.Html.all;
import static io.autopurchase.web.html.Html.attr;
import static io.autopurchase.web.html.Html.cls;
import static io.autopurchase.web.html.Html.each;
import static io.autopurchase.web.html.Html.el;
import static io.autopurchase.web.html.Html.foreign;
import static io.autopurchase.web.html.Html.href;
import static io.autopurchase.web.html.Html.of;
import static io.autopurchase.web.html.Html.text;
import static io.autopurchase.web.html.Html.when;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivitySummary;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.JournalEntry;
import io.autopurchase.LineOutcome;
import io.autopurchase.LineResult;
import io.autopurchase.web.html.Node;
import io.autopurchase.web.serve.Answer;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import io.autopurchase.web.spi.Permission;
import java.util.List;
import java.util.Optional;

/** One activity with all that is known of it. */
final class ActivityPage {
  private ActivityPage() {}

  static Answer show(Exchange x) {
    return show(x, Failure.NONE);
  }

  static Answer show(Exchange x, Failure failure) {
    Activity activity = x.engine().activities().get(new ActivityId(x.variable(0)));
    return Layout.page(
        x,
        "activities",
        Parts.description(x, ActivitySummary.of(activity)),
        failure,
        Parts.live(
            "ap-activity",
            head(x, activity),
            of(activity.question(), question -> QuestionForm.of(x, activity, question, "", failure)),
            lines(x, activity),
            journal(x, activity)));
  }

  private static Node head(Exchange x, Activity activity) {
    return all(
        el(
            "div",
            cls("ap-head"),
            el("div", attr("role", "status"), Parts.state(x, activity.state()), waiting(x, activity)),
            Parts.progress(x, activity.progress()),
            buttons(x, activity, "")),
        el(
            "dl",
            cls("ap-facts"),
            fact(x.t("type"), text(x.texts().messages().text(activity.type()))),
            of(activity.orderId(), order -> fact(x.t("head.order"), Parts.link(x.at("orders", order), order))),
            of(activity.session(), session -> fact(x.t("head.session"), foreign(session.toString()))),
            of(activity.requestedBy(), by -> fact(x.t("head.by"), foreign(by))),
            fact(x.t("head.created"), Parts.time(x, activity.createdAt())),
            of(activity.finishedAt(), at -> fact(x.t("head.finished"), Parts.time(x, at))),
            fact(x.t("head.id"), el("a", href(x.at("api", "v1", "activities", activity.id().value()).url()), text(activity.id().value())))));
  }

  private static Node fact(String name, Node value) {
    return el("div", el("dt", text(name)), el("dd", value));
  }

  /** Why it waits, and when it looks again. */
  static Node waiting(Exchange x, Activity activity) {
    return of(
        activity.reason(),
        reason ->
            el(
                "span",
                cls("ap-why"),
                text(" " + x.texts().messages().text(reason)),
                of(activity.until(), until -> all(text(" · " + x.t("next.look") + " "), Parts.countdown(x, until)))));
  }

  /**
   * Interrupt and retry, where they apply.
   *
   * @param from the page to come back to, as in {@link QuestionForm#of}
   */
  static Node buttons(Exchange x, Activity activity, String from) {
    if (!QuestionForm.mayAnswer(x, activity)) {
      return text("");
    }
    String id = activity.id().value();
    return el(
        "span",
        cls("ap-actions"),
        when(!activity.state().isFinished(), () -> Parts.form(x, x.at("activities", id, "interrupt"), Parts.hidden("from", from), Parts.button(x.t("interrupt"), "ap-danger"))),
        when(canRetry(activity), () -> Parts.form(x, x.at("activities", id, "retry"), Parts.hidden("from", from), Parts.button(x.t("retry"), "ap-plain"))));
  }

  private static boolean canRetry(Activity activity) {
    ActivityState state = activity.state();
    boolean inDoubt = state.isFinished() && activity.lines().stream().anyMatch(line -> line.outcome() == LineOutcome.UNCERTAIN);
    return state == ActivityState.FAILED || state == ActivityState.PARKED || state == ActivityState.WAITING || inDoubt;
  }

  private static Node lines(Exchange x, Activity activity) {
    return when(
        !activity.lines().isEmpty(),
        () ->
            all(
                el("h2", text(x.t("lines"))),
                Parts.table(
                    x.t("lines"),
                    List.of(x.t("head.line"), x.t("head.outcome"), x.t("head.why"), x.t("head.providerOrder")),
                    each(activity.lines(), line -> line(x, line)))));
  }

  private static Node line(Exchange x, LineResult line) {
    return el(
        "tr",
        Parts.cell(x.t("head.line"), Parts.link(x.at("orders", line.line().orderId()), line.line().lineId())),
        Parts.cell(x.t("head.outcome"), Parts.outcome(x, line.outcome())),
        Parts.cell(x.t("head.why"), of(x.texts().messages().text(line), why -> foreign(why))),
        Parts.cell(x.t("head.providerOrder"), of(Optional.ofNullable(line.providerOrderId()), number -> foreign(number))));
  }

  private static Node journal(Exchange x, Activity activity) {
    return all(
        el("h2", text(x.t("journal"))),
        Parts.table(
            x.t("journal"),
            List.of(x.t("head.time"), x.t("head.who"), x.t("head.what")),
            each(activity.journal(), entry -> entry(x, entry))));
  }

  private static Node entry(Exchange x, JournalEntry entry) {
    return el(
        "tr",
        cls("ap-level-" + (entry.level().equals("ERROR") ? "error" : entry.level().equals("WARN") ? "warn" : "info")),
        Parts.cell(x.t("head.time"), Parts.exactTime(x, entry.at())),
        Parts.cell(x.t("head.who"), who(x, entry)),
        Parts.cell(x.t("head.what"), foreign(x.texts().messages().text(entry))));
  }

  private static Node who(Exchange x, JournalEntry entry) {
    String by = entry.arguments().getOrDefault("by", "");
    return switch (by) {
      case "" -> text(x.t("who.engine"));
      case AutoPurchaseEvent.DEADLINE_ACTOR -> text(x.t("who.deadline"));
      case AutoPurchaseEvent.POLICY_ACTOR -> text(x.t("who.policy"));
      default -> foreign(by);
    };
  }

  /** Who may do what with an activity. */
  static void requireAnswer(Exchange x, Activity activity) {
    x.require(Permission.ANSWER);
    if (!QuestionForm.mayAnswer(x, activity)) {
      x.require(Permission.PAY);
    }
  }
}

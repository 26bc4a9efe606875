package io.autopurchase.web.page;

import static io.autopurchase.web.html.Html.action;
import static io.autopurchase.web.html.Html.all;
import static io.autopurchase.web.html.Html.attr;
import static io.autopurchase.web.html.Html.cls;
import static io.autopurchase.web.html.Html.each;
import static io.autopurchase.web.html.Html.el;
import static io.autopurchase.web.html.Html.flag;
import static io.autopurchase.web.html.Html.foreign;
import static io.autopurchase.web.html.Html.href;
import static io.autopurchase.web.html.Html.nothing;
import static io.autopurchase.web.html.Html.of;
import static io.autopurchase.web.html.Html.text;
import static io.autopurchase.web.html.Html.when;

import io.autopurchase.ActivityState;
import io.autopurchase.ActivitySummary;
import io.autopurchase.ActivityType;
import io.autopurchase.LineOutcome;
import io.autopurchase.Progress;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.SessionState;
import io.autopurchase.web.html.Node;
import io.autopurchase.web.html.Url;
import io.autopurchase.web.serve.Address;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import io.autopurchase.web.spi.FormToken;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What several pages are made of. */
final class Parts {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ROOT);

  private Parts() {}

  /** A form that is sent by POST, with the host's token. */
  static Node form(Exchange x, Address to, Node... fields) {
    return el("form", attr("method", "post"), action(to.url()), cls("ap-inline"), token(x), all(fields));
  }

  static Node token(Exchange x) {
    Optional<FormToken.Field> token = x.formField();
    return of(token, field -> hidden(field.name(), field.value()));
  }

  static Node hidden(String name, String value) {
    return el("input", attr("type", "hidden"), attr("name", name), attr("value", value));
  }

  /** Ticks all check boxes of a form, or none; shown by the script. */
  static Node tickAll(Exchange x, String form) {
    return el("button", attr("type", "button"), cls("ap-button ap-plain"), attr("data-tick-all", form), flag("hidden", true), text(x.t("tick.all")));
  }

  static Node button(String label, String kind) {
    return el("button", attr("type", "submit"), cls("ap-button " + kind), text(label));
  }

  static Node link(Address to, String label) {
    return el("a", href(to.url()), foreign(label));
  }

  /** A link to an activity by what it does. */
  static Node activity(Exchange x, ActivitySummary activity) {
    return el("a", href(x.at("activities", activity.id().value()).url()), cls("ap-name"), foreign(description(x, activity)));
  }

  /** A link to another site, or its label alone if the address is not one to follow. */
  static Node external(Optional<String> address, String label) {
    Optional<Url> url = address.flatMap(Url::external);
    return url.isEmpty()
        ? foreign(label)
        : el("a", href(url.get()), attr("rel", "noopener noreferrer"), attr("target", "_blank"), foreign(label));
  }

  /** Not by color alone: the text says it. */
  static Node chip(String label, String tone) {
    return el("span", cls("ap-chip ap-" + tone), text(label));
  }

  static Node state(Exchange x, ActivityState state) {
    String tone =
        switch (state) {
          case WAITING_FOR_ANSWER -> "ask";
          case COMPLETED -> "good";
          case FAILED, PARKED -> "bad";
          case RUNNING -> "busy";
          default -> "calm";
        };
    return chip(x.texts().messages().text(state), tone);
  }

  static Node state(Exchange x, SessionState state) {
    return chip(x.texts().messages().text(state), state == SessionState.ACTIVE ? "good" : state == SessionState.DISABLED ? "calm" : "bad");
  }

  static Node outcome(Exchange x, LineOutcome outcome) {
    String tone = outcome.isSuccess() ? "good" : outcome == LineOutcome.UNCERTAIN ? "ask" : outcome == LineOutcome.FAILED || outcome == LineOutcome.REJECTED ? "bad" : "calm";
    return chip(x.texts().messages().text(outcome), tone);
  }

  static Node status(Exchange x, PurchaseStatus status) {
    String tone =
        switch (status) {
          case AWAITING_PAYMENT -> "ask";
          case RECEIVED, SHIPPED -> "good";
          case CLOSED, UNKNOWN -> "calm";
          default -> "busy";
        };
    return chip(x.texts().messages().text(status), tone);
  }

  /** A moment; the script puts it into the reader's zone. */
  static Node time(Exchange x, Instant at) {
    return el("time", attr("datetime", at.toString()), text(TIME.format(at.atZone(x.settings().zone()))));
  }

  /** A moment, to the second. */
  static Node exactTime(Exchange x, Instant at) {
    return el("time", attr("datetime", at.toString()), attr("data-exact", ""), text(TIME.format(at.atZone(x.settings().zone()))));
  }

  /** A moment to come, of which the script also shows how long it takes. */
  static Node countdown(Exchange x, Instant at) {
    return el("time", attr("datetime", at.toString()), attr("data-countdown", ""), text(TIME.format(at.atZone(x.settings().zone()))));
  }

  static Node progress(Exchange x, Progress progress) {
    String percent = Integer.toString(progress.percent());
    return el(
        "span",
        cls("ap-progress"),
        attr("role", "progressbar"),
        attr("aria-label", x.t("progress.of", "done", progress.done(), "total", progress.total())),
        attr("aria-valuemin", "0"),
        attr("aria-valuemax", "100"),
        attr("aria-valuenow", percent),
        el("progress", attr("max", "100"), attr("value", percent), attr("aria-hidden", "true")),
        text(percent + " %"));
  }

  /** What went wrong, at the head of the page. */
  static Node alert(Exchange x, Failure failure) {
    return when(
        failure.isPresent(),
        () ->
            el(
                "div",
                cls("ap-alert"),
                attr("role", "alert"),
                foreign(failure.message()),
                of(failure.activity(), id -> all(text(" "), link(x.at("activities", id.value()), x.t("alert.activity"))))));
  }

  /** What was done, after the browser was sent on. */
  static Node notice(Exchange x, String parameter) {
    String key = x.typed(parameter);
    return key.matches("[a-z]+") ? of(Optional.of(x.texts().orElse("done." + key, "")).filter(said -> !said.isEmpty()), Parts::note) : nothing();
  }

  static Node note(String said) {
    return el("p", cls("ap-notice"), attr("role", "note"), text(said));
  }

  /** A labeled control, with what is wrong with it. */
  static Node field(String id, String label, Node control, Optional<String> error) {
    return el(
        "span",
        cls("ap-field"),
        el("label", attr("for", id), text(label)),
        control,
        of(error, wrong -> el("span", cls("ap-error"), attr("id", id + "-error"), foreign(wrong))));
  }

  static Node input(String id, String name, String type, String value, Optional<String> error) {
    return el(
        "input",
        attr("id", id),
        attr("name", name),
        attr("type", type),
        attr("value", value),
        attr("autocomplete", "off"),
        attr("aria-invalid", error.isPresent() ? "true" : "false"),
        error.isPresent() ? attr("aria-describedby", id + "-error") : nothing());
  }

  /** A choice of one. */
  static Node select(String id, String name, List<Choice> choices, String chosen) {
    return el("select", attr("id", id), attr("name", name), each(choices, choice -> option(choice, choice.value().equals(chosen))));
  }

  private static Node option(Choice choice, boolean chosen) {
    return el("option", attr("value", choice.value()), flag("selected", chosen), text(choice.label()));
  }

  record Choice(String value, String label) {}

  /** A table with a name and heads; on a narrow screen each row becomes a card, whose cells name their heads. */
  static Node table(String name, List<String> heads, Node rows) {
    return el(
        "div",
        cls("ap-scroll"),
        el(
            "table",
            attr("aria-label", name),
            el("thead", el("tr", each(heads, head -> el("th", attr("scope", "col"), text(head))))),
            el("tbody", rows)));
  }

  static Node cell(String head, Node... content) {
    return el("td", attr("data-head", head), all(content));
  }

  /** A part of a page that is replaced when something has changed; ids are unique in a page. */
  static Node live(String id, Node... content) {
    return el("div", attr("id", id), attr("data-live", ""), all(content));
  }

  /** The stored description is English; other readers get the type and what it is about. */
  static String description(Exchange x, ActivitySummary activity) {
    if (x.texts().locale().equals(Locale.ENGLISH) || activity.type() == ActivityType.UNKNOWN) {
      return activity.description().isBlank() ? activity.id().value() : activity.description();
    }
    String about = activity.orderId().or(() -> activity.session().map(Object::toString)).orElse(activity.id().value());
    return x.texts().messages().text(activity.type()) + ": " + about;
  }
}

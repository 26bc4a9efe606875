package io.autopurchase.web.page;

import static io.autopurchase.web.html.Html.all;
import static io.autopurchase.web.html.Html.attr;
import static io.autopurchase.web.html.Html.cls;
import static io.autopurchase.web.html.Html.each;
import static io.autopurchase.web.html.Html.el;
import static io.autopurchase.web.html.Html.flag;
import static io.autopurchase.web.html.Html.foreign;
import static io.autopurchase.web.html.Html.of;
import static io.autopurchase.web.html.Html.text;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivitySummary;
import io.autopurchase.web.html.Node;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;

/** The window with the progress of an activity. Closing it changes nothing: the activity goes on. */
final class ProgressPart {
  private final Exchange x;
  private final String orderId;

  ProgressPart(Exchange x, String orderId) {
    this.x = x;
    this.orderId = orderId;
  }

  Node render(String id) {
    // An id that stands in an address may be any text.
    return x.engine().activities().find(new ActivityId(id)).map(this::window).orElse(text(""));
  }

  private Node window(Activity activity) {
    return el(
        "dialog",
        attr("aria-labelledby", "ap-progress-title"),
        attr("id", "ap-progress"),
        flag("open", true),
        attr("data-window", activity.id().value()),
        el("h2", attr("id", "ap-progress-title"), text(x.t("progress"))),
        Parts.live(
            "ap-progress-live",
            el("p", Parts.link(x.at("activities", activity.id().value()), Parts.description(x, ActivitySummary.of(activity)))),
            el("p", attr("role", "status"), Parts.state(x, activity.state()), ActivityPage.waiting(x, activity)),
            Parts.progress(x, activity.progress()),
            el("ul", each(activity.lines(), line -> el("li", foreign(line.line().lineId()), text(" "), Parts.outcome(x, line.outcome()), of(x.texts().messages().text(line), why -> all(text(" "), foreign(why)))))),
            of(activity.question(), question -> QuestionForm.of(x, activity, question, "order", Failure.NONE)),
            ActivityPage.buttons(x, activity, "order")),
        el("form", attr("method", "dialog"), cls("ap-inline"), el("button", attr("type", "submit"), cls("ap-button ap-plain"), text(x.t("close")))));
  }
}

package io.autopurchase.web.page;

import static io.autopurchase.web.html.Html.action;
import static io.autopurchase.web.html.Html.all;
import static io.autopurchase.web.html.Html.attr;
import static io.autopurchase.web.html.Html.cls;
import static io.autopurchase.web.html.Html.each;
import static io.autopurchase.web.html.Html.el;
import static io.autopurchase.web.html.Html.foreign;
import static io.autopurchase.web.html.Html.href;
import static io.autopurchase.web.html.Html.nothing;
import static io.autopurchase.web.html.Html.of;
import static io.autopurchase.web.html.Html.text;
import static io.autopurchase.web.html.Html.when;

import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivitySummary;
import io.autopurchase.ActivityType;
import io.autopurchase.InvalidInputException;
import io.autopurchase.ResultPage;
import io.autopurchase.web.html.Node;
import io.autopurchase.web.serve.Address;
import io.autopurchase.web.serve.Answer;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import java.util.ArrayList;
import java.util.List;

/** The list of activities. Everything that it shows is in its address. */
final class ActivitiesPage {
  private static final int SIZE = 25;
  /** So many pages back are remembered in the address; from deeper ones, "newer" leads to the newest. */
  private static final int DEEPEST_TRAIL = 40;

  private ActivitiesPage() {}

  static Answer show(Exchange x) {
    try {
      return show(x, ActivityFilter.of(x).page(1, SIZE).build(), Failure.NONE);
    } catch (InvalidInputException e) {
      Failure failure = Failure.of(x.texts(), e);
      return show(x, ActivityQuery.builder().page(1, SIZE).build(), new Failure(400, failure.message(), failure.fields(), failure.activity()));
    }
  }

  private static Answer show(Exchange x, ActivityQuery query, Failure failure) {
    // One more than is shown: if it comes, there are older ones.
    List<ActivitySummary> found = x.engine().activities().summaries(query.toBuilder().page(1, SIZE + 1).build()).entries();
    List<ActivitySummary> shown = found.subList(0, Math.min(SIZE, found.size()));
    return Layout.page(
        x,
        "activities",
        x.t("nav.activities"),
        failure,
        filters(x, failure),
        Parts.live(
            "ap-activities",
            counts(x, query),
            shown.isEmpty() ? el("p", cls("ap-empty"), text(x.t("activities.none"))) : table(x, shown),
            pages(x, shown, found.size() > SIZE)));
  }

  private static Node filters(Exchange x, Failure failure) {
    List<Parts.Choice> states = new ArrayList<>(List.of(
        new Parts.Choice("", x.t("any")), new Parts.Choice(ActivityFilter.ATTENTION, x.t("state.attention")), new Parts.Choice(ActivityFilter.UNFINISHED, x.t("state.unfinished"))));
    for (ActivityState state : ActivityState.values()) {
      states.add(new Parts.Choice(state.name(), x.texts().messages().text(state)));
    }
    List<Parts.Choice> types = new ArrayList<>(List.of(new Parts.Choice("", x.t("any"))));
    for (ActivityType type : ActivityType.values()) {
      if (type != ActivityType.UNKNOWN) {
        types.add(new Parts.Choice(type.name(), x.texts().messages().text(type)));
      }
    }
    return el(
        "form",
        attr("method", "get"),
        action(x.at("activities").url()),
        cls("ap-bar"),
        attr("role", "search"),
        Parts.field("q", x.t("search"), Parts.input("q", "q", "search", x.typed("q"), failure.field("text")), failure.field("text")),
        Parts.field("state", x.t("state"), Parts.select("state", "state", states, x.typed("state")), failure.field("state")),
        Parts.field("type", x.t("type"), Parts.select("type", "type", types, x.typed("type")), failure.field("type")),
        each(List.of("provider", "login", "order"), name -> kept(x, name)),
        Parts.button(x.t("filter"), "ap-plain"),
        when(ActivityFilter.NAMES.stream().anyMatch(name -> x.param(name).isPresent()), () -> Parts.link(x.at("activities"), x.t("filter.clear"))));
  }

  /** A filter that came by a link: shown, and kept by the form. */
  private static Node kept(Exchange x, String name) {
    return of(x.param(name), value -> el("span", cls("ap-kept"), text(x.t("filter." + name) + ": "), foreign(value), Parts.hidden(name, value)));
  }

  /** A query for each state, and not one for each state and type, as the library's own counts take. */
  private static Node counts(Exchange x, ActivityQuery query) {
    List<Node> counts = new ArrayList<>();
    for (ActivityState state : ActivityState.values()) {
      ResultPage<ActivitySummary> first = x.engine().activities().summaries(query.toBuilder().state(state).before(null).page(1, 1).build());
      if (first.total() > 0) {
        counts.add(count(x, state, first.total() + (first.isTotalExact() ? "" : "+")));
      }
    }
    return el("p", cls("ap-counts"), each(counts, count -> count));
  }

  private static Node count(Exchange x, ActivityState state, String count) {
    return el(
        "a",
        href(with(x, state.name()).url()),
        state.name().equals(x.typed("state")) ? attr("aria-current", "true") : nothing(),
        Parts.state(x, state),
        text(" " + count));
  }

  private static Address with(Exchange x, String state) {
    Address address = x.at("activities");
    for (String name : ActivityFilter.NAMES) {
      address = address.with(name, name.equals("state") ? state : x.typed(name));
    }
    return address;
  }

  private static Node table(Exchange x, List<ActivitySummary> activities) {
    return Parts.table(
        x.t("nav.activities"),
        List.of(x.t("head.activity"), x.t("state"), x.t("head.progress"), x.t("type"), x.t("head.order"), x.t("head.session"), x.t("head.by"), x.t("head.created")),
        each(activities, activity -> row(x, activity)));
  }

  private static Node row(Exchange x, ActivitySummary activity) {
    return el(
        "tr",
        Parts.cell(x.t("head.activity"), Parts.activity(x, activity)),
        Parts.cell(x.t("state"), Parts.state(x, activity.state()), waiting(x, activity)),
        Parts.cell(x.t("head.progress"), Parts.progress(x, activity.progress())),
        Parts.cell(x.t("type"), text(x.texts().messages().text(activity.type()))),
        Parts.cell(x.t("head.order"), of(activity.orderId(), order -> Parts.link(x.at("orders", order), order))),
        Parts.cell(x.t("head.session"), of(activity.session(), session -> foreign(session.toString()))),
        Parts.cell(x.t("head.by"), of(activity.requestedBy(), by -> foreign(by))),
        Parts.cell(x.t("head.created"), Parts.time(x, activity.createdAt())));
  }

  private static Node waiting(Exchange x, ActivitySummary activity) {
    return of(
        activity.reason(),
        reason ->
            el(
                "small",
                cls("ap-why"),
                text(x.texts().messages().text(reason)),
                of(activity.until(), until -> all(text(" · " + x.t("next.look") + " "), Parts.countdown(x, until)))));
  }

  /** Older pages begin before the last activity shown; the address remembers where the newer ones began. */
  private static Node pages(Exchange x, List<ActivitySummary> shown, boolean hasOlder) {
    List<String> trail = new ArrayList<>(List.of(x.typed("trail").split("\\.")));
    trail.removeIf(String::isEmpty);
    Address here = with(x, x.typed("state"));
    boolean hasNewer = x.param("before").isPresent();
    List<String> longer = new ArrayList<>(trail);
    x.param("before").ifPresent(longer::add);
    String newer = trail.isEmpty() ? null : trail.get(trail.size() - 1);
    List<String> shorter = trail.isEmpty() ? List.of() : trail.subList(0, trail.size() - 1);
    return el(
        "p",
        cls("ap-pages"),
        when(hasNewer, () -> page(here.with("before", newer).with("trail", String.join(".", shorter)), x.t("newer"), "prev")),
        when(
            hasOlder,
            () ->
                page(
                    here.with("before", shown.get(shown.size() - 1).id().value())
                        .with("trail", String.join(".", longer.subList(Math.max(0, longer.size() - DEEPEST_TRAIL), longer.size()))),
                    x.t("older"),
                    "next")));
  }

  private static Node page(Address address, String label, String relation) {
    return el("a", href(address.url()), attr("rel", relation), cls("ap-button ap-plain"), text(label));
  }
}

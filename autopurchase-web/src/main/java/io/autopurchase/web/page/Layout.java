package io.autopurchase.web.page;

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
import static io.autopurchase.web.html.Html.src;
import static io.autopurchase.web.html.Html.text;
import static io.autopurchase.web.html.Html.when;

import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivitySummary;
import io.autopurchase.ResultPage;
import io.autopurchase.web.html.Node;
import io.autopurchase.web.html.Url;
import io.autopurchase.web.serve.Answer;
import io.autopurchase.web.serve.Assets;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import io.autopurchase.web.serve.Texts;
import java.util.List;
import java.util.Map;

/** The frame of every page: head, navigation, alert, contents. */
final class Layout {
  private static final List<String> SECTIONS = List.of("activities", "questions", "sessions", "payments", "health");
  private static final Map<String, String> LANGUAGE_NAMES = Map.of("en", "English", "ru", "Русский", "zh", "中文");

  private Layout() {}

  static Answer page(Exchange x, String section, String title, Failure failure, Node... contents) {
    Node navigation = navigation(x, section);
    return document(x, title, failure, nothing(), navigation, contents);
  }

  /** A page without what only a user may see, with something of its own in its head. */
  static Answer bare(Exchange x, String title, Failure failure, Node head, Node... contents) {
    return document(x, title, failure, head, nothing(), contents);
  }

  private static Answer document(Exchange x, String title, Failure failure, Node head, Node navigation, Node... contents) {
    Node html =
        el(
            "html",
            attr("lang", x.texts().locale().getLanguage()),
            el(
                "head",
                el("meta", attr("charset", "utf-8")),
                el("meta", attr("name", "viewport"), attr("content", "width=device-width, initial-scale=1")),
                el("meta", attr("name", "color-scheme"), attr("content", "light dark")),
                el("title", text(title + " · " + x.t("console"))),
                head,
                assets(x)),
            el(
                "body",
                cls("ap ap-page"),
                x.by().isEmpty() ? nothing() : attr("data-stream", x.at("stream").toString()),
                el("a", cls("ap-skip"), href(Url.own("#main")), text(x.t("skip"))),
                navigation,
                el(
                    "main",
                    attr("id", "main"),
                    attr("tabindex", "-1"),
                    el("h1", foreign(title)),
                    el("div", attr("id", "alerts"), Parts.alert(x, failure), Parts.notice(x, "done")),
                    all(contents))));
    return Answer.page(failure.isPresent() ? failure.status() : 200, html);
  }

  static Node assets(Exchange x) {
    return all(
        el("link", attr("rel", "stylesheet"), href(x.at("assets", Assets.STYLE.name()).url())),
        el("script", src(x.at("assets", Assets.SCRIPT.name()).url()), flag("defer", true)));
  }

  private static Node navigation(Exchange x, String section) {
    return el(
        "header",
        cls("ap-top"),
        el(
            "nav",
            attr("aria-label", x.t("nav")),
            attr("id", "ap-nav"),
            attr("data-live", ""),
            of(x.settings().home(), url -> el("a", cls("ap-home"), href(url), text(x.t("nav.home")))),
            each(
                SECTIONS,
                name ->
                    el(
                        "a",
                        href(x.at(name).url()),
                        name.equals(section) ? attr("aria-current", "page") : nothing(),
                        text(x.t("nav." + name)),
                        name.equals("questions") ? openQuestions(x) : nothing()))),
        el("div", cls("ap-who"), shops(x), languages(x), el("span", cls("ap-user"), foreign(x.by()))));
  }

  private static Node openQuestions(Exchange x) {
    ResultPage<ActivitySummary> asking = x.engine().activities().summaries(ActivityQuery.builder().state(ActivityState.WAITING_FOR_ANSWER).page(1, 1).build());
    return when(asking.total() > 0, () -> all(text(" "), el("span", cls("ap-badge"), text(asking.total() + (asking.isTotalExact() ? "" : "+")))));
  }

  private static Node shops(Exchange x) {
    return when(
        x.settings().shops().size() > 1,
        () ->
            el(
                "span",
                cls("ap-shops"),
                each(
                    x.settings().shops().values().stream().filter(shop -> x.settings().access().user(x.request(), shop.id()).isPresent()).toList(),
                    shop ->
                        el(
                            "a",
                            href(x.atShop(shop.id(), "activities").url()),
                            shop.id().equals(x.shop().id()) ? attr("aria-current", "true") : nothing(),
                            foreign(shop.id())))));
  }

  private static Node languages(Exchange x) {
    return when(
        x.settings().locale().isEmpty(),
        () ->
            el(
                "span",
                cls("ap-languages"),
                each(
                    Texts.LANGUAGES,
                    language ->
                        el(
                            "a",
                            href(x.inLanguage(language).url()),
                            attr("lang", language),
                            attr("hreflang", language),
                            language.equals(x.texts().locale().getLanguage()) ? attr("aria-current", "true") : nothing(),
                            text(LANGUAGE_NAMES.getOrDefault(language, language))))));
  }
}

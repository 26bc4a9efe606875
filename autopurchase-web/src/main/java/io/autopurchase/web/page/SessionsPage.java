package io.autopurchase.web.page;

import static io.autopurchase.web.html.Html.action;
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

import io.autopurchase.Session;
import io.autopurchase.SessionHealth;
import io.autopurchase.SessionState;
import io.autopurchase.web.html.Node;
import io.autopurchase.web.html.Url;
import io.autopurchase.web.serve.Answer;
import io.autopurchase.web.serve.AuthorizationCookie;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import io.autopurchase.web.serve.Refusal;
import io.autopurchase.web.spi.Permission;
import java.util.List;

/** Logins at providers: their state, and how to add one. */
final class SessionsPage {
  private SessionsPage() {}

  static Answer show(Exchange x) {
    return show(x, Failure.NONE);
  }

  static Answer show(Exchange x, Failure failure) {
    List<Session> sessions = x.engine().sessions().list();
    return Layout.page(
        x,
        "sessions",
        x.t("nav.sessions"),
        failure,
        when(x.may(Permission.SESSIONS), () -> add(x, failure)),
        Parts.live("ap-sessions", sessions.isEmpty() ? el("p", cls("ap-empty"), text(x.t("sessions.none"))) : table(x, sessions)));
  }

  private static Node add(Exchange x, Failure failure) {
    List<Parts.Choice> providers = x.engine().providers().stream().map(provider -> new Parts.Choice(provider, provider)).toList();
    return el(
        "form",
        attr("method", "post"),
        action(x.at("sessions", "begin").url()),
        cls("ap-bar"),
        attr("aria-label", x.t("sessions.add")),
        Parts.token(x),
        of(x.param("order"), order -> Parts.hidden("order", order)),
        Parts.field("provider", x.t("field.provider"), Parts.select("provider", "provider", providers, x.param("provider").orElse(x.settings().provider())), failure.field("provider")),
        Parts.field("login", x.t("field.login"), Parts.input("login", "login", "text", x.typed("login"), failure.field("login")), failure.field("login")),
        Parts.button(x.t("sessions.add"), "ap-primary"));
  }

  private static Node table(Exchange x, List<Session> sessions) {
    return Parts.table(
        x.t("nav.sessions"),
        List.of(x.t("field.provider"), x.t("field.login"), x.t("state"), x.t("head.account"), x.t("head.ends"), x.t("head.synchronized"), x.t("head.actions")),
        each(sessions, session -> row(x, session)));
  }

  private static Node row(Exchange x, Session session) {
    return el(
        "tr",
        Parts.cell(x.t("field.provider"), foreign(session.id().provider())),
        Parts.cell(x.t("field.login"), foreign(session.id().login())),
        Parts.cell(x.t("state"), Parts.state(x, session.state()), health(x, session)),
        Parts.cell(x.t("head.account"), of(session.account(), account -> foreign(account))),
        Parts.cell(x.t("head.ends"), of(session.authorizationEndsAt(), at -> Parts.countdown(x, at))),
        Parts.cell(
            x.t("head.synchronized"),
            of(session.lastSynchronizedAt(), at -> Parts.countdown(x, at)),
            of(session.synchronizationFailure(), why -> el("small", cls("ap-why"), foreign(why)))),
        Parts.cell(x.t("head.actions"), el("span", cls("ap-actions"), buttons(x, session))));
  }

  private static Node health(Exchange x, Session session) {
    return when(
        session.health() == SessionHealth.EXPIRING || session.health() == SessionHealth.SYNC_FAILED,
        () -> all(text(" "), Parts.chip(x.t("health." + session.health().name()), "ask")));
  }

  private static Node buttons(Exchange x, Session session) {
    boolean manages = x.may(Permission.SESSIONS);
    boolean disabled = session.state() == SessionState.DISABLED;
    return all(
        when(x.may(Permission.SYNC), () -> button(x, session, "synchronize", "ap-plain")),
        when(
            manages && !disabled && (session.state() == SessionState.NEEDS_AUTHORIZATION || session.health() == SessionHealth.EXPIRING),
            () ->
                Parts.form(
                    x,
                    x.at("sessions", "begin"),
                    Parts.hidden("provider", session.id().provider()),
                    Parts.hidden("login", session.id().login()),
                    Parts.button(x.t("sessions.authorize"), "ap-primary"))),
        when(manages && !disabled, () -> button(x, session, "disable", "ap-plain")),
        when(manages && disabled, () -> button(x, session, "enable", "ap-plain")),
        when(manages, () -> button(x, session, "remove", "ap-danger")));
  }

  private static Node button(Exchange x, Session session, String deed, String kind) {
    return Parts.form(x, x.at("sessions", session.id().provider(), session.id().login(), deed), Parts.button(x.t("sessions." + deed), kind));
  }

  /**
   * On to the provider. A redirect of the form itself would have to be allowed by the policy for forms, with the provider's address, which
   * is only known now; a page that leads on is not.
   */
  static Answer goOn(Exchange x) {
    x.require(Permission.SESSIONS);
    String name = x.typed("authorization");
    AuthorizationCookie.Kept kept = AuthorizationCookie.find(x.request(), name).orElseThrow(() -> new Refusal(404, "NO_AUTHORIZATION"));
    Url provider = Url.external(kept.url()).orElseThrow(Refusal::notFound);
    return Layout.bare(
        x,
        x.t("sessions.add"),
        Failure.NONE,
        el("meta", attr("http-equiv", "refresh"), attr("content", "0;url=" + provider)),
        el("p", el("a", href(provider), attr("rel", "noreferrer"), text(x.t("sessions.goOn")))));
  }
}

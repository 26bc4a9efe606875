package io.autopurchase.web.page;

import static io.autopurchase.web.html.Html.el;
import static io.autopurchase.web.html.Html.nothing;
import static io.autopurchase.web.html.Html.text;

import io.autopurchase.web.html.Node;
import io.autopurchase.web.serve.Answer;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import io.autopurchase.web.serve.Route;
import java.util.List;
import java.util.function.Function;

/** All addresses of the console. */
public final class Pages {
  private Pages() {}

  /**
   * What is shown and done at which address.
   *
   * @param stream answers a page that listens to changes
   */
  public static List<Route> routes(Function<Exchange, Answer> stream) {
    return List.of(
        get("activities", ActivitiesPage::show),
        get("activities/*", ActivityPage::show),
        post("activities/*/answer", ActivityForms::answer),
        post("activities/*/interrupt", ActivityForms::interrupt),
        post("activities/*/retry", ActivityForms::retry),
        get("questions", QuestionsPage::show),
        post("questions/answer", QuestionsPage::answer),
        get("sessions", SessionsPage::show),
        post("sessions/begin", SessionForms::begin),
        get("sessions/continue", SessionsPage::goOn),
        get("sessions/callback/*", SessionForms::callback),
        post("sessions/*/*/synchronize", SessionForms::synchronize),
        post("sessions/*/*/disable", SessionForms::disable),
        post("sessions/*/*/enable", SessionForms::enable),
        post("sessions/*/*/remove", SessionForms::remove),
        get("payments", PaymentsPage::show),
        post("payments/select", PaymentsPage::select),
        post("payments/pay", PaymentsPage::pay),
        get("health", HealthPage::show),
        get("orders/*", OrderPage::show),
        get("orders/*/panel", OrderPage::panel),
        post("orders/*/preview", OrderForms::preview),
        post("orders/*/book", OrderForms::book),
        post("orders/*/bind", OrderForms::bind),
        post("orders/*/unbind", OrderForms::unbind),
        post("orders/*/status", OrderForms::status),
        post("orders/*/remove-session", OrderForms::removeSession),
        post("orders/*/synchronize", OrderForms::synchronize),
        get("stream", stream),
        get("api/v1/activities", ApiV1::activities),
        get("api/v1/activities/*", ApiV1::activity),
        get("api/v1/questions", ApiV1::questions),
        get("api/v1/sessions", ApiV1::sessions),
        get("api/v1/summary", ApiV1::summary));
  }

  private static Route get(String pattern, Function<Exchange, Answer> handler) {
    return new Route("GET", pattern, handler);
  }

  private static Route post(String pattern, Function<Exchange, Answer> handler) {
    return new Route("POST", pattern, handler);
  }

  /**
   * What is shown instead of a page that cannot be.
   *
   * @param x the request
   * @param code of the reason
   * @param failure with the status and the text
   */
  public static Answer error(Exchange x, String code, Failure failure) {
    String path = String.valueOf(x.request().getPathInfo());
    if (path.contains("/api/v1/")) {
      return ApiV1.error(code, failure);
    }
    Node home = x.by().isEmpty() ? nothing() : el("p", Parts.link(x.at("activities"), x.t("nav.activities")));
    return Layout.bare(x, x.t("error.title"), failure, nothing(), home, el("p", el("small", text(Integer.toString(failure.status())))));
  }

  /**
   * The panel of an order for a page of the host's.
   *
   * @param x the host's request
   * @param orderId of an order that the host or the library knows
   */
  public static Node panel(Exchange x, String orderId) {
    return OrderPage.panel(x, orderId);
  }

  /**
   * The stylesheet and the script, for the head of a page of the host's.
   *
   * @param x the host's request
   */
  public static Node assets(Exchange x) {
    return Layout.assets(x);
  }
}

package io.autopurchase.web.page;

import io.autopurchase.Activity;
import io.autopurchase.AuthorizationRequest;
import io.autopurchase.AutoPurchaseException;
import io.autopurchase.SessionId;
import io.autopurchase.web.serve.Answer;
import io.autopurchase.web.serve.AuthorizationCookie;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import io.autopurchase.web.spi.Permission;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the forms of the sessions do. */
final class SessionForms {
  private SessionForms() {}

  static Answer begin(Exchange x) {
    x.require(Permission.SESSIONS);
    AuthorizationRequest request;
    try {
      request = x.engine().sessions().startAuthorization(new SessionId(x.typed("provider"), x.typed("login")), x.by());
    } catch (AutoPurchaseException e) {
      return SessionsPage.show(x, Failure.of(x.texts(), e));
    }
    return response -> {
      String name = AuthorizationCookie.keep(x, response, request, x.typed("order"));
      Answer.seeOther(x.at("sessions", "continue").with("authorization", name)).send(response);
    };
  }

  /** The provider has sent the browser back. */
  static Answer callback(Exchange x) {
    x.require(Permission.SESSIONS);
    Optional<AuthorizationCookie.Kept> kept = AuthorizationCookie.ofCallback(x.request());
    URI whole;
    try {
      whole = URI.create(x.request().getRequestURL() + "?" + Optional.ofNullable(x.request().getQueryString()).orElse(""));
    } catch (IllegalArgumentException e) {
      return SessionsPage.show(x, new Failure(422, x.t("error.callback"), Map.of(), Optional.empty()));
    }
    return x.attempt(
        () -> {
          x.engine().sessions().completeAuthorization(whole, kept.map(AuthorizationCookie.Kept::state).orElse(null), x.by());
          String order = kept.map(AuthorizationCookie.Kept::orderId).orElse("");
          return order.isEmpty() ? x.at("sessions").with("done", "authorized") : OrderPage.home(x, order).with(OrderPanel.DONE, "authorized");
        },
        failure -> SessionsPage.show(x, failure));
  }

  static Answer synchronize(Exchange x) {
    x.require(Permission.SYNC);
    return x.attempt(
        () -> {
          Activity activity = x.engine().synchronize(session(x), x.by());
          return x.at("activities", activity.id().value());
        },
        failure -> SessionsPage.show(x, failure));
  }

  static Answer disable(Exchange x) {
    return change(x, "disabled", session -> x.engine().sessions().disable(session, x.by()));
  }

  static Answer enable(Exchange x) {
    return change(x, "enabled", session -> x.engine().sessions().enable(session, x.by()));
  }

  static Answer remove(Exchange x) {
    return change(x, "removed", session -> x.engine().sessions().remove(session, x.by()));
  }

  private static Answer change(Exchange x, String done, Consumer<SessionId> change) {
    x.require(Permission.SESSIONS);
    return x.attempt(
        () -> {
          change.accept(session(x));
          return x.at("sessions").with("done", done);
        },
        failure -> SessionsPage.show(x, failure));
  }

  private static SessionId session(Exchange x) {
    return new SessionId(x.variable(0), x.variable(1));
  }
}

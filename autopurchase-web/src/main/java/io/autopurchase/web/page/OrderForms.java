package io.autopurchase.web.page;

import io.autopurchase.Activity;
import io.autopurchase.BindingRequest;
import io.autopurchase.InvalidInputException;
import io.autopurchase.ReservationPlan;
import io.autopurchase.SessionId;
import io.autopurchase.UnbindingRequest;
import io.autopurchase.web.page.OrderLines.Group;
import io.autopurchase.web.page.OrderLines.Row;
import io.autopurchase.web.serve.Address;
import io.autopurchase.web.serve.Answer;
import io.autopurchase.web.serve.Exchange;
import io.autopurchase.web.serve.Failure;
import io.autopurchase.web.serve.Refusal;
import io.autopurchase.web.spi.OrderSource;
import io.autopurchase.web.spi.OrderView;
import io.autopurchase.web.spi.Permission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the buttons of the order panel do with the lines that are ticked. */
final class OrderForms {
  private OrderForms() {}

  /** A plan for some lines, as the host makes it, with who asks for it. */
  static ReservationPlan.Builder plan(Exchange x, OrderSource source, String orderId, List<String> lineIds, String session) {
    return source.plan(orderId, lineIds, session(session)).requestedBy(x.by());
  }

  private static SessionId session(String text) {
    int slash = text.indexOf('/');
    return new SessionId(slash < 0 ? "" : text.substring(0, slash), text.substring(slash + 1));
  }

  static Answer preview(Exchange x) {
    x.require(Permission.BOOK);
    return withTicked(x, ticked -> Answer.seeOther(OrderPanel.again(x, x.variable(0)).with(OrderPanel.PREVIEW, "1")));
  }

  static Answer book(Exchange x) {
    x.require(Permission.BOOK);
    return withTicked(
        x,
        ticked ->
            attempt(
                x,
                () -> {
                  ReservationPlan.Builder plan = plan(x, source(x), x.variable(0), ticked, x.typed(OrderPanel.SESSION));
                  x.param(OrderPanel.FINGERPRINT).ifPresent(plan::previewed);
                  return progress(x, x.engine().book(plan.build()));
                }));
  }

  /** Without a tick all lines that are ready: one number usually stands for the whole order. */
  static Answer bind(Exchange x) {
    x.require(Permission.BIND);
    OrderLines lines = OrderPage.lines(x, x.variable(0));
    List<String> ticked = x.params(OrderPanel.LINE);
    List<Row> rows = ticked.isEmpty() ? lines.in(Group.READY) : lines.rows().stream().filter(row -> ticked.contains(row.id())).toList();
    if (rows.isEmpty()) {
      return OrderPage.show(x, Failure.ofField(x.texts(), "line", x.t("error.noLines")));
    }
    if (x.param(OrderPanel.PROVIDER_ORDER).isEmpty()) {
      return OrderPage.show(x, Failure.ofField(x.texts(), "providerOrder", x.t("error.providerOrder")));
    }
    return attempt(
        x,
        () -> {
          BindingRequest.Builder request = BindingRequest.builder(lines.id(), session(x.typed(OrderPanel.SESSION)), x.typed(OrderPanel.PROVIDER_ORDER)).requestedBy(x.by());
          for (Row row : rows) {
            OrderView.Line line = row.line().orElseThrow(() -> new Refusal(404, "PAGE_NOT_FOUND"));
            request.line(line.id(), line.item(), line.quantity());
          }
          return progress(x, x.engine().bind(request.build()));
        });
  }

  /** Only from the orders that the page has shown: a line that was bought again since then stays as it is. */
  static Answer unbind(Exchange x) {
    x.require(Permission.UNBIND);
    Map<String, String> shown = new HashMap<>();
    for (String linked : x.params(OrderPanel.LINKED)) {
      int at = linked.lastIndexOf('=');
      shown.put(linked.substring(0, Math.max(0, at)), linked.substring(at + 1));
    }
    return withTicked(
        x,
        ticked ->
            attempt(
                x,
                () -> {
                  UnbindingRequest.Builder request = UnbindingRequest.builder(x.variable(0)).requestedBy(x.by());
                  for (String line : ticked) {
                    Optional<String> order = Optional.ofNullable(shown.get(line));
                    order.ifPresentOrElse(number -> request.line(line, number), () -> request.line(line));
                  }
                  if (x.param(OrderPanel.LINK_ONLY).isPresent()) {
                    request.unlinkOnly();
                  }
                  return progress(x, x.engine().unbind(request.build()));
                }));
  }

  static Answer status(Exchange x) {
    x.require(Permission.STATUS);
    return withTicked(
        x,
        ticked ->
            attempt(
                x,
                () -> {
                  OrderSource source = source(x);
                  String status = x.typed(OrderPanel.STATUS);
                  if (source.statuses(x.texts().locale()).stream().noneMatch(known -> known.id().equals(status))) {
                    throw new InvalidInputException("status", "UNKNOWN_STATUS", x.t("error.status"));
                  }
                  source.setStatus(x.variable(0), ticked, status, x.by());
                  return OrderPage.home(x, x.variable(0)).with(OrderPanel.DONE, "status");
                }));
  }

  static Answer removeSession(Exchange x) {
    x.require(Permission.SESSIONS);
    return attempt(
        x,
        () -> {
          x.engine().sessions().remove(session(x.typed(OrderPanel.SESSION)), x.by());
          return OrderPage.home(x, x.variable(0)).with(OrderPanel.DONE, "removed");
        });
  }

  static Answer synchronize(Exchange x) {
    x.require(Permission.SYNC);
    return attempt(x, () -> progress(x, x.engine().synchronize(session(x.typed(OrderPanel.SESSION)), x.by())));
  }

  private static Address progress(Exchange x, Activity activity) {
    return OrderPage.home(x, x.variable(0)).with(OrderPanel.SESSION, x.typed(OrderPanel.SESSION)).with(OrderPanel.ACTIVITY, activity.id().value());
  }

  private static OrderSource source(Exchange x) {
    return x.orders().orElseThrow(Refusal::notFound);
  }

  private interface WithTicked {
    Answer run(List<String> lineIds);
  }

  private static Answer withTicked(Exchange x, WithTicked deed) {
    OrderLines lines = OrderPage.lines(x, x.variable(0));
    List<String> ticked = x.params(OrderPanel.LINE).stream().filter(id -> lines.row(id).isPresent()).toList();
    return ticked.isEmpty() ? OrderPage.show(x, Failure.ofField(x.texts(), "line", x.t("error.noLines"))) : deed.run(ticked);
  }

  private static Answer attempt(Exchange x, Supplier<Address> deed) {
    return x.attempt(deed, failure -> OrderPage.show(x, failure));
  }
}

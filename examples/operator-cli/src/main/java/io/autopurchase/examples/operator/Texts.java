package io.autopurchase.examples.operator;

import io.autopurchase.Activity;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.EventGap;
import io.autopurchase.Health;
import io.autopurchase.LineResult;
import io.autopurchase.Parcel;
import io.autopurchase.PaymentDue;
import io.autopurchase.PlanPreview;
import io.autopurchase.PriceVariance;
import io.autopurchase.Purchase;
import io.autopurchase.Question;
import io.autopurchase.ResultPage;
import io.autopurchase.Session;
import io.autopurchase.Violation;
import io.autopurchase.spi.PlainText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/** What the commands print for people. */
final class Texts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private final int width;

  /**
   * @param width of a line, in characters
   */
  Texts(int width) {
    this.width = width;
  }

  String activity(Activity activity) {
    StringBuilder text = new StringBuilder();
    text.append(activity.type()).append(' ').append(activity.id()).append("  ").append(activity.state());
    text.append("  ").append(activity.progress().percent()).append(" %\n");
    text.append(PlainText.clean(activity.description())).append('\n');
    activity.requestedBy().ifPresent(by -> text.append("Requested by ").append(PlainText.clean(by)).append('\n'));
    activity.reason().ifPresent(why -> text.append("Waits: ").append(why).append(until(activity)).append('\n'));
    if (!activity.lines().isEmpty()) {
      text.append('\n').append(lines(activity.lines()));
    }
    activity.question().ifPresent(question -> text.append('\n').append(question(activity, question)));
    if (!activity.journal().isEmpty()) {
      Table journal = new Table("AT", "LEVEL", "CODE", "MESSAGE");
      activity.journal().forEach(e -> journal.row(time(e.at()), e.level(), e.code(), e.message()));
      text.append('\n').append(journal.toString(width));
    }
    return text.toString();
  }

  String activities(ResultPage<Activity> page) {
    if (page.total() == 0) {
      return "No activities. 'book', 'bind', 'unbind', 'pay' and 'sync' begin them.\n";
    }
    Table table = new Table("ID", "TYPE", "STATE", "DONE", "SESSION", "CREATED", "DESCRIPTION");
    for (Activity a : page.entries()) {
      table.row(
          a.id().value(),
          a.type().name(),
          a.state().name(),
          a.progress().percent() + " %",
          a.session().map(id -> id.login()).orElse(""),
          time(a.createdAt()),
          a.description());
    }
    if (!page.isTotalExact()) {
      return table.toString(width) + "Page " + page.page() + ", " + page.total() + " or more in all\n";
    }
    long pages = Math.max(1, (page.total() + page.size() - 1) / page.size());
    return table.toString(width) + "Page " + page.page() + " of " + pages + ", " + page.total() + " in all\n";
  }

  String purchases(String orderId, List<Purchase> purchases) {
    if (purchases.isEmpty()) {
      return "Nothing is known of order " + PlainText.clean(orderId) + ": it was neither booked nor bound.\n";
    }
    Table table =
        new Table("GROUP", "LINE", "QUANTITY", "PROVIDER ORDER", "PRICE PAID", "STATUS", "TRACKING", "AS OF", "REMARK");
    purchases.stream()
        .sorted(Comparator.comparing(Purchase::group))
        .forEach(
            p ->
                table.row(
                    p.group().name(),
                    p.line().lineId(),
                    p.quantity() == 0 ? "" : Integer.toString(p.quantity()),
                    p.providerOrderId().orElse(""),
                    price(p),
                    status(p),
                    p.tracking().stream().map(t -> (t.carrier() + " " + t.number()).strip()).collect(Collectors.joining(", ")),
                    p.asOf().map(Texts::time).orElse(""),
                    remark(p)));
    return table.toString(width);
  }

  String payments(List<PaymentDue> due) {
    if (due.isEmpty()) {
      return "Nothing waits for payment.\n";
    }
    Table table = new Table("PROVIDER ORDER", "TO PAY", "GOODS", "PAY BY", "LINES", "PAY LINK");
    for (PaymentDue d : due) {
      table.row(
          d.providerOrderId(),
          d.total() == null ? "unknown" : d.total().toString(),
          d.goods() == null ? "" : d.goods().toString(),
          d.deadline().map(Texts::time).orElse(""),
          d.lines().stream().map(Object::toString).collect(Collectors.joining(", ")),
          d.payLink() == null ? "" : d.payLink().toString());
    }
    return table.toString(width);
  }

  String parcels(List<Parcel> parcels) {
    if (parcels.isEmpty()) {
      return "No parcel is on its way.\n";
    }
    StringBuilder text = new StringBuilder();
    for (Parcel parcel : parcels) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append(PlainText.clean(parcel.carrier() + " " + parcel.number() + "  " + parcel.rawStatus()).strip()).append('\n');
      Table table = new Table("AT", "STATUS", "STATION");
      parcel.traces().forEach(t -> table.row(t.at() == null ? "" : time(t.at()), t.rawStatus(), t.text()));
      if (!parcel.traces().isEmpty()) {
        text.append(table.toString(width));
      }
    }
    return text.toString();
  }

  String plan(PlanPreview plan) {
    Table lines = new Table("LINE", "ELIGIBLE", "CODE", "MESSAGE");
    plan.lines().forEach(l -> lines.row(l.lineId(), l.eligible() ? "yes" : "no", l.code(), l.message()));
    StringBuilder text = new StringBuilder(lines.toString(width));
    if (!plan.orders().isEmpty()) {
      Table orders = new Table("SELLER", "GOODS", "FREIGHT", "TOTAL");
      plan.orders().forEach(o -> orders.row(o.seller(), o.goods().toString(), o.freight().toString(), o.total().toString()));
      text.append('\n').append(orders.toString(width));
    }
    if (!plan.recipient().equals(plan.plan().recipient())) {
      text.append("\nThe recipient is written ").append(PlainText.clean(plan.recipient().name())).append('\n');
    }
    if (!plan.violations().isEmpty()) {
      text.append('\n').append(violations(plan.violations()));
    }
    if (!plan.warnings().isEmpty()) {
      text.append("\nLook at this before it is booked:\n").append(violations(plan.warnings()));
    }
    return text.toString();
  }

  static String violations(List<Violation> violations) {
    return violations.stream()
        .map(p -> PlainText.clean(FieldNames.inFile(p.field()) + ": " + p.message() + " (" + p.code() + ")") + "\n")
        .collect(Collectors.joining());
  }

  String sessions(List<Session> sessions) {
    if (sessions.isEmpty()) {
      return "No sessions. 'session add --login NICK' adds one.\n";
    }
    Table table = new Table("PROVIDER", "LOGIN", "STATE", "ACCOUNT", "TOKEN UNTIL", "AUTHORIZED UNTIL", "SYNCHRONIZED", "HEALTH");
    for (Session s : sessions) {
      table.row(
          s.id().provider(),
          s.id().login(),
          s.state().name(),
          s.account().orElse(""),
          s.expiresAt().map(Texts::time).orElse(""),
          s.authorizationEndsAt().map(Texts::time).orElse(""),
          s.lastSynchronizedAt().map(Texts::time).orElse(""),
          s.health().name());
    }
    return table.toString(width);
  }

  String gaps(List<EventGap> gaps) {
    if (gaps.isEmpty()) {
      return "No event of an activity is missing.\n";
    }
    StringBuilder text = new StringBuilder();
    for (EventGap gap : gaps) {
      text.append("activity ").append(gap.activity()).append(": events ").append(gap.first()).append(" to ").append(gap.last()).append(" are missing\n");
    }
    return text.toString();
  }

  String events(List<AutoPurchaseEvent> events) {
    if (events.isEmpty()) {
      return "No events. Whatever is done to sessions, activities and purchases leaves one.\n";
    }
    Table table = new Table("AT", "TYPE", "ABOUT", "OLD", "NEW", "BY", "ID");
    for (AutoPurchaseEvent e : events) {
      Optional<?> about = e.line().isPresent() ? e.line() : e.activity().isPresent() ? e.activity() : e.session();
      table.row(
          time(e.at()),
          e.type(),
          about.map(Objects::toString).orElse(""),
          e.oldValue().orElse(""),
          e.newValue().orElse(""),
          e.actor().orElse(""),
          e.id());
    }
    return table.toString(width);
  }

  String health(Health health) {
    if (health.healthy()) {
      return "Nothing needs attention.\n";
    }
    Table table = new Table("WHAT", "ABOUT", "SINCE", "MESSAGE");
    health.issues().forEach(issue -> table.row(issue.code().name(), issue.subject(), issue.since() == null ? "" : time(issue.since()), issue.message()));
    return table.toString(width) + (health.complete() ? "" : "There is more of some of these.\n");
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  private String lines(List<LineResult> results) {
    Table table = new Table("ORDER", "LINE", "OUTCOME", "PROVIDER ORDER", "CODE", "MESSAGE");
    results.forEach(
        r ->
            table.row(
                r.line().orderId(), r.line().lineId(), r.outcome().name(), r.providerOrderId(), r.code(), r.message()));
    return table.toString(width);
  }

  private static String question(Activity activity, Question question) {
    StringBuilder text = new StringBuilder();
    text.append("Question ").append(question.id()).append(" (").append(question.code()).append(")");
    question.line().ifPresent(line -> text.append(" on line ").append(PlainText.clean(line.lineId())));
    text.append(":\n  ").append(PlainText.clean(question.message())).append('\n');
    question.context().forEach((name, value) -> text.append("  ").append(PlainText.clean(name + ": " + value)).append('\n'));
    text.append("Answer with:\n");
    for (var option : question.options()) {
      text.append("  answer ").append(activity.id()).append(' ').append(question.id()).append(' ').append(PlainText.clean(option.id()));
      text.append("   ").append(PlainText.clean(option.label())).append('\n');
    }
    if (question.defaultOption().isPresent() && question.deadline().isPresent()) {
      text.append("Without an answer by ").append(time(question.deadline().get()));
      text.append(": ").append(question.defaultOption().get()).append('\n');
    }
    return text.toString();
  }

  private static String until(Activity activity) {
    return activity.until().map(at -> " until " + time(at)).orElse("");
  }

  private static String price(Purchase purchase) {
    String more = purchase.priceVariance() == PriceVariance.NONE ? "" : " (" + purchase.priceVariance() + " priceVariance)";
    return purchase.cost().map(price -> price + more).orElse("");
  }

  @Nullable
  private static String status(Purchase purchase) {
    String word = purchase.status().map(Enum::name).orElse("");
    return purchase.rawStatus().map(raw -> (word + " (" + raw + ")").strip()).orElse(word);
  }

  private static String remark(Purchase purchase) {
    List<String> remarks = new ArrayList<>();
    purchase.activity().ifPresent(activity -> remarks.add("see activity " + activity.value()));
    purchase.closeReason().ifPresent(why -> remarks.add("closed: " + why));
    purchase.refund().ifPresent(refund -> remarks.add("refund " + refund.status() + " (" + refund.rawStatus() + ")"));
    purchase.payBy().ifPresent(by -> remarks.add("pay by " + time(by)));
    purchase.siteOrderId().ifPresent(id -> remarks.add("on the site " + id));
    return String.join("; ", remarks);
  }
}

package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.EventGap;
import io.autopurchase.Health;
import io.autopurchase.JournalEntry;
import io.autopurchase.LineResult;
import io.autopurchase.Money;
import io.autopurchase.ResultPage;
import io.autopurchase.Parcel;
import io.autopurchase.PaymentDue;
import io.autopurchase.PlanPreview;
import io.autopurchase.Violation;
import io.autopurchase.Purchase;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.Question;
import io.autopurchase.Refund;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.annotation.Nullable;

/** What the commands print with {@code --json}. Programs read these: fields may be added, never renamed. */
final class Documents {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Documents() {}

  static ObjectNode object() {
    return JSON.objectNode();
  }

  static <T> ArrayNode array(Iterable<T> values, Function<T, ObjectNode> document) {
    ArrayNode array = JSON.arrayNode();
    values.forEach(value -> array.add(document.apply(value)));
    return array;
  }

  static ObjectNode activity(Activity activity) {
    ObjectNode document =
        object()
            .put("id", activity.id().value())
            .put("type", activity.type().name())
            .put("state", activity.state().name())
            .put("description", activity.description());
    session(document, activity.session());
    document.put("orderId", activity.orderId().orElse(null));
    document
        .putObject("progress")
        .put("done", activity.progress().done())
        .put("total", activity.progress().total())
        .put("percent", activity.progress().percent());
    document
        .put("reason", activity.reason().orElse(null))
        .put("until", text(activity.until()))
        .put("createdAt", activity.createdAt().toString())
        .put("finishedAt", text(activity.finishedAt()))
        .put("requestedBy", activity.requestedBy().orElse(null));
    document.set("lines", array(activity.lines(), Documents::line));
    document.set("question", activity.question().map(Documents::question).orElse(null));
    document.set("journal", array(activity.journal(), Documents::entry));
    return document;
  }

  static ObjectNode activities(ResultPage<Activity> page) {
    ObjectNode document = object();
    document.set("activities", array(page.entries(), Documents::activity));
    return document
        .put("page", page.page())
        .put("size", page.size())
        .put("total", page.total())
        .put("totalIsExact", page.isTotalExact());
  }

  static ObjectNode purchase(Purchase purchase) {
    ObjectNode document =
        object()
            .put("orderId", purchase.line().orderId())
            .put("lineId", purchase.line().lineId())
            .put("group", EarlierNames.group(purchase.group()));
    session(document, purchase.session());
    document
        .put("activity", purchase.activity().map(ActivityId::value).orElse(null))
        .put("clientOrderId", purchase.clientOrderId().orElse(null))
        .put("providerOrderId", purchase.providerOrderId().orElse(null))
        .put("providerOrderLineId", purchase.providerOrderLineId().orElse(null))
        .put("quantity", purchase.quantity());
    document.set("pricePaid", purchase.cost().map(Documents::money).orElse(null));
    document.set("cost", purchase.cost().map(Documents::money).orElse(null));
    document.set("approvedCost", purchase.approvedCost().map(Documents::money).orElse(null));
    document.set("orderTotal", purchase.orderTotal().map(Documents::money).orElse(null));
    document
        .put("overpayment", EarlierNames.overpayment(purchase.priceVariance()))
        .put("priceVariance", purchase.priceVariance().name());
    document.put("status", purchase.status().map(EarlierNames::status).orElse(null)).put("rawStatus", purchase.rawStatus().orElse(null));
    document.set(
        "tracking",
        array(purchase.tracking(), parcel -> object().put("carrier", parcel.carrier()).put("number", parcel.number())));
    document.set("refund", purchase.refund().map(Documents::refund).orElse(null));
    return document
        .put("closeReason", purchase.closeReason().orElse(null))
        .put("siteOrderId", purchase.siteOrderId().orElse(null))
        .put("payLink", text(purchase.payLink()))
        .put("payBy", text(purchase.payBy()))
        .put("asOf", text(purchase.asOf()));
  }

  static ObjectNode payment(PaymentDue due) {
    ObjectNode document = object();
    session(document, Optional.of(due.session()));
    document.put("providerOrderId", due.providerOrderId());
    document.set("goods", due.goods() == null ? null : money(due.goods()));
    document.set("total", due.total() == null ? null : money(due.total()));
    document.put("payLink", text(Optional.ofNullable(due.payLink()))).put("payBy", text(due.deadline()));
    document.set(
        "lines", array(due.lines(), line -> object().put("orderId", line.orderId()).put("lineId", line.lineId())));
    return document;
  }

  static ObjectNode parcel(Parcel parcel) {
    ObjectNode document =
        object().put("carrier", parcel.carrier()).put("number", parcel.number()).put("rawStatus", parcel.rawStatus());
    document.set(
        "traces",
        array(
            parcel.traces(),
            trace ->
                object()
                    .put("at", text(Optional.ofNullable(trace.at())))
                    .put("rawStatus", trace.rawStatus())
                    .put("text", trace.text())));
    return document;
  }

  static ObjectNode plan(PlanPreview plan) {
    ObjectNode document = object().put("fingerprint", plan.fingerprint());
    document.set(
        "lines",
        array(
            plan.lines(),
            line ->
                object()
                    .put("lineId", line.lineId())
                    .put("eligible", line.eligible())
                    .put("code", code(line.code()))
                    .put("message", line.message())));
    document.set("orders", array(plan.orders(), Documents::sellerOrder));
    document.set("problems", problems(plan.problems()));
    document.set("warnings", problems(plan.warnings()));
    document.putObject("recipient").put("name", plan.recipient().name());
    return document;
  }

  static ArrayNode problems(List<Violation> problems) {
    return array(
        problems,
        problem ->
            object()
                .put("field", FieldNames.inFile(problem.field()))
                .put("code", problem.code())
                .put("message", problem.message()));
  }

  static ObjectNode session(Session session) {
    return object()
        .put("provider", session.id().provider())
        .put("login", session.id().login())
        .put("state", session.state().name())
        .put("account", session.account().orElse(null))
        .put("authorizedAt", text(session.authorizedAt()))
        .put("expiresAt", text(session.expiresAt()))
        .put("authorizationEndsAt", text(session.authorizationEndsAt()))
        .put("health", session.health().name())
        .put("lastSynchronizedAt", text(session.lastSynchronizedAt()))
        .put("synchronizationFailure", session.synchronizationFailure().orElse(null));
  }

  static ObjectNode gap(EventGap gap) {
    return object().put("activity", gap.activity().value()).put("first", gap.first()).put("last", gap.last());
  }

  static ObjectNode event(AutoPurchaseEvent event) {
    ObjectNode document =
        object()
            .put("id", event.id())
            .put("type", event.type())
            .put("at", event.at().toString())
            .put("activity", event.activity().map(ActivityId::value).orElse(null))
            .put("orderId", event.line().map(line -> line.orderId()).orElse(null))
            .put("lineId", event.line().map(line -> line.lineId()).orElse(null));
    session(document, event.session());
    document
        .put("oldValue", event.oldValue().orElse(null))
        .put("newValue", event.newValue().orElse(null))
        .put("actor", event.actor().orElse(null));
    ObjectNode attributes = document.putObject("attributes");
    event.attributes().forEach(attributes::put);
    Optional.ofNullable(event.attributes().get("clientOrderId")).ifPresent(id -> attributes.put("outerId", id)); // its earlier name
    return document;
  }

  static ObjectNode health(Health health) {
    ObjectNode document =
        object()
            .put("healthy", health.healthy())
            .put("at", health.at().toString())
            .put("complete", health.complete())
            .put("undeliveredEvents", health.undeliveredEvents());
    document.set("issues", array(health.issues(), Documents::issue));
    return document;
  }

  private static ObjectNode issue(Health.Issue issue) {
    return object()
        .put("code", issue.code().name())
        .put("subject", issue.subject())
        .put("since", issue.since() == null ? null : issue.since().toString())
        .put("message", issue.message());
  }

  static ObjectNode error(String code, String message, @Nullable String field) {
    return object().put("code", code).put("message", message).put("field", field);
  }

  private static ObjectNode refund(Refund refund) {
    return object().put("id", refund.id()).put("status", refund.status().name()).put("rawStatus", refund.rawStatus());
  }

  private static ObjectNode line(LineResult result) {
    return object()
        .put("orderId", result.line().orderId())
        .put("lineId", result.line().lineId())
        .put("outcome", result.outcome().name())
        .put("code", code(result.code()))
        .put("message", result.message())
        .put("providerOrderId", result.providerOrderId());
  }

  private static ObjectNode question(Question question) {
    ObjectNode document =
        object()
            .put("id", question.id())
            .put("code", code(question.code()))
            .put("message", question.message())
            .put("lineId", question.line().map(line -> line.lineId()).orElse(null));
    ObjectNode context = document.putObject("context");
    question.context().forEach(context::put);
    Optional.ofNullable(question.context().get("clientOrderId")).ifPresent(id -> context.put("outerId", id)); // its earlier name
    document.set(
        "options", array(question.options(), option -> object().put("id", code(option.id())).put("label", option.label())));
    return document.put("default", question.defaultOption().map(Documents::code).orElse(null)).put("deadline", text(question.deadline()));
  }

  private static @Nullable String code(@Nullable String code) {
    return code == null ? null : EarlierNames.earlier(code);
  }

  private static ObjectNode entry(JournalEntry entry) {
    return object()
        .put("at", entry.at().toString())
        .put("level", entry.level())
        .put("code", code(entry.code()))
        .put("message", entry.message());
  }

  private static ObjectNode sellerOrder(PlanPreview.SellerOrder order) {
    ObjectNode document = object().put("seller", order.seller());
    document.set("goods", money(order.goods()));
    document.set("freight", money(order.freight()));
    document.set("total", money(order.total()));
    return document;
  }

  /** The amount is text: a reader in floating point would change it. */
  private static ObjectNode money(Money money) {
    return object().put("amount", money.amount().toPlainString()).put("currency", money.currency());
  }

  private static void session(ObjectNode document, Optional<SessionId> session) {
    document
        .put("provider", session.map(SessionId::provider).orElse(null))
        .put("session", session.map(SessionId::login).orElse(null));
  }

  @Nullable
  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse(null);
  }
}

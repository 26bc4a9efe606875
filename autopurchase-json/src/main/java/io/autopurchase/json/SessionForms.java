package io.autopurchase.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.EventFeedPage;
import io.autopurchase.EventGap;
import io.autopurchase.Health;
import io.autopurchase.Session;
import io.autopurchase.SessionHealth;
import io.autopurchase.SessionState;
import java.util.Optional;

/** Sessions, events, and the health of the whole. */
final class SessionForms {
  private SessionForms() {}

  static JsonNode session(Session session) {
    return Form.object()
        .put("provider", session.id().provider())
        .put("login", session.id().login())
        .put("state", session.state().name())
        .put("account", session.account().orElse(null))
        .put("authorizedAt", Form.text(session.authorizedAt()))
        .put("expiresAt", Form.text(session.expiresAt()))
        .put("authorizationEndsAt", Form.text(session.authorizationEndsAt()))
        .put("health", session.health().name())
        .put("lastSynchronizedAt", Form.text(session.lastSynchronizedAt()))
        .put("synchronizationFailure", session.synchronizationFailure().orElse(null));
  }

  static Session session(Fields fields) {
    return Session.builder(BasicForms.session(fields), fields.constant("state", SessionState.class))
        .account(fields.optional("account"))
        .authorizedAt(fields.optionalTime("authorizedAt"))
        .expiresAt(fields.optionalTime("expiresAt"))
        .authorizationEndsAt(fields.optionalTime("authorizationEndsAt"))
        .expiring(fields.constant("health", SessionHealth.class) == SessionHealth.EXPIRING)
        .synchronization(fields.optionalTime("lastSynchronizedAt"), fields.optional("synchronizationFailure"))
        .build();
  }

  static JsonNode event(AutoPurchaseEvent event) {
    ObjectNode object =
        Form.object()
            .put("id", event.id())
            .put("type", event.type())
            .put("at", event.at().toString())
            .put("activity", event.activity().map(ActivityId::value).orElse(null));
    BasicForms.putLine(object, event.line().orElse(null));
    object.put("orderId", event.orderId().orElse(null));
    BasicForms.putSession(object, event.session())
        .put("oldValue", event.oldValue().orElse(null))
        .put("newValue", event.newValue().orElse(null))
        .put("actor", event.actor().orElse(null));
    ObjectNode attributes = object.putObject("attributes");
    event.attributes().forEach(attributes::put);
    return object;
  }

  static AutoPurchaseEvent event(Fields fields) {
    return AutoPurchaseEvent.builder(fields.text("id"), fields.text("type"), fields.time("at"))
        .activity(Optional.ofNullable(fields.optional("activity")).map(ActivityId::new).orElse(null))
        .orderId(fields.optional("orderId"))
        .line(BasicForms.optionalLine(fields))
        .session(BasicForms.optionalSession(fields))
        .change(fields.optional("oldValue"), fields.optional("newValue"))
        .actor(fields.optional("actor"))
        .attributes(fields.texts("attributes"))
        .build();
  }

  static JsonNode feedPage(EventFeedPage page) {
    ObjectNode object = Form.object();
    object.set("events", Form.array(page.events(), SessionForms::event));
    return object.put("cursor", page.cursor());
  }

  static EventFeedPage feedPage(Fields fields) {
    return EventFeedPage.of(fields.list("events", SessionForms::event), fields.text("cursor"));
  }

  static JsonNode gap(EventGap gap) {
    return Form.object().put("activity", gap.activity().value()).put("first", gap.first()).put("last", gap.last());
  }

  static EventGap gap(Fields fields) {
    return new EventGap(new ActivityId(fields.text("activity")), fields.integer("first"), fields.integer("last"));
  }

  static JsonNode health(Health health) {
    ObjectNode object =
        Form.object()
            .put("healthy", health.healthy())
            .put("at", health.at().toString())
            .put("complete", health.complete())
            .put("undeliveredEvents", health.undeliveredEvents());
    object.set("issues", Form.array(health.issues(), SessionForms::issue));
    return object;
  }

  static Health health(Fields fields) {
    return Health.of(fields.time("at"), fields.list("issues", SessionForms::issue), fields.flag("complete"), fields.integer("undeliveredEvents"));
  }

  private static JsonNode issue(Health.Issue issue) {
    return Form.object()
        .put("code", issue.code().name())
        .put("subject", issue.subject())
        .put("since", Form.text(Optional.ofNullable(issue.since())))
        .put("message", issue.message());
  }

  private static Health.Issue issue(Fields fields) {
    return new Health.Issue(
        fields.constant("code", Health.Code.class), fields.text("subject"), fields.optionalTime("since"), fields.text("message"));
  }
}

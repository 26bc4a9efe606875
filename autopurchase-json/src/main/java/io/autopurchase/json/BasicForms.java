package io.autopurchase.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.LineKey;
import io.autopurchase.Money;
import io.autopurchase.SessionId;
import io.autopurchase.Violation;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What other forms consist of. */
final class BasicForms {
  private BasicForms() {}

  static JsonNode money(Money money) {
    return Form.object().put("amount", money.amount().toPlainString()).put("currency", money.currency());
  }

  static Money money(Fields fields) {
    return fields.checked(money -> Money.of(money.text("amount"), money.text("currency")));
  }

  static JsonNode line(LineKey line) {
    return putLine(Form.object(), line);
  }

  static ObjectNode putLine(ObjectNode object, @Nullable LineKey line) {
    return object.put("orderId", line == null ? null : line.orderId()).put("lineId", line == null ? null : line.lineId());
  }

  static LineKey line(Fields fields) {
    return fields.checked(line -> new LineKey(line.text("orderId"), line.text("lineId")));
  }

  @Nullable
  static LineKey optionalLine(Fields fields) {
    return fields.has("orderId") && fields.has("lineId") ? line(fields) : null;
  }

  static JsonNode session(SessionId session) {
    return Form.object().put("provider", session.provider()).put("login", session.login());
  }

  static SessionId session(Fields fields) {
    return new SessionId(fields.text("provider"), fields.text("login"));
  }

  /** Of something else than a session: its login is called {@code session} there. */
  static ObjectNode putSession(ObjectNode object, Optional<SessionId> session) {
    return object
        .put("provider", session.map(SessionId::provider).orElse(null))
        .put("session", session.map(SessionId::login).orElse(null));
  }

  @Nullable
  static SessionId optionalSession(Fields fields) {
    return fields.has("session") ? new SessionId(fields.text("provider"), fields.text("session")) : null;
  }

  static JsonNode violation(Violation violation) {
    ObjectNode object =
        Form.object()
            .put("field", violation.field())
            .put("code", violation.code())
            .put("message", violation.message())
            .put("severity", violation.severity().name());
    return putTexts(object, "arguments", violation.arguments());
  }

  static Violation violation(Fields fields) {
    return Violation.of(fields.text("field"), fields.text("code"), fields.text("message"), fields.constant("severity", Violation.Severity.class))
        .withArguments(fields.optionalTexts("arguments"));
  }

  /** Texts by name, as an object of its own. */
  static ObjectNode putTexts(ObjectNode object, String name, Map<String, String> texts) {
    ObjectNode all = object.putObject(name);
    texts.forEach(all::put);
    return object;
  }
}

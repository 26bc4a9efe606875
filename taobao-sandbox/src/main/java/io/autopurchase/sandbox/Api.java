package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.sandbox.common.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What the documentation says of an API: its envelope, its parameters and their types. */
final class Api {
  private static final Set<String> SYSTEM =
      Set.of("app_key", "timestamp", "sign_method", "sign", "access_token", "partner_id", "debug", "simplify", "format");

  /** A body that is not a form may look like one long name. */
  private static final int SHOWN_NAME = 40;

  /** The type of a parameter; all of them travel as text. */
  enum Type {
    TEXT,
    NUMBER,
    BOOLEAN,
    OBJECT,
    ARRAY,
    /** An array of ids, as numbers or text. */
    IDS
  }

  private record Parameter(Type type, boolean required, Set<String> values) {}

  final String path;
  final Function<Call, JsonNode> work;
  boolean nested;
  boolean needsToken = true;
  boolean postOnly;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  Api(String path, Function<Call, JsonNode> work) {
    this.path = path;
    this.work = work;
  }

  /** The business answer is under {@code result}. */
  Api nested() {
    nested = true;
    return this;
  }

  /** It is called to get a token. */
  Api withoutToken() {
    needsToken = false;
    return this;
  }

  Api postOnly() {
    postOnly = true;
    return this;
  }

  Api required(String name, Type type) {
    parameters.put(name, new Parameter(type, true, Set.of()));
    return this;
  }

  /**
   * @param values those that are documented; none if any will do
   */
  Api optional(String name, Type type, String... values) {
    parameters.put(name, new Parameter(type, false, Set.of(values)));
    return this;
  }

  /** What is unknown, empty or strange about the parameters of a request; nothing of it is a reason to refuse. */
  void inspect(String method, Map<String, String> sent, List<String> anomalies) {
    if (!method.equals("GET") && !method.equals("POST") || postOnly && method.equals("GET")) {
      anomalies.add(method + " is not among its methods");
    }
    sent.forEach(
        (name, value) -> {
          boolean known = SYSTEM.contains(name) || parameters.containsKey(name);
          String shown = name.substring(0, Math.min(name.length(), SHOWN_NAME));
          if (value.isEmpty()) {
            anomalies.add(shown + " is empty");
          } else if (!known) {
            anomalies.add(shown + " is unknown");
          }
        });
    parameters.forEach(
        (name, parameter) -> {
          String value = sent.getOrDefault(name, "");
          if (!value.isEmpty() && !parameter.values().isEmpty() && !parameter.values().contains(value)) {
            anomalies.add(name + " has a value that is not documented");
          }
        });
    if (!needsToken && sent.containsKey("access_token")) {
      anomalies.add("access_token is sent to get a token");
    }
  }

  /** Refuses what lacks a required parameter, or has one of a wrong type. */
  void check(Map<String, String> sent) {
    parameters.forEach(
        (name, parameter) -> {
          String value = sent.getOrDefault(name, "");
          if (value.isEmpty() && parameter.required()) {
            throw Refusal.missing(name);
          }
          if (!value.isEmpty() && !fits(parameter.type(), value)) {
            throw Refusal.business("PARAM_ILLEGAL", name + " is not of the type " + parameter.type());
          }
        });
  }

  private static boolean fits(Type type, String value) {
    return switch (type) {
      case TEXT -> true;
      case NUMBER -> value.matches("-?\\d{1,18}");
      case BOOLEAN -> value.equals("true") || value.equals("false");
      case OBJECT -> Json.read(value).isObject();
      case ARRAY -> Json.read(value).isArray();
      case IDS -> Json.read(value).isArray() && isIds(Json.read(value));
    };
  }

  private static boolean isIds(JsonNode array) {
    for (JsonNode id : array) {
      if (!id.asText().matches("\\d{1,19}")) {
        return false;
      }
    }
    return true;
  }
}

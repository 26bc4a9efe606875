package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What the documentation says of an API: its parameters with their types, and how it refuses. */
final class Api {
  private static final Set<String> SYSTEM = Set.of("access_token", "_aop_timestamp", "_aop_datePattern", SignatureCheck.SIGNATURE);

  /** A body that is not a form may look like one long name. */
  private static final int SHOWN_NAME = 40;

  /** The type of a parameter; all of them travel as text. */
  enum Type {
    TEXT,
    NUMBER,
    /** At most 19 digits. */
    ID,
    BOOLEAN,
    DATE,
    OBJECT,
    ARRAY
  }

  /** The members with which a business failure is told, which differ per API. */
  enum Failure {
    CODE_MESSAGE("code", "message", "false"),
    ERROR_MSG("errorCode", "errorMsg", "false"),
    ERRO_MSG("errorCode", "erroMsg", "false"),
    ERROR_MESSAGE("errorCode", "errorMessage", "false"),
    /** {@code success} is a text. */
    TEXT_ERROR_MESSAGE("errorCode", "errorMessage", "\"false\""),
    TEXT_ERROR_MSG("errorCode", "errorMsg", "\"false\""),
    /** There is no {@code success}. */
    BARE_ERROR_MESSAGE("errorCode", "errorMessage", ""),
    /** All of it is within {@code result}. */
    RESULT_CODE_MESSAGE("code", "message", "false"),
    RESULT_ERROR_INFO("errorCode", "errorInfo", "false");

    private final String code;
    private final String message;
    private final String success;

    Failure(String code, String message, String success) {
      this.code = code;
      this.message = message;
      this.success = success;
    }

    ObjectNode write(Refusal refusal) {
      ObjectNode top = Json.MAPPER.createObjectNode();
      ObjectNode node = this == RESULT_CODE_MESSAGE || this == RESULT_ERROR_INFO ? top.putObject("result") : top;
      if (!success.isEmpty()) {
        node.set("success", Json.read(success));
      }
      node.put(code, refusal.code).put(message, refusal.getMessage());
      return top;
    }
  }

  private record Parameter(Type type, boolean required, Set<String> values) {}

  /** Namespace and name, such as {@code com.alibaba.trade/alibaba.trade.cancel}. */
  final String path;

  final Failure failure;
  final Function<Call, JsonNode> work;
  boolean isOauth;
  boolean needsToken = true;

  /** It spends, or orders what is to be paid. */
  boolean isTimed;

  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  Api(String path, Failure failure, Function<Call, JsonNode> work) {
    this.path = path;
    this.failure = failure;
    this.work = work;
  }

  /** It is called to get a token, by POST, without a signature. */
  Api oauth() {
    isOauth = true;
    return withoutToken();
  }

  Api withoutToken() {
    needsToken = false;
    return this;
  }

  Api timed() {
    isTimed = true;
    return this;
  }

  Api required(String name, Type type, String... values) {
    parameters.put(name, new Parameter(type, true, Set.of(values)));
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
  void inspect(Map<String, String> sent, List<String> anomalies) {
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
    if (isTimed && !sent.containsKey("_aop_timestamp")) {
      anomalies.add("_aop_timestamp is missing where money is at stake");
    }
  }

  /**
   * Refuses what lacks a required parameter, or has one of a wrong type.
   *
   * @param code for a wrong type
   */
  void check(Map<String, String> sent, String code) {
    parameters.forEach(
        (name, parameter) -> {
          String value = sent.getOrDefault(name, "");
          if (value.isEmpty() && parameter.required()) {
            throw Refusal.missing(name);
          }
          if (!value.isEmpty() && !fits(parameter.type(), value)) {
            throw Refusal.business(code, name + " is not of the type " + parameter.type());
          }
        });
  }

  private static boolean fits(Type type, String value) {
    return switch (type) {
      case TEXT -> true;
      case NUMBER -> Json.isLong(value);
      case ID -> value.matches("\\d{1,19}");
      case BOOLEAN -> value.equals("true") || value.equals("false");
      case DATE -> Dates.read(value).isPresent();
      case OBJECT -> Json.read(value).isObject();
      case ARRAY -> Json.read(value).isArray();
    };
  }
}

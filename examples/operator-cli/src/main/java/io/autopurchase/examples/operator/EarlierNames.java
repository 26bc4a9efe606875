package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Names of earlier versions. Scripts know them, so {@code --json} still prints them, and arguments may be given by either name.
 */
final class EarlierNames {
  private static final Map<String, String> EARLIER =
      Map.of("ITEM_DISCONTINUED", "ITEM_GONE", "CANCEL_PAID_ORDER", "ORDER_PAID", "UNLINK_ONLY", "FORGET");

  private static final Map<String, String> PRESENT =
      EARLIER.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

  private EarlierNames() {}

  /** Of a question, an option, or what became of a line. */
  static String earlier(String code) {
    return EARLIER.getOrDefault(code, code);
  }

  /** The engine's name for what a user has written. */
  static String present(String code) {
    return PRESENT.getOrDefault(code, code);
  }

  /** Writes codes by their earlier names, and adds fields of earlier versions beside those that have replaced them. */
  static void addTo(JsonNode document) {
    if (document instanceof ObjectNode object) {
      replace(object, "code", EarlierNames::earlier);
      replace(object, "default", EarlierNames::earlier);
      if (object.has("group")) { // a purchase
        replace(object, "group", EarlierNames::group);
        replace(object, "status", EarlierNames::status);
      }
      if (object.has("reason") && object.has("state")) { // an activity
        replace(object, "state", EarlierNames::state);
        replace(object, "reason", EarlierNames::reason);
      }
      if (object.has("label")) { // an option
        replace(object, "id", EarlierNames::earlier);
      }
      add(object, "cost", "pricePaid", value -> value);
      add(object, "priceVariance", "overpayment", EarlierNames::overpayment);
      add(object, "clientOrderId", "outerId", value -> value);
    }
    document.properties().stream().filter(field -> !field.getKey().equals("arguments")).forEach(field -> addTo(field.getValue()));
    if (document.isArray()) {
      document.forEach(EarlierNames::addTo);
    }
  }

  private static void replace(ObjectNode object, String field, UnaryOperator<String> earlier) {
    if (object.path(field).isTextual()) {
      object.put(field, earlier.apply(object.get(field).textValue()));
    }
  }

  private static void add(ObjectNode object, String present, String earlier, Function<JsonNode, JsonNode> value) {
    if (object.has(present)) {
      object.set(earlier, value.apply(object.get(present)));
    }
  }

  static String status(String status) {
    return switch (status) {
      case "PENDING" -> "CREATING";
      case "PARTIALLY_SHIPPED" -> "PARTLY_SHIPPED";
      default -> status;
    };
  }

  private static String reason(String reason) {
    return switch (reason) {
      case "CANCELLATION_PENDING" -> "CANCELLING";
      case "ORDER_PENDING" -> "SETTLING";
      case "PAYMENT_PENDING" -> "PAYING";
      case "PLACEMENT_LIMIT", "PROVIDER_RATE_LIMIT" -> "LIMIT";
      case "RESOLVING_ORDER" -> "LOOKING_UP";
      case "TOKEN_REFRESH" -> "REFRESHING";
      default -> reason;
    };
  }

  private static String state(String state) {
    return state.equals("PARKED") || state.equals("UNKNOWN") ? "WAITING" : state;
  }

  static String group(String group) {
    return group.equals("OTHER") || group.equals("UNKNOWN") ? "OTHERS" : group;
  }

  private static JsonNode overpayment(JsonNode variance) {
    return TextNode.valueOf(overpayment(variance.textValue()));
  }

  static String overpayment(String variance) {
    return switch (variance) {
      case "MINOR" -> "SMALL";
      case "MAJOR" -> "BIG";
      default -> variance;
    };
  }
}

package io.autopurchase.examples.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.autopurchase.InvalidInputException;
import io.autopurchase.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.annotation.Nullable;

/**
 * The fields of a JSON object, read strictly. Everything that is wrong is collected under the path of its field, so that
 * a person fixes a file once and not once for each field; the stand-in that is returned in the meantime is never used.
 */
final class JsonFields {
  /** By the last part of a path. */
  private static final Map<String, String> EXAMPLES =
      Map.ofEntries(
          Map.entry("order_id", "\"ORD-0000000053\""),
          Map.entry("note", "\"\""),
          Map.entry("currency", "\"CNY\""),
          Map.entry("recipient", "{\"name\": …, \"phone\": …, \"region_code\": …, \"postal_code\": …, \"address\": …}"),
          Map.entry("name", "\"张三\""),
          Map.entry("phone", "\"11147043234\""),
          Map.entry("region_code", "\"150784\""),
          Map.entry("postal_code", "\"021400\""),
          Map.entry("address", "\"923\""),
          Map.entry("lines", "[{\"line_id\": …, \"item_id\": …, \"quantity\": 1, \"unit_price_cny\": …}]"),
          Map.entry("line_id", "\"53-1\""),
          Map.entry("item_id", "\"42602653803\""),
          Map.entry("sku_id", "\"\""),
          Map.entry("quantity", "1"),
          Map.entry("unit_price_cny", "\"128.50\""));

  private final JsonNode node;
  private final String path;
  private final List<Violation> violations;

  JsonFields(JsonNode node, String path, List<Violation> violations) {
    this.node = node;
    this.path = path;
    this.violations = violations;
  }

  /** Shared by all that stems from one file. */
  List<Violation> violations() {
    return violations;
  }

  void throwIfWrong() {
    if (!violations.isEmpty()) {
      throw new InvalidInputException(violations);
    }
  }

  /** A text that must be there; it may be empty. */
  String text(String name) {
    return text(name, null);
  }

  String text(String name, @Nullable String otherwise) {
    JsonNode value = get(name, otherwise == null);
    if (value.isTextual()) {
      return value.textValue();
    }
    wrongType(name, value, "a text in quotation marks");
    return otherwise == null ? "" : otherwise;
  }

  int integer(String name) {
    JsonNode value = get(name, true);
    if (value.isIntegralNumber()) {
      if (value.canConvertToInt()) {
        return value.intValue();
      }
      wrong(name, "RANGE", "is not a whole number between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE);
    } else {
      wrongType(name, value, "a whole number");
    }
    return 1;
  }

  JsonFields object(String name) {
    JsonNode value = get(name, true);
    if (value.isObject()) {
      return new JsonFields(value, at(name), violations);
    }
    wrongType(name, value, "an object");
    // What is missing as a whole is reported once, not again for each of its fields.
    return new JsonFields(value, at(name), new ArrayList<>());
  }

  List<JsonFields> objects(String name) {
    JsonNode value = get(name, true);
    List<JsonFields> found = new ArrayList<>();
    if (!value.isArray()) {
      wrongType(name, value, "a list");
      return found;
    }
    for (int i = 0; i < value.size(); i++) {
      String element = name + "[" + i + "]";
      if (value.get(i).isObject()) {
        found.add(new JsonFields(value.get(i), at(element), violations));
      } else {
        wrongType(element, value.get(i), "an object");
      }
    }
    return found;
  }

  /**
   * A value of the library.
   *
   * @param name the field under which refusals are reported, if they do not report {@code currency}; empty if they name the field
   *     themselves
   */
  <T> T checked(String name, Supplier<T> value, T otherwise) {
    try {
      return value.get();
    } catch (InvalidInputException e) {
      for (Violation violation : e.violations()) {
        boolean named = name.isEmpty() || violation.field().equals("currency");
        String field = at(named ? FieldNames.inFile(violation.field()) : name);
        // A missing field was reported already.
        if (violations.stream().noneMatch(earlier -> earlier.field().equals(field))) {
          violations.add(Violation.error(field, violation.code(), violation.message()).withArguments(violation.arguments()));
        }
      }
      return otherwise;
    }
  }

  private JsonNode get(String name, boolean required) {
    JsonNode value = node.path(name);
    if (!value.isMissingNode() && !value.isNull()) {
      return value;
    }
    if (required) {
      wrong(name, "REQUIRED", "is required");
    }
    return MissingNode.getInstance();
  }

  private void wrongType(String name, JsonNode value, String wanted) {
    if (!value.isMissingNode()) {
      wrong(name, "TYPE", "must be " + wanted);
    }
  }

  private void wrong(String name, String code, String message) {
    String example = EXAMPLES.get(name);
    violations.add(Violation.error(at(name), code, example == null ? message : message + ", such as " + example));
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}

package io.autopurchase.provider.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Ways in which an answer can be damaged: each field removed, nulled, of another type, or there twice. */
public final class Mutations {
  private static final JsonMapper JSON = new JsonMapper();

  /** A member of this name ends as one that is there already. */
  private static final String TWICE = "__twice__";

  private Mutations() {}

  /** One damage to one place. */
  public record Mutation(List<String> place, String kind) {
    /** Damages a tree; does nothing if the place has gone already. */
    void apply(JsonNode root) {
      JsonNode parent = root;
      for (String step : place.subList(0, place.size() - 1)) {
        parent = child(parent, step);
      }
      String last = place.get(place.size() - 1);
      JsonNode value = child(parent, last);
      if (value.isMissingNode()) {
        return;
      }
      if (parent instanceof ObjectNode object) {
        applyTo(object, last, value);
      } else {
        applyTo((ArrayNode) parent, Integer.parseInt(last), value);
      }
    }

    private void applyTo(ObjectNode object, String name, JsonNode value) {
      switch (kind) {
        case "removed" -> object.remove(name);
        case "twice" -> object.set(TWICE + name, value);
        case "null beside" -> object.putNull(TWICE + name);
        default -> object.set(name, replacement(value));
      }
    }

    private void applyTo(ArrayNode array, int index, JsonNode value) {
      switch (kind) {
        case "removed" -> array.remove(index);
        case "twice" -> array.insert(index, value.deepCopy());
        case "null beside" -> array.insertNull(index);
        default -> array.set(index, replacement(value));
      }
    }

    private JsonNode replacement(JsonNode value) {
      return switch (kind) {
        case "null" -> JSON.nullNode();
        case "object" -> JSON.createObjectNode();
        case "array" -> JSON.createArrayNode();
        case "true" -> JSON.getNodeFactory().booleanNode(true);
        case "empty text" -> JSON.getNodeFactory().textNode("");
        case "text" -> JSON.getNodeFactory().textNode(value.asText());
        case "number" -> number(value.asText());
        default -> throw new IllegalStateException(kind);
      };
    }
  }

  private static JsonNode number(String text) {
    try {
      return JSON.getNodeFactory().numberNode(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return text.matches("[0-9]{1,9}\\.[0-9]{1,9}") ? JSON.getNodeFactory().numberNode(new BigDecimal(text)) : JSON.getNodeFactory().numberNode(0.5);
    }
  }

  private static JsonNode child(JsonNode parent, String step) {
    return parent.isArray() && Character.isDigit(step.charAt(0)) ? parent.path(Integer.parseInt(step)) : parent.path(step);
  }

  /** All that can be done to a document. */
  public static List<Mutation> of(JsonNode root) {
    List<Mutation> mutations = new ArrayList<>();
    collect(root, List.of(), mutations);
    return mutations;
  }

  private static void collect(JsonNode node, List<String> place, List<Mutation> mutations) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      names.add(Integer.toString(i));
    }
    for (String name : names) {
      List<String> here = new ArrayList<>(place);
      here.add(name);
      JsonNode value = child(node, name);
      for (String kind : kinds(value)) {
        mutations.add(new Mutation(List.copyOf(here), kind));
      }
      collect(value, here, mutations);
    }
  }

  /** Damage changes the form of a value, and not one number into another: a wrong number looks like a right one. */
  private static List<String> kinds(JsonNode value) {
    List<String> kinds = new ArrayList<>(List.of("removed", "twice", "null beside", "null", "object", "array", "empty text"));
    if (!value.isBoolean()) {
      kinds.add("true");
    }
    if (value.isNumber() || value.isBoolean()) {
      kinds.add("text");
    }
    if (value.isTextual()) {
      kinds.add("number");
    }
    return kinds;
  }

  public static JsonNode parse(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(JsonNode root, List<Mutation> mutations) {
    JsonNode copy = root.deepCopy();
    mutations.forEach(mutation -> mutation.apply(copy));
    return copy.toString().replace(TWICE, "").getBytes(StandardCharsets.UTF_8);
  }
}

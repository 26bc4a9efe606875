package io.autopurchase.sandbox.common;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import javax.annotation.Nullable;

/** Changes members of an answer by their names, wherever they are in it. */
public final class Members {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Members() {}

  /** The object and all objects within it. */
  public static List<ObjectNode> objects(ObjectNode top) {
    List<ObjectNode> all = new ArrayList<>();
    all.add(top);
    collect(top, all);
    return all;
  }

  private static void collect(JsonNode node, List<ObjectNode> all) {
    for (JsonNode child : node) {
      if (child instanceof ObjectNode object) {
        all.add(object);
      }
      collect(child, all);
    }
  }

  public static void rename(ObjectNode top, String from, String to) {
    for (ObjectNode object : objects(top)) {
      if (object.has(from)) {
        object.set(to, object.remove(from));
      }
    }
  }

  /** Puts another value, or none if it is null, in place of each member; of an array's scalars under its name. */
  public static void change(ObjectNode top, BiFunction<String, JsonNode, JsonNode> change) {
    for (ObjectNode object : objects(top)) {
      for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
        put(object, member.getKey(), change.apply(member.getKey(), member.getValue()));
        if (object.get(member.getKey()) instanceof ArrayNode array) {
          for (int i = 0; i < array.size(); i++) {
            if (array.get(i).isValueNode()) {
              array.set(i, change.apply(member.getKey(), array.get(i)));
            }
          }
        }
      }
    }
  }

  private static void put(ObjectNode object, String name, @Nullable JsonNode value) {
    if (value == null) {
      object.remove(name);
    } else {
      object.set(name, value);
    }
  }

  /** A scalar as text; null stays. */
  public static JsonNode text(JsonNode value) {
    return value.isValueNode() && !value.isNull() ? NODES.textNode(value.asText()) : value;
  }

  /** A text that is a whole number as a number; anything else stays. */
  public static JsonNode number(JsonNode value) {
    return value.isTextual() && Json.isLong(value.asText()) ? NODES.numberNode(Long.parseLong(value.asText())) : value;
  }

  /** Members that no client knows, in every object. */
  public static void addUnknown(ObjectNode top) {
    for (ObjectNode object : objects(top)) {
      object.put("zz_new_flag", true).put("zz_new_number", 1.5e300).putNull("zz_new_null");
      object.putObject("zz_new_object").put("success", false).put("code", "ZZ").putArray("purchase_orders").add("zz");
    }
  }
}

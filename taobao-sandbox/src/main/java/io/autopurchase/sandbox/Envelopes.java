package io.autopurchase.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.List;

/** The deviations that concern an answer as a whole. */
final class Envelopes {
  private static final List<String> BUSINESS = List.of("success", "error_code", "error_msg", "inner_error_msg", "fail_items", "data");

  private Envelopes() {}

  static ObjectNode deviate(ObjectNode top, Deviation deviation) {
    switch (deviation) {
      case FLAT_ENVELOPE -> {
        if (top.path("result").isObject()) {
          top.setAll((ObjectNode) top.remove("result"));
        }
      }
      case NESTED_ENVELOPE -> {
        if (top.has("success")) {
          nest(top);
        }
      }
      case WRAPPED_ERROR -> {
        if (top.has("type")) {
          top.set("msg", top.remove("message"));
          ObjectNode wrapper = Json.MAPPER.createObjectNode();
          wrapper.set("error_response", top);
          return wrapper;
        }
      }
      case CODE_AS_NUMBER -> {
        if (top.path("code").asText().equals("0")) {
          top.put("code", 0);
        }
      }
      case NO_DATA -> {
        top.remove("data");
        if (top.get("result") instanceof ObjectNode result) {
          result.remove("data");
        }
      }
      default -> {
        // It concerns members.
      }
    }
    return top;
  }

  private static void nest(ObjectNode top) {
    ObjectNode result = Json.MAPPER.createObjectNode();
    for (String name : BUSINESS) {
      if (top.has(name)) {
        result.set(name, top.remove(name));
      }
    }
    top.set("result", result);
  }
}

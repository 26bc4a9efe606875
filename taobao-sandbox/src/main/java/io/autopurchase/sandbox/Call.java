package io.autopurchase.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/**
 * A request that has passed the gateway.
 *
 * @param account whose token came with it; empty for the token APIs
 */
record Call(String path, Map<String, String> parameters, String account) {
  static final JsonMapper JSON = JsonMapper.builder().build();

  String text(String name) {
    return parameters.getOrDefault(name, "");
  }

  String require(String name) {
    String value = text(name);
    if (value.isEmpty()) {
      throw Refusal.gateway("ISV", "MissingParameter", "The input parameter \"" + name + "\" that is mandatory for processing this request is not supplied");
    }
    return value;
  }

  long number(String name, long otherwise) {
    String value = text(name);
    try {
      return value.isEmpty() ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw Refusal.business("PARAM_ILLEGAL", name + " is no number");
    }
  }

  JsonNode json(String name) {
    try {
      return JSON.readTree(require(name));
    } catch (JsonProcessingException e) {
      throw Refusal.business("PARAM_ILLEGAL", name + " is no JSON");
    }
  }

  /** A member by any of its spellings, as text; empty where there is none. */
  static String member(JsonNode node, String... names) {
    for (String name : names) {
      if (node.hasNonNull(name)) {
        return node.get(name).asText();
      }
    }
    return "";
  }
}

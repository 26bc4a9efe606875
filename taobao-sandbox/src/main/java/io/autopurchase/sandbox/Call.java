package io.autopurchase.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.autopurchase.sandbox.common.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that has passed the gateway: its parameters are of the types that the API's description gives them.
 *
 * @param account whose token came with it; empty for the token APIs
 * @param fault what goes wrong with it, for the faults that concern an API's work
 * @param anomalies what is strange about it; the API adds what it finds
 */
record Call(String path, Map<String, String> parameters, String account, Optional<Fault> fault, List<String> anomalies) {
  String text(String name) {
    return parameters.getOrDefault(name, "");
  }

  boolean isTrue(String name) {
    return text(name).equals("true");
  }

  long number(String name, long otherwise) {
    String value = text(name);
    return value.isEmpty() ? otherwise : Long.parseLong(value);
  }

  JsonNode json(String name) {
    try {
      return Json.MAPPER.readTree(text(name));
    } catch (JsonProcessingException e) {
      throw Refusal.business("PARAM_ILLEGAL", name + " is not JSON");
    }
  }

  /** The fault, if it is this one. */
  Optional<Fault> fault(Fault.Kind kind) {
    return fault.filter(it -> it.kind() == kind);
  }

  void odd(String what) {
    anomalies.add(what);
  }

  /** An id as the number that it is, null if it is empty; what a client sent that is not a number stays text. */
  static void putId(ObjectNode node, String name, String id) {
    if (id.isEmpty()) {
      node.putNull(name);
    } else if (id.matches("\\d{1,18}")) {
      node.put(name, Long.parseLong(id));
    } else {
      node.put(name, id);
    }
  }
}

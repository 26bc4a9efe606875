package io.autopurchase.sandbox.alibaba1688;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.sandbox.common.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that has passed the gateway: its parameters are of the types that the API's description gives them.
 *
 * @param account whose token came with it; empty where none is needed
 * @param fault what goes wrong with it, for the faults that concern an API's work
 * @param anomalies what is strange about it; the API adds what it finds
 */
record Call(String api, Map<String, String> parameters, String account, Optional<Fault> fault, List<String> anomalies) {
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

  /** Missing if there is none. */
  JsonNode json(String name) {
    return Json.read(text(name));
  }

  /** The fault, if it is this one. */
  Optional<Fault> fault(Fault.Kind kind) {
    return fault.filter(it -> it.kind() == kind);
  }

  void odd(String what) {
    anomalies.add(what);
  }
}

package io.autopurchase.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What a script or a form sends to the control API. What does not fit is an {@link IllegalArgumentException}. */
final class Inputs {
  private final Map<String, String> values;

  Inputs(Map<String, String> values) {
    this.values = values;
  }

  boolean has(String name) {
    return !values.getOrDefault(name, "").isBlank();
  }

  String text(String name, String otherwise) {
    return has(name) ? values.get(name).strip() : otherwise;
  }

  String require(String name) {
    if (!has(name)) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return values.get(name).strip();
  }

  int number(String name) {
    try {
      return Integer.parseInt(require(name));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is not a number", e);
    }
  }

  JsonNode json(String name) {
    try {
      return Call.JSON.readTree(require(name));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name + " is no JSON", e);
    }
  }

  void each(BiConsumer<String, String> each) {
    values.forEach(
        (name, value) -> {
          if (!name.equals("back")) {
            each.accept(name, value);
          }
        });
  }

  /** Adds the rule that is described here. */
  void addFault(Faults faults) {
    String name = require("fault");
    Faults.On on = faults.on(text("api", "*"));
    if (has("call")) {
      on.call(number("call"));
    } else if (has("times")) {
      on.times(number("times"));
    } else if (has("probability")) {
      on.withProbability(Double.parseDouble(require("probability")), Long.parseLong(text("seed", "1")));
    }
    Optional<Fault.Kind> kind = Faults.kind(name);
    if (kind.isPresent()) {
      on.inject(parameters(kind.get().fault()));
    } else if (has("field")) {
      on.deviate(Faults.deviation(name), require("field"));
    } else {
      on.deviate(Faults.deviation(name));
    }
  }

  private Fault parameters(Fault fault) {
    Fault result = fault;
    for (String name : new String[] {"status", "seconds", "number"}) {
      result = has(name) ? result.withNumber(number(name)) : result;
    }
    result = has("code") ? result.withCode(require("code")) : result;
    result = has("millis") ? result.withTime(Duration.ofMillis(number("millis"))) : result;
    return has("workDone") ? result.withWorkDone(require("workDone").equals("true")) : result;
  }
}

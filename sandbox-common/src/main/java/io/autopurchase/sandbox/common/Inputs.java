package io.autopurchase.sandbox.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.BiConsumer;

/** What a script or a form sends to the control API. What does not fit is an {@link IllegalArgumentException}. */
public final class Inputs {
  private final Map<String, String> values;

  public Inputs(Map<String, String> values) {
    this.values = values;
  }

  public boolean has(String name) {
    return !values.getOrDefault(name, "").isBlank();
  }

  public String text(String name, String otherwise) {
    return has(name) ? values.get(name).strip() : otherwise;
  }

  public String require(String name) {
    if (!has(name)) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return values.get(name).strip();
  }

  public int number(String name) {
    try {
      return Integer.parseInt(require(name));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is not a number", e);
    }
  }

  public JsonNode json(String name) {
    try {
      return Json.MAPPER.readTree(require(name));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name + " is not JSON", e);
    }
  }

  public void each(BiConsumer<String, String> each) {
    values.forEach(
        (name, value) -> {
          if (!name.equals("back")) {
            each.accept(name, value);
          }
        });
  }

  /** Which requests a fault is for: the {@code call} of this number, the first {@code times}, each with a {@code probability}, or all. */
  public FaultRules.When when() {
    if (has("call")) {
      return FaultRules.When.call(number("call"));
    }
    if (has("times")) {
      return FaultRules.When.times(number("times"));
    }
    return has("probability")
        ? FaultRules.When.probability(Double.parseDouble(require("probability")), Long.parseLong(text("seed", "1")))
        : FaultRules.When.always();
  }
}

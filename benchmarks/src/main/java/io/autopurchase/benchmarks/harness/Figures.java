package io.autopurchase.benchmarks.harness;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of one run, by names that hold their unit, in the order in which they are shown. For one thread. */
public final class Figures {
  private final Map<String, Double> values = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException if it is not a finite number: then something was not measured
   */
  public Figures put(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value);
    }
    values.put(name, value);
    return this;
  }

  /** Also if the run is the one that warms up: it is not a time. */
  public Figures putCounted(String name, double value) {
    return put(Counting.PREFIX + name, value);
  }

  public Figures putAll(Figures others) {
    values.putAll(others.values);
    return this;
  }

  public Map<String, Double> values() {
    return Collections.unmodifiableMap(values);
  }
}

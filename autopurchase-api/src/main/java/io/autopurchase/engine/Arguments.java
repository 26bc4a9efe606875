package io.autopurchase.engine;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands in a text for people, by name. */
public final class Arguments {
  private Arguments() {}

  /**
   * @param namesAndValues a name before each value; elements of collections are separated by commas
   * @return in that order
   */
  public static Map<String, String> of(Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a value is missing");
    }
    Map<String, String> arguments = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      arguments.put((String) namesAndValues[i], text(namesAndValues[i + 1]));
    }
    return arguments;
  }

  private static String text(Object value) {
    return value instanceof Collection<?> many ? many.stream().map(String::valueOf).collect(Collectors.joining(", ")) : String.valueOf(value);
  }
}

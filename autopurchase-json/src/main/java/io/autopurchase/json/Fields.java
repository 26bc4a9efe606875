package io.autopurchase.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.InvalidInputException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object that is read; each that is wrong is named in the error, with the path to it. */
record Fields(JsonNode node, String path) {
  private static final String UNKNOWN = "UNKNOWN";

  /** The value itself, which is a text. */
  String whole() {
    return text(node, path);
  }

  private static String text(JsonNode value, String path) {
    if (!value.isTextual()) {
      throw wrong(path, "is not a text");
    }
    return value.textValue();
  }

  private static IllegalArgumentException wrong(String path, String why) {
    return new IllegalArgumentException(path + " " + why);
  }

  private String path(String name) {
    return path + "." + name;
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  private JsonNode required(String name) {
    if (!has(name)) {
      throw wrong(path(name), "is missing");
    }
    return node.get(name);
  }

  String text(String name) {
    return text(required(name), path(name));
  }

  @Nullable
  String optional(String name) {
    return has(name) ? text(name) : null;
  }

  @Nullable
  <T> T optional(String name, Function<Fields, T> read) {
    return has(name) ? read.apply(new Fields(node.get(name), path(name))) : null;
  }

  <T> T required(String name, Function<Fields, T> read) {
    return read.apply(new Fields(required(name), path(name)));
  }

  int integer(String name) {
    if (!required(name).canConvertToInt() || !node.get(name).isIntegralNumber()) {
      throw wrong(path(name), "is not a whole number");
    }
    return node.get(name).intValue();
  }

  boolean flag(String name) {
    if (!required(name).isBoolean()) {
      throw wrong(path(name), "is neither true nor false");
    }
    return node.get(name).booleanValue();
  }

  Instant time(String name) {
    String time = text(name);
    try {
      return Instant.parse(time);
    } catch (DateTimeException e) {
      throw wrong(path(name), "is not a time in ISO 8601, such as 2026-11-29T18:00:00Z");
    }
  }

  @Nullable
  Instant optionalTime(String name) {
    return has(name) ? time(name) : null;
  }

  @Nullable
  URI optionalUri(String name) {
    try {
      return has(name) ? URI.create(text(name)) : null;
    } catch (IllegalArgumentException e) {
      throw wrong(path(name), "is not a URI");
    }
  }

  /** What a later release has added is {@code UNKNOWN}, if the type has that. */
  <E extends Enum<E>> E constant(String name, Class<E> type) {
    String word = text(name);
    return constant(type, word)
        .or(() -> constant(type, UNKNOWN))
        .orElseThrow(() -> wrong(path(name), "is not one of " + List.of(type.getEnumConstants())));
  }

  private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants()).filter(each -> each.name().equals(word)).findFirst();
  }

  @Nullable
  <E extends Enum<E>> E optionalConstant(String name, Class<E> type) {
    return has(name) ? constant(name, type) : null;
  }

  <T> List<T> list(String name, Function<Fields, T> read) {
    if (!required(name).isArray()) {
      throw wrong(path(name), "is not a list");
    }
    List<T> all = new ArrayList<>();
    for (JsonNode each : node.get(name)) {
      all.add(read.apply(new Fields(each, path(name) + "[" + all.size() + "]")));
    }
    return all;
  }

  Map<String, String> texts(String name) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : required(name).properties()) {
      all.put(each.getKey(), text(each.getValue(), path(name) + "." + each.getKey()));
    }
    return all;
  }

  /** None if they are missing, as they are in what earlier releases wrote. */
  Map<String, String> optionalTexts(String name) {
    return has(name) ? texts(name) : Map.of();
  }

  /** What a type refuses, with the path to it. */
  <T> T checked(Function<Fields, T> make) {
    try {
      return make.apply(this);
    } catch (InvalidInputException e) {
      throw wrong(path, String.valueOf(e.getMessage()));
    }
  }
}

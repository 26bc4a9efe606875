package io.autopurchase.sandbox.common;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;

/** Reads and writes JSON. */
public final class Json {
  public static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** A missing node if the text is not JSON. */
  public static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MAPPER.missingNode();
    }
  }

  /** Whether a text is a whole number of 64 bits. */
  public static boolean isLong(String text) {
    try {
      Long.parseLong(text);
      return !text.startsWith("+");
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** A member by any of its spellings, as text; empty if there is none. */
  public static String text(JsonNode node, String... names) {
    for (String name : names) {
      if (node.hasNonNull(name)) {
        return node.get(name).asText();
      }
    }
    return "";
  }

  /** Writes a tree in which members of some names are there twice, the second time with another value: by hand, as no tree can hold that. */
  public static byte[] write(JsonNode node, Set<String> doubled) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      write(json, node, doubled);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, JsonNode node, Set<String> doubled) throws IOException {
    if (node.isObject()) {
      json.writeStartObject();
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        json.writeFieldName(member.getKey());
        write(json, member.getValue(), doubled);
        if (doubled.contains(member.getKey())) {
          json.writeFieldName(member.getKey());
          writeOther(json, member.getValue());
        }
      }
      json.writeEndObject();
    } else if (node.isArray()) {
      json.writeStartArray();
      for (JsonNode element : node) {
        write(json, element, doubled);
      }
      json.writeEndArray();
    } else {
      json.writeTree(node);
    }
  }

  private static void writeOther(JsonGenerator json, JsonNode value) throws IOException {
    if (value.isNumber()) {
      json.writeNumber(value.asLong() + 1);
    } else if (value.isBoolean()) {
      json.writeBoolean(!value.asBoolean());
    } else if (value.isTextual()) {
      json.writeString(value.asText() + "1");
    } else {
      json.writeNull();
    }
  }
}

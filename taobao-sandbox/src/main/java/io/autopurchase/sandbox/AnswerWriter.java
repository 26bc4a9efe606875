package io.autopurchase.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes an answer, as documented or with deviations. */
final class AnswerWriter {
  private AnswerWriter() {}

  static byte[] write(ObjectNode answer, List<Faults.Spelling> spellings) {
    ObjectNode written = answer;
    for (Faults.Spelling spelling : spellings) {
      written = Envelopes.deviate(written, spelling.deviation());
      FieldDeviations.deviate(written, spelling);
    }
    Set<String> doubled =
        spellings.stream()
            .filter(it -> it.deviation() == Deviation.DOUBLED_FIELD)
            .map(Faults.Spelling::field)
            .collect(Collectors.toSet());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = Call.JSON.createGenerator(out)) {
      write(json, written, doubled);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** By hand, as no tree can hold two members of one name. */
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

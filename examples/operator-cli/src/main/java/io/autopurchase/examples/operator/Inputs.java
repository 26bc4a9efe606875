package io.autopurchase.examples.operator;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads JSON files that people wrote: refusals say where to look. */
final class Inputs {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .reader();

  /** Far above the largest order that the library takes. */
  private static final int MOST_BYTES = 8 << 20;

  private Inputs() {}

  /**
   * @param field what names the file in a refusal
   * @return an object
   */
  static JsonNode object(String field, Path file) {
    try {
      JsonNode node = READER.readTree(withoutMark(bytes(field, file)));
      if (node == null || !node.isObject()) {
        throw OperatorException.invalid(field, "NOT_JSON", file + " holds no JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw OperatorException.invalid(
          field,
          "NOT_JSON",
          file
              + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr())
              + ": "
              + e.getOriginalMessage());
    } catch (IOException e) {
      throw OperatorException.invalid(field, "FILE", "cannot read " + file + ": " + reason(e));
    }
  }

  /** Also of what is no plain file, and never ends. */
  private static byte[] bytes(String field, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw OperatorException.invalid(field, "LENGTH", file + " is larger than " + MOST_BYTES + " bytes");
      }
      return bytes;
    }
  }

  /** Some editors put a byte order mark before UTF-8. */
  private static byte[] withoutMark(byte[] bytes) {
    boolean marked = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    return marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  /** In words: the messages of the file system are often the bare path. */
  static String reason(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}

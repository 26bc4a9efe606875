package io.autopurchase.examples.operator;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;

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
      JsonNode node = READER.readTree(withoutMark(bytes(field, file, MOST_BYTES)));
      if (node == null || !node.isObject()) {
        throw OperatorException.invalid(field, "NOT_JSON", file + " holds no JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where = at == null || at.getLineNr() < 1 ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw OperatorException.invalid(field, "NOT_JSON", file + where + ": " + words(e));
    } catch (IOException e) {
      throw OperatorException.invalid(field, "FILE", "cannot read " + file + ": " + reason(e));
    }
  }

  /**
   * A text in UTF-8, without the byte order mark that some editors put before it.
   *
   * @param field what names the file in a refusal
   */
  static String text(String field, Path file, int mostBytes) {
    try {
      byte[] bytes = withoutMark(bytes(field, file, mostBytes));
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw OperatorException.invalid(field, "NOT_UTF8", file + " is not in UTF-8");
    } catch (IOException e) {
      throw OperatorException.invalid(field, "FILE", "cannot read " + file + ": " + reason(e));
    }
  }

  /** False also if that is not known. */
  static boolean isReadableByOthers(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return permissions.contains(PosixFilePermission.OTHERS_READ) || permissions.contains(PosixFilePermission.GROUP_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Also for a file that is not regular, and never ends. */
  private static byte[] bytes(String field, Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw OperatorException.invalid(field, "LENGTH", file + " is larger than " + most + " bytes");
      }
      return bytes;
    }
  }

  /** Some editors put a byte order mark before UTF-8. */
  private static byte[] withoutMark(byte[] bytes) {
    boolean marked = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    return marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  /** The parser's own words are for programmers, and quote what they read. */
  private static String words(JsonProcessingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    if (e instanceof StreamConstraintsException) {
      return "something is nested too deeply, or a number or a name is too long";
    }
    if (message.startsWith("Duplicate field")) {
      return "a name stands twice in the same object";
    }
    if (e instanceof JsonEOFException || message.startsWith("Unexpected end")) {
      return "the file ends too early: a quotation mark, a bracket or a brace is not closed";
    }
    if (message.startsWith("Trailing token") || message.contains("Trailing token")) {
      return "something stands behind the end of the JSON";
    }
    return "this is not JSON: a quotation mark, a comma or a colon is missing or too many, or a text holds a line break";
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

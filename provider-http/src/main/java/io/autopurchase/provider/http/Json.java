package io.autopurchase.provider.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.util.Collection;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/**
 * JSON within bounds: whatever comes costs little, and a name that comes twice makes the whole unreadable. Fractions are
 * exact.
 */
public final class Json {
  /** Levels of nesting. */
  public static final int MOST_DEPTH = 64;
  /** Tokens of one document. */
  public static final int MOST_TOKENS = 200_000;
  /** Characters of one text. */
  public static final int LONGEST_TEXT = 1 << 20;
  /** Characters of the name of a member. */
  public static final int LONGEST_NAME = 256;
  /** Digits of one number. */
  public static final int LONGEST_NUMBER = 64;

  /** Makes and writes documents; thread-safe. What comes from outside is read by {@link #read}. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_DEPTH)
                          .maxTokenCount(MOST_TOKENS)
                          .maxStringLength(LONGEST_TEXT)
                          .maxNameLength(LONGEST_NAME)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** An id that fits into 64 bits. */
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,18}");

  private Json() {}

  /**
   * Reads a document. Fractions are exact.
   *
   * @param json anything
   * @return null if there is nothing to read
   * @throws IOException if it is not JSON, or beyond the bounds
   */
  @Nullable
  public static JsonNode read(byte[] json) throws IOException {
    try {
      return MAPPER.readTree(json);
    } catch (NumberFormatException e) {
      throw new IOException("a number is beyond all bounds", e); // an exponent of ten digits
    }
  }

  /**
   * Whether an id can travel as a number of JSON.
   *
   * @param id may be anything
   */
  public static boolean isNumber(String id) {
    return NUMBER.matcher(id).matches();
  }

  /**
   * An array of ids as numbers: as decimal text they pass unchanged whatever their size. What is not a number is a text.
   *
   * @param ids of items, orders and the like
   */
  public static String array(Collection<String> ids) {
    ArrayNode list = MAPPER.createArrayNode();
    for (String id : ids) {
      if (isNumber(id)) {
        list.addRawValue(new RawValue(id));
      } else {
        list.add(id);
      }
    }
    return list.toString();
  }
}

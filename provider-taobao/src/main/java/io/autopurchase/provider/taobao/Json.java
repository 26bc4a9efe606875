package io.autopurchase.provider.taobao;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * JSON within bounds: whatever comes costs little, and a name that comes twice makes the whole unreadable. Fractions are
 * doubles, for none is ever read: amounts are whole numbers of fen.
 */
final class Json {
  static final int MOST_DEPTH = 64;
  static final int MOST_TOKENS = 200_000;
  static final int LONGEST_TEXT = 1 << 20;
  static final int LONGEST_NAME = 256;
  static final int LONGEST_NUMBER = 64;

  static final JsonMapper MAPPER =
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
          .build();

  /** An id of an order; each fits into 64 bits (documented). */
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,18}");

  private Json() {}

  static boolean isNumber(String id) {
    return NUMBER.matcher(id).matches();
  }

  /** Ids are numbers on the wire; as decimal text they pass unchanged whatever their size. */
  static String array(Collection<String> ids) {
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

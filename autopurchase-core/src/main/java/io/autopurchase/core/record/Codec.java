package io.autopurchase.core.record;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.autopurchase.Money;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Writes and reads the bodies of records as JSON. Unknown fields of the same version are ignored, so that a younger node
 * may add some; what an older node cannot understand at all gets a new {@link #VERSION}. Thread-safe.
 */
@ThreadSafe
public final class Codec {
  public static final int VERSION = 1;

  /** Of a record that is stored in pieces; to an older node it says nothing. */
  static final int IN_PIECES = 2;

  private final JsonMapper mapper;

  /**
   * @param kinds by name, what records of several kinds are read as
   */
  public Codec(Map<String, ? extends Class<?>> kinds) {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
            .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .addModule(EarlierNames.module())
            .addModule(StoredViews.module())
            .addModule(
                new SimpleModule("texts")
                    .addSerializer(String.class, new TextWriter())
                    .addSerializer(Instant.class, new InstantWriter())
                    .addDeserializer(Instant.class, new InstantReader())
                    .addSerializer(Money.class, new MoneyWriter())
                    .addDeserializer(Money.class, new MoneyReader()));
    kinds.forEach((name, kind) -> builder.registerSubtypes(new NamedType(kind, name)));
    mapper = builder.build();
  }

  public byte[] encode(Object body) {
    try {
      return mapper.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException("a " + body.getClass().getSimpleName() + " cannot be written", e);
    }
  }

  /** The body of a record as a tree, to be taken apart. */
  ObjectNode tree(Object body) {
    return mapper.valueToTree(body);
  }

  byte[] encode(JsonNode tree) {
    return encode((Object) tree);
  }

  /**
   * @param what names the record and its version
   * @throws UnreadableException if it is damaged
   */
  ObjectNode tree(String what, byte[] body) {
    try {
      if (mapper.readTree(body) instanceof ObjectNode tree) {
        return tree;
      }
    } catch (IOException e) {
      throw damaged(what, e);
    }
    throw new UnreadableException(what + " is damaged (it holds nothing)");
  }

  /** The body of a tree that is put together again. */
  <T> T body(String what, ObjectNode tree, Class<T> type) {
    try {
      return mapper.treeToValue(tree, type);
    } catch (IOException e) {
      throw damaged(what, e);
    }
  }

  /** The parser's own words would quote what the body holds. */
  private static UnreadableException damaged(String what, IOException e) {
    return new UnreadableException(what + " is damaged (" + e.getClass().getSimpleName() + ")");
  }

  /**
   * @param what names the record and its version
   * @throws UnreadableException if the codec's version is unknown or the body is damaged
   */
  public <T> T decode(String what, int version, byte[] body, Class<T> type) {
    if (version != VERSION) {
      throw new UnreadableException(what + " was written by another release (codec " + version + ")");
    }
    T read;
    try {
      read = mapper.readValue(body, type);
    } catch (IOException e) {
      throw damaged(what, e);
    }
    if (read == null) {
      throw new UnreadableException(what + " is damaged (it holds nothing)");
    }
    return read;
  }

  private static final class TextWriter extends StdSerializer<String> {
    private static final long serialVersionUID = 1L;

    TextWriter() {
      super(String.class);
    }

    @Override
    public void serialize(String value, JsonGenerator out, SerializerProvider provider) throws IOException {
      out.writeString(CleanText.of(value));
    }
  }

  private static final class InstantWriter extends StdSerializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantWriter() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
      out.writeNumber(value.toEpochMilli());
    }
  }

  private static final class InstantReader extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Instant.ofEpochMilli(in.getLongValue());
    }
  }

  private static final class MoneyWriter extends StdSerializer<Money> {
    private static final long serialVersionUID = 1L;

    MoneyWriter() {
      super(Money.class);
    }

    @Override
    public void serialize(Money value, JsonGenerator out, SerializerProvider provider) throws IOException {
      out.writeString(value.toString());
    }
  }

  private static final class MoneyReader extends StdDeserializer<Money> {
    private static final long serialVersionUID = 1L;

    MoneyReader() {
      super(Money.class);
    }

    @Override
    public Money deserialize(JsonParser in, DeserializationContext context) throws IOException {
      String text = in.getText();
      int space = text.indexOf(' ');
      return Money.of(text.substring(0, space), text.substring(space + 1));
    }
  }
}

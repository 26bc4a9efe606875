package io.autopurchase.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.autopurchase.InvalidInputException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a type is written and read. */
record Form<T>(Class<T> type, Function<T, JsonNode> write, Function<Fields, T> read) {
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static JsonNode text(@Nullable String value) {
    return value == null ? JsonNodeFactory.instance.nullNode() : JsonNodeFactory.instance.textNode(value);
  }

  @Nullable
  static String text(Optional<?> value) {
    return value.map(Object::toString).orElse(null);
  }

  static <E> ArrayNode array(Iterable<E> values, Function<E, JsonNode> write) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> array.add(write.apply(value)));
    return array;
  }

  /** Null if there is no value. */
  static <E> JsonNode orNull(@Nullable E value, Function<E, JsonNode> write) {
    return value == null ? JsonNodeFactory.instance.nullNode() : write.apply(value);
  }

  JsonSerializer<T> writer() {
    return new Writer<>(type, write);
  }

  JsonDeserializer<T> reader() {
    return new Reader<>(type, read);
  }

  static final class Writer<T> extends StdSerializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<T, JsonNode> write;

    Writer(Class<T> type, Function<T, JsonNode> write) {
      super(type);
      this.write = write;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
      out.writeTree(write.apply(value));
    }
  }

  private static final class Reader<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<Fields, T> read;

    Reader(Class<T> type, Function<Fields, T> read) {
      super(type);
      this.read = read;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
      JsonNode node = context.readTree(in);
      try {
        return read.apply(new Fields(node, handledType().getSimpleName()));
      } catch (IllegalArgumentException | InvalidInputException e) {
        return context.reportInputMismatch(this, "%s", e.getMessage());
      }
    }
  }
}

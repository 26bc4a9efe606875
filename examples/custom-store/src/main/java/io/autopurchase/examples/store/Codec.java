package io.autopurchase.examples.store;

import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.PositionedEvent;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import javax.annotation.Nullable;

/** What records and events look like as bytes. */
final class Codec {
  private Codec() {}

  /**
   * A record, or what is left of a deleted one.
   *
   * @param record null if it is deleted
   */
  record Row(long version, @Nullable StoredRecord record) {}

  private interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  static byte[] live(long version, RecordFields fields, int codec, byte[] body) {
    return bytes(
        out -> {
          out.writeLong(version);
          out.writeBoolean(true);
          writeTime(out, fields.dueAt());
          writeTime(out, fields.startedAt());
          writeTime(out, fields.changedAt());
          write(out, fields.type());
          write(out, fields.state());
          write(out, fields.provider());
          write(out, fields.login());
          write(out, fields.orderId());
          write(out, fields.reference());
          write(out, fields.text());
          out.writeInt(codec);
          out.write(body);
        });
  }

  /** A deleted record stays as its version, so that its versions go on. */
  static byte[] deleted(long version) {
    return bytes(
        out -> {
          out.writeLong(version);
          out.writeBoolean(false);
        });
  }

  static Row row(RecordKey key, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long version = in.readLong();
      if (!in.readBoolean()) {
        return new Row(version, null);
      }
      RecordFields fields =
          RecordFields.builder()
              .dueAt(readTime(in))
              .startedAt(readTime(in))
              .changedAt(readTime(in))
              .type(read(in))
              .state(read(in))
              .provider(read(in))
              .login(read(in))
              .orderId(read(in))
              .reference(read(in))
              .text(read(in))
              .build();
      return new Row(version, new StoredRecord(key, version, fields, in.readInt(), in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] event(long position, StoredEvent event) {
    return bytes(
        out -> {
          out.writeLong(position);
          out.writeLong(event.at().toEpochMilli());
          EventFields fields = event.fields();
          write(out, fields.type());
          write(out, fields.orderId());
          write(out, fields.lineId());
          write(out, fields.activity());
          write(out, fields.provider());
          write(out, fields.login());
          out.writeInt(event.codecVersion());
          out.write(event.body());
        });
  }

  static PositionedEvent event(String id, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long position = in.readLong();
      Instant at = Instant.ofEpochMilli(in.readLong());
      EventFields fields =
          EventFields.builder()
              .type(read(in))
              .orderId(read(in))
              .lineId(read(in))
              .activity(read(in))
              .session(read(in), read(in))
              .build();
      return new PositionedEvent(position, new StoredEvent(id, at, fields, in.readInt(), in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeTime(DataOutputStream out, Optional<Instant> time) throws IOException {
    out.writeLong(time.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE));
  }

  @Nullable
  private static Instant readTime(DataInputStream in) throws IOException {
    long millis = in.readLong();
    return millis == Long.MIN_VALUE ? null : Instant.ofEpochMilli(millis);
  }

  /** An empty text is not a missing one. */
  private static void write(DataOutputStream out, Optional<String> text) throws IOException {
    byte[] bytes = text.map(each -> each.getBytes(StandardCharsets.UTF_8)).orElse(null);
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  @Nullable
  private static String read(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}

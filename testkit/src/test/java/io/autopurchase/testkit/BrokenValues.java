package io.autopurchase.testkit;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import javax.annotation.Nullable;

/** Stores that give back something else than they were given: S13. */
final class BrokenValues {
  private BrokenValues() {}

  static List<BrokenStore> all() {
    return List.of(
        new BrokenStore("cuts bodies at 65,535 bytes", "S13a", changing(BrokenValues::cutBody)),
        new BrokenStore("takes bodies for text", "S13a", changing(BrokenValues::bodyAsText)),
        new BrokenStore("forgets the codec of a body", "S13a", changing(BrokenValues::codecOne)),
        new BrokenStore("cuts instants to seconds", "S13b", changing(row -> with(row, BrokenValues::inSeconds))),
        new BrokenStore("drops characters beyond the first plane", "S13c", changing(texts(BrokenValues::firstPlaneOnly))),
        new BrokenStore("cuts long texts", "S13c", changing(texts(text -> text.length() > 255 ? text.substring(0, 255) : text))),
        new BrokenStore("takes an empty text for a missing one", "S13d", changing(texts(text -> text.isEmpty() ? null : text))),
        new BrokenStore("takes capitals of ids for small letters", "S13e", identifying(id -> id.toLowerCase(Locale.ROOT))),
        new BrokenStore("drops blanks at the end of ids", "S13e", identifying(String::stripTrailing)),
        new BrokenStore("normalizes ids", "S13e", identifying(id -> Normalizer.normalize(id, Normalizer.Form.NFC))),
        new BrokenStore("reads into one array again and again", "S13f", SharesItsBuffer::new));
  }

  private static BrokenStore.Opening changing(UnaryOperator<StoredRecord> change) {
    return (data, shop) ->
        new ReferenceStore(data, shop) {
          @Override
          void put(Commit.Put put) {
            super.put(put);
            shop.records.computeIfPresent(put.key(), (key, row) -> change.apply(row));
          }
        };
  }

  private static BrokenStore.Opening identifying(UnaryOperator<String> change) {
    return (data, shop) ->
        new ReferenceStore(data, shop) {
          @Override
          RecordKey key(RecordKey key) {
            return new RecordKey(key.kind(), change.apply(key.id()));
          }
        };
  }

  private static StoredRecord cutBody(StoredRecord row) {
    return body(row, Arrays.copyOf(row.body(), Math.min(row.body().length, 65_535)));
  }

  private static StoredRecord bodyAsText(StoredRecord row) {
    return body(row, new String(row.body(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
  }

  private static StoredRecord body(StoredRecord row, byte[] body) {
    return new StoredRecord(row.key(), row.version(), row.fields(), row.codecVersion(), body);
  }

  private static StoredRecord codecOne(StoredRecord row) {
    return new StoredRecord(row.key(), row.version(), row.fields(), 1, row.body());
  }

  private static StoredRecord with(StoredRecord row, UnaryOperator<RecordFields> change) {
    return new StoredRecord(row.key(), row.version(), change.apply(row.fields()), row.codecVersion(), row.body());
  }

  private static RecordFields inSeconds(RecordFields fields) {
    return copy(fields, text -> text)
        .dueAt(fields.dueAt().map(at -> at.truncatedTo(ChronoUnit.SECONDS)).orElse(null))
        .build();
  }

  private static String firstPlaneOnly(String text) {
    return text.replaceAll("[\\x{10000}-\\x{10FFFF}]", "?");
  }

  /** Changes a text. */
  private interface TextChange {
    @Nullable
    String apply(String text);
  }

  private static UnaryOperator<StoredRecord> texts(TextChange change) {
    return row -> with(row, fields -> copy(fields, change).build());
  }

  private static RecordFields.Builder copy(RecordFields fields, TextChange change) {
    return RecordFields.builder()
        .type(fields.type().map(change::apply).orElse(null))
        .state(fields.state().map(change::apply).orElse(null))
        .provider(fields.provider().map(change::apply).orElse(null))
        .login(fields.login().map(change::apply).orElse(null))
        .orderId(fields.orderId().map(change::apply).orElse(null))
        .reference(fields.reference().map(change::apply).orElse(null))
        .text(fields.text().map(change::apply).orElse(null))
        .dueAt(fields.dueAt().orElse(null))
        .startedAt(fields.startedAt().orElse(null))
        .changedAt(fields.changedAt().orElse(null));
  }

  private static final class SharesItsBuffer extends ReferenceStore {
    private byte[] buffer = new byte[0];

    SharesItsBuffer(Data data, String shop) {
      super(data, shop);
    }

    @Override
    StoredRecord out(StoredRecord row) {
      if (buffer.length != row.body().length) {
        buffer = new byte[row.body().length];
      }
      System.arraycopy(row.body(), 0, buffer, 0, buffer.length);
      return body(row, buffer);
    }
  }
}

package io.autopurchase.examples.store;

import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** The sorted maps that everything is kept in; each key begins with the shop. For the thread that owns the file. */
final class Maps {
  private static final String THERE = "";

  /** Bytes by shop, kind, id. */
  final MVMap<String, byte[]> records;

  /** Shop, kind, due time, id. */
  final MVMap<String, String> due;

  /** Shop, kind, reference, id. */
  final MVMap<String, String> references;

  /** Owners by shop, scope, name. */
  final MVMap<String, String> owners;

  /** Bytes by shop, id. */
  final MVMap<String, byte[]> events;

  /** Shop, id. */
  final MVMap<String, String> undelivered;

  /** Shop, write id. */
  final MVMap<String, String> writes;

  Maps(MVStore store) {
    records = store.openMap("records");
    due = store.openMap("due");
    references = store.openMap("references");
    owners = store.openMap("owners");
    events = store.openMap("events");
    undelivered = store.openMap("undelivered");
    writes = store.openMap("writes");
  }

  Optional<Codec.Row> row(String shop, RecordKey key) {
    return Optional.ofNullable(records.get(Keys.of(shop, key.kind(), key.id()))).map(bytes -> Codec.row(key, bytes));
  }

  /** Replaces a record and what it is found by. */
  void put(String shop, RecordKey key, byte[] bytes) {
    row(shop, key).map(Codec.Row::record).ifPresent(before -> indexKeys(shop, before).forEach(Index::remove));
    records.put(Keys.of(shop, key.kind(), key.id()), bytes);
    row(shop, key).map(Codec.Row::record).ifPresent(after -> indexKeys(shop, after).forEach(Index::add));
  }

  private record Index(MVMap<String, String> map, String key) {
    void add() {
      map.put(key, THERE);
    }

    void remove() {
      map.remove(key);
    }
  }

  private List<Index> indexKeys(String shop, StoredRecord record) {
    RecordFields fields = record.fields();
    List<Index> keys = new ArrayList<>();
    String kind = record.key().kind();
    String id = record.key().id();
    fields.dueAt().ifPresent(at -> keys.add(new Index(due, Keys.of(shop, kind, Keys.time(at), id))));
    fields.reference().ifPresent(reference -> keys.add(new Index(references, Keys.of(shop, kind, reference, id))));
    return keys;
  }

  /** Keys from one on, as long as they are to be taken. */
  static List<String> keys(MVMap<String, ?> map, String from, Predicate<String> isTaken) {
    List<String> keys = new ArrayList<>();
    Cursor<String, ?> cursor = map.cursor(from);
    while (cursor.hasNext()) {
      String key = cursor.next();
      if (!isTaken.test(key)) {
        break;
      }
      keys.add(key);
    }
    return keys;
  }
}

package io.autopurchase.examples.store;

import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.PositionedEvent;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredEvent;
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

  /** Shop, name of a field, its value, id of an event. */
  final MVMap<String, String> eventFields;

  /** Ids by shop, position. */
  final MVMap<String, String> feed;

  /** Shop, write id. */
  final MVMap<String, String> writes;

  Maps(MVStore store) {
    records = store.openMap("records");
    due = store.openMap("due");
    references = store.openMap("references");
    owners = store.openMap("owners");
    events = store.openMap("events");
    undelivered = store.openMap("undelivered");
    eventFields = store.openMap("eventFields");
    feed = store.openMap("feed");
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

  /** Adds an event that is not there yet, behind all others in the feed. */
  void append(String shop, StoredEvent event) {
    long position = lastPosition(shop) + 1;
    String key = Keys.of(shop, event.id());
    events.put(key, Codec.event(position, event));
    undelivered.put(key, THERE);
    feed.put(Keys.of(shop, Keys.number(position)), event.id());
    indexKeys(shop, event).forEach(Index::add);
  }

  /** Of the last event that was appended, which may have been removed since: no position is given twice. */
  private long lastPosition(String shop) {
    String last = feed.lowerKey(Keys.after(Keys.prefix(shop)));
    return last == null || !last.startsWith(Keys.prefix(shop)) ? 0 : Long.parseLong(Keys.last(last));
  }

  /** Removes an event. The last position stays taken. */
  void remove(String shop, String id) {
    String key = Keys.of(shop, id);
    PositionedEvent gone = Codec.event(id, events.remove(key));
    undelivered.remove(key);
    indexKeys(shop, gone.event()).forEach(Index::remove);
    if (gone.position() < lastPosition(shop)) {
      feed.remove(Keys.of(shop, Keys.number(gone.position())));
    }
  }

  Optional<PositionedEvent> event(String shop, String id) {
    return Optional.ofNullable(events.get(Keys.of(shop, id))).map(bytes -> Codec.event(id, bytes));
  }

  private List<Index> indexKeys(String shop, StoredEvent event) {
    EventFields fields = event.fields();
    List<Index> keys = new ArrayList<>();
    fields.orderId().ifPresent(value -> keys.add(new Index(eventFields, Keys.of(shop, "order", value, event.id()))));
    fields.activity().ifPresent(value -> keys.add(new Index(eventFields, Keys.of(shop, "activity", value, event.id()))));
    fields.login().ifPresent(value -> keys.add(new Index(eventFields, Keys.of(shop, "login", value, event.id()))));
    fields.type().ifPresent(value -> keys.add(new Index(eventFields, Keys.of(shop, "type", value, event.id()))));
    return keys;
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

package io.autopurchase.examples.store;

import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.Durability;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.PositionedEvent;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredEventQuery;
import io.autopurchase.spi.StoredRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** Keeps everything in one file of an embedded key-value engine, H2's MVStore. For one process at a time. Thread-safe. */
public final class KeyValueActivityStore implements ActivityStore {
  /** Up to this size the file is left to grow: copying it has to be worth the while. */
  private static final long SMALLEST = 64L << 20;

  private final DataFile file;
  private final String shop;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private KeyValueActivityStore(DataFile file, String shop) {
    this.file = file;
    this.shop = shop;
  }

  /**
   * @param file made if there is none
   * @param shop whose data it is
   * @throws StoreUnavailableException if the file cannot be opened, or another process has it open
   */
  public static KeyValueActivityStore open(Path file, String shop) {
    return open(file, shop, SMALLEST);
  }

  static KeyValueActivityStore open(Path file, String shop, long smallest) {
    KeyValueActivityStore store = new KeyValueActivityStore(DataFile.open(file, smallest), shop);
    try {
      store.file.read(maps -> maps);
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  // Commits

  @Override
  public CommitResult commit(Commit commit) {
    return commitAll(List.of(commit)).get(0);
  }

  @Override
  public List<CommitResult> commitAll(List<Commit> commits) {
    return file.write(maps -> commits.stream().map(new CommitWriter(maps, shop)::write).toList());
  }

  // Reads

  @Override
  public Optional<StoredRecord> load(RecordKey key) {
    return file.read(maps -> live(maps, key).findFirst());
  }

  @Override
  public RecordPage find(RecordQuery query) {
    return file.read(
        maps -> {
          List<StoredRecord> matches =
              candidates(maps, query).sorted((one, other) -> other.key().id().compareTo(one.key().id())).filter(row -> matches(row, query)).toList();
          return new RecordPage(matches.stream().skip(query.offset()).limit(query.limit()).toList(), matches.size());
        });
  }

  /** By the index of references if it can be; otherwise all of the kind. */
  private Stream<StoredRecord> candidates(Maps maps, RecordQuery query) {
    Optional<String> reference = query.fields().reference();
    String prefix =
        reference.isPresent() ? Keys.prefix(shop, query.kind(), reference.get()) : Keys.prefix(shop, query.kind());
    return Maps.keys(reference.isPresent() ? maps.references : maps.records, prefix, key -> key.startsWith(prefix)).stream()
        .flatMap(key -> live(maps, new RecordKey(query.kind(), Keys.last(key))));
  }

  private static boolean matches(StoredRecord row, RecordQuery query) {
    RecordFields wanted = query.fields();
    RecordFields there = row.fields();
    String text = " " + there.text().orElse("");
    return isWanted(wanted.type(), there.type())
        && isWanted(wanted.state(), there.state())
        && isWanted(wanted.provider(), there.provider())
        && isWanted(wanted.login(), there.login())
        && isWanted(wanted.orderId(), there.orderId())
        && isWanted(wanted.reference(), there.reference())
        && query.beforeId().map(id -> row.key().id().compareTo(id) < 0).orElse(true)
        && query.fromId().map(id -> row.key().id().compareTo(id) >= 0).orElse(true)
        && query.started().includes(there.startedAt())
        && query.changed().includes(there.changedAt())
        // A word is asked for by its beginning, and the engine has made words of both sides.
        && query.words().stream().allMatch(word -> text.contains(" " + word));
  }

  private static boolean isWanted(Optional<String> wanted, Optional<String> there) {
    return wanted.isEmpty() || wanted.equals(there);
  }

  @Override
  public List<StoredRecord> due(String kind, Instant now, @Nullable String afterId, int limit) {
    String prefix = Keys.prefix(shop, kind);
    String end = Keys.after(Keys.prefix(shop, kind, Keys.time(now)));
    return file.read(
        maps ->
            Maps.keys(maps.due, prefix, key -> key.compareTo(end) < 0).stream()
                .map(Keys::last)
                .filter(id -> afterId == null || id.compareTo(afterId) > 0)
                .sorted()
                .limit(limit)
                .flatMap(id -> live(maps, new RecordKey(kind, id)))
                .toList());
  }

  @Override
  public Optional<String> owner(String scope, String name) {
    return file.read(maps -> Optional.ofNullable(maps.owners.get(Keys.of(shop, scope, name))));
  }

  @Override
  public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
    String prefix = Keys.prefix(shop);
    return file.read(
        maps -> {
          // A key that is longer by the least character is the next one.
          String from = afterId == null ? prefix : prefix + afterId + '\u0000';
          int[] left = {limit};
          return Maps.keys(undeliveredOnly ? maps.undelivered : maps.events, from, key -> key.startsWith(prefix) && left[0]-- > 0)
              .stream()
              .map(key -> Codec.event(Keys.last(key), maps.events.get(key)).event())
              .toList();
        });
  }

  @Override
  public List<StoredEvent> events(StoredEventQuery query) {
    Comparator<String> order = query.isOldestFirst() ? Comparator.naturalOrder() : Comparator.reverseOrder();
    return file.read(
        maps ->
            candidates(maps, query).stream()
                .map(Keys::last)
                .sorted(order)
                .flatMap(id -> maps.event(shop, id).stream())
                .map(PositionedEvent::event)
                .filter(query::matches)
                .limit(query.limit())
                .toList());
  }

  /** By the index of one field if it can be; otherwise all. */
  private List<String> candidates(Maps maps, StoredEventQuery query) {
    EventFields fields = query.fields();
    String prefix =
        fields.orderId().map(value -> Keys.prefix(shop, "order", value))
            .or(() -> fields.activity().map(value -> Keys.prefix(shop, "activity", value)))
            .or(() -> fields.login().map(value -> Keys.prefix(shop, "login", value)))
            .or(() -> fields.type().map(value -> Keys.prefix(shop, "type", value)))
            .orElse(null);
    return prefix == null
        ? Maps.keys(maps.events, Keys.prefix(shop), key -> key.startsWith(Keys.prefix(shop)))
        : Maps.keys(maps.eventFields, prefix, key -> key.startsWith(prefix));
  }

  @Override
  public List<PositionedEvent> feed(long afterPosition, int limit) {
    String prefix = Keys.prefix(shop);
    return file.read(
        maps ->
            Maps.keys(maps.feed, prefix + Keys.number(afterPosition + 1), key -> key.startsWith(prefix)).stream()
                .flatMap(key -> maps.event(shop, maps.feed.get(key)).stream())
                .limit(limit)
                .toList());
  }

  @Override
  public int forgetEvents(String beforeId, int limit) {
    String prefix = Keys.prefix(shop);
    return file.write(
        maps -> {
          int[] left = {limit};
          List<String> old =
              Maps.keys(maps.events, prefix, key -> key.startsWith(prefix) && key.compareTo(prefix + beforeId) < 0 && left[0]-- > 0);
          old.forEach(key -> maps.remove(shop, Keys.last(key)));
          return old.size();
        });
  }

  private Stream<StoredRecord> live(Maps maps, RecordKey key) {
    return maps.row(shop, key).map(Codec.Row::record).stream();
  }

  // The file

  @Override
  public Durability durability() {
    return Durability.DURABLE;
  }

  @Override
  public void close() {
    if (!isClosed.getAndSet(true)) {
      file.close();
    }
  }
}

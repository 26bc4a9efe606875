package io.autopurchase.testkit;

import io.autopurchase.CommitOutcomeUnknownException;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.Durability;
import io.autopurchase.spi.PositionedEvent;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredEventQuery;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.UniqueName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * A store that keeps the rules, in maps under one lock, cut into small units: a wrong store replaces one of them. An object
 * is a connection; connections to the same {@link Data} see the same.
 */
class ReferenceStore implements ActivityStore {
  /** What the shops of one test have stored. */
  static final class Data {
    final Map<String, Shop> shops = new HashMap<>();
    final Meeting meeting = new Meeting();
    boolean isCutOff;
    int calls;
    @Nullable HostingStore.Transaction transaction;
  }

  /** What one shop has stored. */
  static final class Shop {
    final NavigableMap<RecordKey, StoredRecord> records = new TreeMap<>();
    final Map<RecordKey, Long> floors = new HashMap<>();
    final Map<List<String>, String> owners = new HashMap<>();
    final Map<String, StoredEvent> events = new TreeMap<>();
    final Set<String> delivered = new HashSet<>();
    final NavigableMap<Long, String> positions = new TreeMap<>();
    long lastPosition;
    final Set<String> writes = new HashSet<>();

    /** For wrong stores. */
    final Map<Object, Object> notes = new HashMap<>();

    /** For wrong stores. */
    final List<StoredEvent> arrivals = new ArrayList<>();

    Shop copy() {
      Shop copy = new Shop();
      copy.become(this);
      return copy;
    }

    void become(Shop other) {
      replace(records, other.records);
      replace(floors, other.floors);
      replace(owners, other.owners);
      replace(events, other.events);
      delivered.clear();
      delivered.addAll(other.delivered);
      replace(positions, other.positions);
      lastPosition = other.lastPosition;
      writes.clear();
      writes.addAll(other.writes);
    }

    private static <K, V> void replace(Map<K, V> map, Map<K, V> other) {
      map.clear();
      map.putAll(other);
    }
  }

  final Data data;
  final Shop shop;

  ReferenceStore(Data data, String shop) {
    this.data = data;
    synchronized (data) {
      this.shop = data.shops.computeIfAbsent(shop, id -> new Shop());
    }
  }

  // Commits

  @Override
  public CommitResult commit(Commit commit) {
    synchronized (data) {
      // Of calls that an outage meets, every second one had reached the data.
      boolean reached = !data.isCutOff || data.calls++ % 2 == 0;
      if (!reached) {
        throw new StoreUnavailableException("cut off before the call", null);
      }
      CommitResult result = commitReached(commit);
      if (data.isCutOff) {
        throw new CommitOutcomeUnknownException("cut off before the answer", null);
      }
      return result;
    }
  }

  /** Under the lock. */
  CommitResult commitReached(Commit commit) {
    if (isKnown(commit.writeId())) {
      return new CommitResult.AlreadyApplied();
    }
    Optional<CommitResult> conflict = conflict(commit);
    if (conflict.isEmpty()) {
      remember(commit.writeId());
      apply(commit);
    }
    return conflict.orElse(new CommitResult.Applied());
  }

  boolean isKnown(String writeId) {
    return shop.writes.contains(writeId);
  }

  void remember(String writeId) {
    shop.writes.add(writeId);
  }

  Optional<CommitResult> conflict(Commit commit) {
    for (Commit.Put put : commit.puts()) {
      if (version(put.key()) != put.expectedVersion()) {
        return Optional.of(new CommitResult.VersionConflict(put.key()));
      }
    }
    for (Commit.Deletion gone : commit.deletions()) {
      if (version(gone.key()) != gone.expectedVersion()) {
        return Optional.of(new CommitResult.VersionConflict(gone.key()));
      }
    }
    for (Commit.Expectation same : commit.expectations()) {
      if (!holds(same)) {
        return Optional.of(new CommitResult.VersionConflict(same.key()));
      }
    }
    return commit.reservations().stream().filter(wanted -> isTaken(wanted, commit)).findFirst().map(this::duplicate);
  }

  boolean holds(Commit.Expectation same) {
    return version(same.key()) == same.version();
  }

  boolean isTaken(UniqueName wanted, Commit commit) {
    String owner = shop.owners.get(name(wanted));
    return owner != null
        && !owner.equals(wanted.owner())
        && !commit.releases().contains(new UniqueName(wanted.scope(), wanted.name(), owner));
  }

  CommitResult duplicate(UniqueName wanted) {
    return new CommitResult.NameTaken(wanted.scope(), wanted.name(), shop.owners.get(name(wanted)));
  }

  void apply(Commit commit) {
    commit.deletions().forEach(this::delete);
    commit.puts().forEach(this::put);
    commit.releases().forEach(this::release);
    commit.reservations().forEach(wanted -> shop.owners.put(name(wanted), wanted.owner()));
    commit.events().forEach(this::append);
    commit.delivered().forEach(this::mark);
  }

  void delete(Commit.Deletion gone) {
    shop.records.remove(key(gone.key()));
    shop.floors.put(key(gone.key()), gone.expectedVersion());
  }

  void put(Commit.Put put) {
    long version = Math.max(put.expectedVersion(), floor(put.key())) + 1;
    shop.records.put(key(put.key()), new StoredRecord(put.key(), version, put.fields(), put.codecVersion(), put.body()));
  }

  long floor(RecordKey key) {
    return shop.floors.getOrDefault(key(key), 0L);
  }

  void release(UniqueName release) {
    shop.owners.remove(name(release), release.owner());
  }

  void append(StoredEvent event) {
    shop.events.putIfAbsent(event.id(), event);
  }

  void mark(String eventId) {
    if (shop.events.containsKey(eventId)) {
      shop.delivered.add(eventId);
    }
  }

  // Identity

  RecordKey key(RecordKey key) {
    return key;
  }

  List<String> name(UniqueName reservation) {
    return List.of(reservation.scope(), reservation.name());
  }

  long version(RecordKey key) {
    StoredRecord row = shop.records.get(key(key));
    return row == null ? 0 : row.version();
  }

  // Reads

  <T> T read(Supplier<T> read) {
    synchronized (data) {
      if (data.isCutOff) {
        throw new StoreUnavailableException("cut off", null);
      }
      return read.get();
    }
  }

  /** What reads look at. */
  Shop view() {
    return shop;
  }

  StoredRecord out(StoredRecord row) {
    return row;
  }

  Stream<StoredRecord> rows(String kind) {
    return view().records.values().stream().filter(row -> row.key().kind().equals(kind));
  }

  @Override
  public Optional<StoredRecord> load(RecordKey key) {
    return read(() -> Optional.ofNullable(view().records.get(key(key))).map(this::out));
  }

  boolean matches(RecordQuery query, StoredRecord row) {
    return query.matches(row);
  }

  @Override
  public RecordPage find(RecordQuery query) {
    return read(
        () -> {
          List<StoredRecord> matches =
              rows(query.kind())
                  .filter(row -> matches(query, row))
                  .sorted(Comparator.comparing(StoredRecord::key).reversed())
                  .map(this::out)
                  .toList();
          return new RecordPage(matches.stream().skip(query.offset()).limit(query.limit()).toList(), matches.size());
        });
  }

  boolean isDue(StoredRecord row, Instant now) {
    return row.fields().dueAt().map(at -> !at.isAfter(now)).orElse(false);
  }

  @Override
  public List<StoredRecord> due(String kind, Instant now, @Nullable String afterId, int limit) {
    return read(
        () ->
            rows(kind)
                .filter(row -> isDue(row, now) && (afterId == null || row.key().id().compareTo(afterId) > 0))
                .limit(limit)
                .map(this::out)
                .toList());
  }

  @Override
  public Optional<String> owner(String scope, String name) {
    return read(() -> Optional.ofNullable(view().owners.get(name(new UniqueName(scope, name, "anybody")))));
  }

  Stream<StoredEvent> eventsInOrder() {
    return new ArrayList<>(view().events.values()).stream();
  }

  @Override
  public List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
    return read(
        () ->
            eventsInOrder()
                .filter(event -> afterId == null || event.id().compareTo(afterId) > 0)
                .filter(event -> !(undeliveredOnly && view().delivered.contains(event.id())))
                .limit(limit)
                .toList());
  }

  boolean matches(StoredEventQuery query, StoredEvent event) {
    return query.matches(event);
  }

  @Override
  public List<StoredEvent> events(StoredEventQuery query) {
    return read(
        () -> {
          Comparator<StoredEvent> order = Comparator.comparing(StoredEvent::id);
          return view().events.values().stream()
              .filter(event -> matches(query, event))
              .sorted(query.isOldestFirst() ? order : order.reversed())
              .limit(query.limit())
              .toList();
        });
  }

  @Override
  public List<PositionedEvent> feed(long afterPosition, int limit) {
    return read(
        () -> {
          number();
          return view().positions.tailMap(afterPosition, false).entrySet().stream()
              .filter(each -> view().events.containsKey(each.getValue()))
              .limit(limit)
              .map(each -> new PositionedEvent(each.getKey(), view().events.get(each.getValue())))
              .toList();
        });
  }

  /** Gives positions to the events that a transaction of the host does not hide. */
  void number() {
    for (String id : view().events.keySet()) {
      if (!shop.positions.containsValue(id)) {
        position(id);
      }
    }
  }

  void position(String id) {
    shop.positions.put(++shop.lastPosition, id);
  }

  @Override
  public int forgetEvents(String beforeId, int limit) {
    return read(
        () -> {
          List<String> old =
              eventsInOrder()
                  .filter(event -> event.id().compareTo(beforeId) < 0 && isForgettable(event))
                  .limit(limit)
                  .map(StoredEvent::id)
                  .toList();
          old.forEach(shop.events::remove);
          return old.size();
        });
  }

  boolean isForgettable(StoredEvent event) {
    return true;
  }

  @Override
  public Durability durability() {
    return Durability.VOLATILE;
  }

  @Override
  public void close() {}
}

package io.autopurchase.core;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.DueQuery;
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
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.Nullable;
import javax.annotation.concurrent.GuardedBy;

/**
 * A store that is forgotten when the process ends, under one lock. For tests and demonstrations; the engine places orders on it only with
 * {@code allowPlacingOnVolatileStore()}.
 *
 * <p>An object is the data of one shop. It keeps the rules of the store contract; the ids of the last 100,000 writes are
 * remembered. Closing it changes nothing.
 */
public final class InMemoryActivityStore implements ActivityStore {
  private static final int REMEMBERED_WRITES = 100_000;

  @GuardedBy("this")
  private final Map<String, NavigableMap<String, StoredRecord>> records = new HashMap<>();

  @GuardedBy("this")
  private final Map<String, NavigableMap<Instant, Map<String, StoredRecord>>> due = new HashMap<>();

  @GuardedBy("this")
  private final Map<RecordKey, Long> deleted = new HashMap<>();

  @GuardedBy("this")
  private final Map<Name, String> owners = new HashMap<>();

  @GuardedBy("this")
  private final NavigableMap<String, StoredEvent> events = new TreeMap<>();

  @GuardedBy("this")
  private final NavigableMap<String, StoredEvent> undelivered = new TreeMap<>();

  /** Numbered as they are committed, one commit after the other. */
  @GuardedBy("this")
  private final NavigableMap<Long, StoredEvent> feed = new TreeMap<>();

  @GuardedBy("this")
  private final Map<String, Long> positions = new HashMap<>();

  @GuardedBy("this")
  private long lastPosition;

  @GuardedBy("this")
  private final Set<String> writes = Collections.newSetFromMap(new LastWrites());

  private record Name(String scope, String name) {
    Name(UniqueName reservation) {
      this(reservation.scope(), reservation.name());
    }
  }

  private static final class LastWrites extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > REMEMBERED_WRITES;
    }
  }

  /** Empty. */
  public InMemoryActivityStore() {}

  @Override
  public synchronized CommitResult commit(Commit commit) {
    if (writes.contains(commit.writeId())) {
      return new CommitResult.AlreadyApplied();
    }
    Optional<CommitResult> conflict = conflict(commit);
    if (conflict.isPresent()) {
      return conflict.get();
    }
    writes.add(commit.writeId());
    commit.deletions().forEach(deletion -> remove(deletion.key()));
    commit.puts().forEach(this::put);
    for (UniqueName release : commit.releases()) {
      owners.remove(new Name(release), release.owner());
    }
    for (UniqueName reservation : commit.reservations()) {
      owners.put(new Name(reservation), reservation.owner());
    }
    for (StoredEvent event : commit.events()) {
      if (events.putIfAbsent(event.id(), event) == null) {
        undelivered.put(event.id(), event);
        feed.put(++lastPosition, event);
        positions.put(event.id(), lastPosition);
      }
    }
    commit.delivered().forEach(undelivered::remove);
    return new CommitResult.Applied();
  }

  @Override
  public synchronized Optional<StoredRecord> load(RecordKey key) {
    return Optional.ofNullable(row(key));
  }

  @Override
  public synchronized RecordPage find(RecordQuery query) {
    List<StoredRecord> page = new ArrayList<>();
    long total = 0;
    for (StoredRecord row : ofKind(query.kind()).descendingMap().values()) {
      if (query.matches(row)) {
        if (total >= query.offset() && page.size() < query.limit()) {
          page.add(row);
        }
        total++;
      }
    }
    return new RecordPage(page, total);
  }

  @Override
  public synchronized List<StoredRecord> due(String kind, Instant now, @Nullable String afterId, int limit) {
    NavigableMap<Instant, Map<String, StoredRecord>> byTime = due.get(kind);
    if (byTime == null) {
      return List.of();
    }
    return byTime.headMap(now, true).values().stream()
        .flatMap(rows -> rows.values().stream())
        .filter(row -> afterId == null || row.key().id().compareTo(afterId) > 0)
        .sorted(Comparator.comparing(StoredRecord::key))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<StoredRecord> due(DueQuery query) {
    NavigableMap<Instant, Map<String, StoredRecord>> byTime = due.getOrDefault(query.kind(), Collections.emptyNavigableMap());
    Instant after = query.dueAfter().orElse(Instant.MIN);
    return (after.isBefore(query.until()) ? byTime.subMap(after, false, query.until(), true) : Map.<Instant, Map<String, StoredRecord>>of())
        .values().stream()
        .flatMap(rows -> rows.values().stream())
        .filter(query::matches)
        .sorted(Comparator.comparing(StoredRecord::key))
        .limit(query.limit())
        .toList();
  }

  @Override
  public synchronized Optional<String> owner(String scope, String name) {
    return Optional.ofNullable(owners.get(new Name(scope, name)));
  }

  @Override
  public synchronized List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
    NavigableMap<String, StoredEvent> source = undeliveredOnly ? undelivered : events;
    return (afterId == null ? source : source.tailMap(afterId, false)).values().stream().limit(limit).toList();
  }

  @Override
  public synchronized List<StoredEvent> events(StoredEventQuery query) {
    NavigableMap<String, StoredEvent> source = query.isOldestFirst() ? events : events.descendingMap();
    return source.values().stream().filter(query::matches).limit(query.limit()).toList();
  }

  @Override
  public synchronized List<PositionedEvent> feed(long afterPosition, int limit) {
    return feed.tailMap(afterPosition, false).entrySet().stream().limit(limit).map(each -> new PositionedEvent(each.getKey(), each.getValue())).toList();
  }

  @Override
  public synchronized int forgetEvents(String beforeId, int limit) {
    List<String> old = events.headMap(beforeId, false).keySet().stream().limit(limit).toList();
    old.forEach(events::remove);
    old.forEach(undelivered::remove);
    old.forEach(id -> feed.remove(positions.remove(id)));
    return old.size();
  }

  @Override
  public Durability durability() {
    return Durability.VOLATILE;
  }

  @Override
  public void close() {
    // Nothing is held but memory; a test may look into the store after its engine has closed it.
  }

  @GuardedBy("this")
  @Nullable
  private StoredRecord row(RecordKey key) {
    return ofKind(key.kind()).get(key.id());
  }

  @GuardedBy("this")
  private NavigableMap<String, StoredRecord> ofKind(String kind) {
    NavigableMap<String, StoredRecord> rows = records.get(kind);
    return rows == null ? Collections.emptyNavigableMap() : rows;
  }

  @GuardedBy("this")
  private NavigableMap<Instant, Map<String, StoredRecord>> dueOf(String kind) {
    return due.computeIfAbsent(kind, each -> new TreeMap<>());
  }

  /** Of several records that stand in the way, the first by its key. */
  @GuardedBy("this")
  private Optional<CommitResult> conflict(Commit commit) {
    RecordKey lost = null;
    for (Commit.Put put : commit.puts()) {
      lost = firstLost(lost, put.key(), put.expectedVersion());
    }
    for (Commit.Deletion deletion : commit.deletions()) {
      lost = firstLost(lost, deletion.key(), deletion.expectedVersion());
    }
    for (Commit.Expectation expectation : commit.expectations()) {
      lost = firstLost(lost, expectation.key(), expectation.version());
    }
    if (lost != null) {
      return Optional.of(new CommitResult.VersionConflict(lost));
    }
    for (UniqueName wanted : commit.reservations()) {
      String owner = owners.get(new Name(wanted));
      if (owner != null && !owner.equals(wanted.owner()) && !isReleased(commit, wanted, owner)) {
        return Optional.of(new CommitResult.NameTaken(wanted.scope(), wanted.name(), owner));
      }
    }
    return Optional.empty();
  }

  @GuardedBy("this")
  @Nullable
  private RecordKey firstLost(@Nullable RecordKey lost, RecordKey key, long expected) {
    StoredRecord row = row(key);
    boolean holds = (row == null ? 0 : row.version()) == expected;
    return holds || lost != null && lost.compareTo(key) < 0 ? lost : key;
  }

  private static boolean isReleased(Commit commit, UniqueName wanted, String owner) {
    return commit.releases().contains(new UniqueName(wanted.scope(), wanted.name(), owner));
  }

  @GuardedBy("this")
  private void put(Commit.Put put) {
    RecordKey key = put.key();
    Long floor = deleted.remove(key);
    long version = Math.max(put.expectedVersion(), floor == null ? 0 : floor) + 1;
    StoredRecord row = new StoredRecord(key, version, put.fields(), put.codecVersion(), put.body());
    unlist(records.computeIfAbsent(key.kind(), kind -> new TreeMap<>()).put(key.id(), row));
    put.fields()
        .dueAt()
        .ifPresent(at -> dueOf(key.kind()).computeIfAbsent(at, instant -> new HashMap<>()).put(key.id(), row));
  }

  @GuardedBy("this")
  private void remove(RecordKey key) {
    StoredRecord row = Objects.requireNonNull(ofKind(key.kind()).remove(key.id()), "what is deleted");
    unlist(row);
    deleted.put(key, row.version());
  }

  /** Takes what a record was before out of what is due. */
  @GuardedBy("this")
  private void unlist(@Nullable StoredRecord row) {
    if (row != null) {
      row.fields().dueAt().ifPresent(at -> dueOf(row.key().kind()).computeIfPresent(at, (time, rows) -> without(row, rows)));
    }
  }

  /** Null if nothing is left. */
  @Nullable
  private static Map<String, StoredRecord> without(StoredRecord row, Map<String, StoredRecord> rows) {
    rows.remove(row.key().id());
    return rows.isEmpty() ? null : rows;
  }
}

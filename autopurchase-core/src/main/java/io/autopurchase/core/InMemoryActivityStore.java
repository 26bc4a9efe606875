package io.autopurchase.core;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.Durability;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.Reservation;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.Nullable;

/**
 * A store that is forgotten when the process ends, under one lock. For tests and demonstrations; the engine places orders
 * on it only if told so by name.
 */
public final class InMemoryActivityStore implements ActivityStore {
  private final Map<String, NavigableMap<String, StoredRecord>> records = new HashMap<>();
  private final Map<String, NavigableMap<Instant, NavigableMap<String, StoredRecord>>> due = new HashMap<>();
  private final Map<RecordKey, Long> deleted = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();
  private final NavigableMap<String, StoredEvent> events = new TreeMap<>();
  private final NavigableMap<String, StoredEvent> undelivered = new TreeMap<>();
  private final Set<String> writes = new HashSet<>();

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
    for (Reservation release : commit.releases()) {
      owners.remove(name(release.scope(), release.name()), release.owner());
    }
    for (Reservation reservation : commit.reservations()) {
      owners.put(name(reservation.scope(), reservation.name()), reservation.owner());
    }
    for (StoredEvent event : commit.events()) {
      if (events.putIfAbsent(event.id(), event) == null) {
        undelivered.put(event.id(), event);
      }
    }
    commit.delivered().forEach(undelivered::remove);
    return new CommitResult.Applied();
  }

  @Override
  public synchronized Optional<StoredRecord> load(RecordKey key) {
    return Optional.ofNullable(records.getOrDefault(key.kind(), new TreeMap<>()).get(key.id()));
  }

  @Override
  public synchronized RecordPage find(RecordQuery query) {
    List<StoredRecord> page = new ArrayList<>();
    long total = 0;
    for (StoredRecord row : records.getOrDefault(query.kind(), new TreeMap<>()).descendingMap().values()) {
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
    NavigableMap<String, StoredRecord> found = new TreeMap<>();
    due.getOrDefault(kind, new TreeMap<>()).headMap(now, true).values().forEach(found::putAll);
    return (afterId == null ? found : found.tailMap(afterId, false)).values().stream().limit(limit).toList();
  }

  @Override
  public synchronized Optional<String> owner(String scope, String name) {
    return Optional.ofNullable(owners.get(name(scope, name)));
  }

  @Override
  public synchronized List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
    NavigableMap<String, StoredEvent> source = undeliveredOnly ? undelivered : events;
    return (afterId == null ? source : source.tailMap(afterId, false)).values().stream().limit(limit).toList();
  }

  @Override
  public Durability durability() {
    return Durability.VOLATILE;
  }

  @Override
  public void close() {
    // Nothing is held but memory; a test may look into the store after its engine has closed it.
  }

  private Optional<CommitResult> conflict(Commit commit) {
    TreeSet<RecordKey> lost = new TreeSet<>();
    commit.puts().forEach(put -> collect(lost, put.key(), put.expectedVersion()));
    commit.deletions().forEach(deletion -> collect(lost, deletion.key(), deletion.expectedVersion()));
    commit.expectations().forEach(expectation -> collect(lost, expectation.key(), expectation.version()));
    if (!lost.isEmpty()) {
      return Optional.of(new CommitResult.Lost(lost.first()));
    }
    for (Reservation wanted : commit.reservations()) {
      String owner = owners.get(name(wanted.scope(), wanted.name()));
      if (owner != null && !owner.equals(wanted.owner()) && !isReleased(commit, wanted, owner)) {
        return Optional.of(new CommitResult.Duplicate(wanted.scope(), wanted.name(), owner));
      }
    }
    return Optional.empty();
  }

  private static boolean isReleased(Commit commit, Reservation wanted, String owner) {
    return commit.releases().contains(new Reservation(wanted.scope(), wanted.name(), owner));
  }

  private void collect(Set<RecordKey> lost, RecordKey key, long expected) {
    if (load(key).map(StoredRecord::version).orElse(0L) != expected) {
      lost.add(key);
    }
  }

  private void put(Commit.Put put) {
    long floor = Optional.ofNullable(deleted.remove(put.key())).orElse(0L);
    long version = Math.max(put.expectedVersion(), floor) + 1;
    unlist(put.key());
    StoredRecord row = new StoredRecord(put.key(), version, put.fields(), put.codecVersion(), put.body());
    records.computeIfAbsent(put.key().kind(), kind -> new TreeMap<>()).put(put.key().id(), row);
    put.fields()
        .dueAt()
        .ifPresent(
            at ->
                due.computeIfAbsent(put.key().kind(), kind -> new TreeMap<>())
                    .computeIfAbsent(at, instant -> new TreeMap<>())
                    .put(put.key().id(), row));
  }

  private void remove(RecordKey key) {
    unlist(key);
    StoredRecord row = records.get(key.kind()).remove(key.id());
    deleted.put(key, row.version());
  }

  private void unlist(RecordKey key) {
    Optional<Instant> at = load(key).map(StoredRecord::fields).flatMap(RecordFields::dueAt);
    at.ifPresent(
        instant -> {
          NavigableMap<Instant, NavigableMap<String, StoredRecord>> byTime = due.get(key.kind());
          byTime.get(instant).remove(key.id());
          if (byTime.get(instant).isEmpty()) {
            byTime.remove(instant);
          }
        });
  }

  private static String name(String scope, String name) {
    return scope + '\u0000' + name;
  }
}

package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.UniqueName;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.Nullable;

/** What a store must hold after one thread's commits, kept in maps; compares the store with it. */
final class StoreModel {
  private final ActivityStore store;
  private final NavigableMap<RecordKey, StoredRecord> records = new TreeMap<>();
  private final Map<RecordKey, Long> floors = new HashMap<>();
  private final Map<List<String>, String> owners = new HashMap<>();
  private final NavigableMap<String, StoredEvent> events = new TreeMap<>();
  private final Set<String> delivered = new HashSet<>();
  private final Set<String> writes = new HashSet<>();

  StoreModel(ActivityStore store) {
    this.store = store;
  }

  long version(RecordKey key) {
    StoredRecord row = records.get(key);
    return row == null ? 0 : row.version();
  }

  /** Commits, checks the answer, and takes the changes over. */
  CommitResult commit(Commit commit) {
    CommitResult result = store.commit(commit);
    assertThat(expected(commit)).as("what may be answered to %s (S01, S02, S05, S09), against what was answered", commit).contains(result);
    if (result instanceof CommitResult.Applied) {
      apply(commit);
    }
    return result;
  }

  private Set<CommitResult> expected(Commit commit) {
    if (writes.contains(commit.writeId())) {
      return Set.of(new CommitResult.AlreadyApplied());
    }
    Set<CommitResult> refusals = new HashSet<>();
    commit.puts().forEach(put -> guard(refusals, put.key(), put.expectedVersion()));
    commit.deletions().forEach(gone -> guard(refusals, gone.key(), gone.expectedVersion()));
    commit.expectations().forEach(same -> guard(refusals, same.key(), same.version()));
    for (UniqueName wanted : commit.reservations()) {
      String owner = owners.get(name(wanted));
      boolean released = owner != null && commit.releases().contains(new UniqueName(wanted.scope(), wanted.name(), owner));
      if (owner != null && !owner.equals(wanted.owner()) && !released) {
        refusals.add(new CommitResult.NameTaken(wanted.scope(), wanted.name(), owner));
      }
    }
    return refusals.isEmpty() ? Set.of(new CommitResult.Applied()) : refusals;
  }

  private void guard(Set<CommitResult> refusals, RecordKey key, long expected) {
    if (version(key) != expected) {
      refusals.add(new CommitResult.VersionConflict(key));
    }
  }

  private void apply(Commit commit) {
    writes.add(commit.writeId());
    for (Commit.Deletion gone : commit.deletions()) {
      floors.put(gone.key(), records.remove(gone.key()).version());
    }
    for (Commit.Put put : commit.puts()) {
      records.put(put.key(), new StoredRecord(put.key(), nextVersion(put), put.fields(), put.codecVersion(), put.body()));
    }
    commit.releases().forEach(release -> owners.remove(name(release), release.owner()));
    commit.reservations().forEach(wanted -> owners.put(name(wanted), wanted.owner()));
    commit.events().forEach(event -> events.putIfAbsent(event.id(), event));
    commit.delivered().stream().filter(events::containsKey).forEach(delivered::add);
  }

  /** One more; only after a deletion the store may choose, as long as it is higher than before. */
  private long nextVersion(Commit.Put put) {
    Long floor = floors.get(put.key());
    if (put.expectedVersion() > 0 || floor == null) {
      return put.expectedVersion() + 1;
    }
    long version = store.load(put.key()).map(StoredRecord::version).orElse(0L);
    assertThat(version)
        .as("the version of %s, which was deleted at version %d and made again (S07b)", put.key(), floor)
        .isGreaterThan(floor);
    return version;
  }

  void checkLoad(RecordKey key) {
    assertThat(store.load(key).map(StoreModel::picture).orElse("none"))
        .as("load of %s (S07a, S11, S13)", key)
        .isEqualTo(records.containsKey(key) ? picture(records.get(key)) : "none");
  }

  void checkFind(RecordQuery query) {
    List<String> matches = records.descendingMap().values().stream().filter(query::matches).map(StoreModel::picture).toList();
    assertThat(store.find(query).records().stream().map(StoreModel::picture).toList())
        .as(
            "find of %s %s before %s, from %s on, started %s, changed %s, from the match %d on, at most %d (S22)",
            query.kind(), query.fields(), query.beforeId(), query.fromId(), query.started(), query.changed(), query.offset(), query.limit())
        .isEqualTo(matches.stream().skip(query.offset()).limit(query.limit()).toList());
    assertThat(store.find(query).total()).as("the total of that find (S22d)").isEqualTo(matches.size());
  }

  void checkDue(String kind, Instant now, @Nullable String after, int limit) {
    List<String> due =
        records.values().stream()
            .filter(row -> row.key().kind().equals(kind) && (after == null || row.key().id().compareTo(after) > 0))
            .filter(row -> row.fields().dueAt().map(at -> !at.isAfter(now)).orElse(false))
            .limit(limit)
            .map(StoreModel::picture)
            .toList();
    assertThat(store.due(kind, now, after, limit).stream().map(StoreModel::picture).toList())
        .as("due of %s at %s after %s, at most %d (S12)", kind, now, after, limit)
        .isEqualTo(due);
  }

  void checkOwner(String scope, String name) {
    assertThat(store.owner(scope, name).orElse("none"))
        .as("owner of %s %s (S09)", scope, name)
        .isEqualTo(owners.getOrDefault(List.of(scope, name), "none"));
  }

  void checkEvents(@Nullable String after, boolean undeliveredOnly, int limit) {
    List<String> ids =
        new TreeSet<>(events.keySet())
            .stream()
                .filter(id -> (after == null || id.compareTo(after) > 0) && !(undeliveredOnly && delivered.contains(id)))
                .limit(limit)
                .toList();
    assertThat(store.events(after, undeliveredOnly, limit).stream().map(StoredEvent::id).toList())
        .as("%s events after %s, at most %d (S21)", undeliveredOnly ? "undelivered" : "all", after, limit)
        .isEqualTo(ids);
  }

  private static List<String> name(UniqueName reservation) {
    return List.of(reservation.scope(), reservation.name());
  }

  private static String picture(StoredRecord row) {
    String fields = row.fields() + " text " + row.fields().text();
    return row + " [" + fields + "] codec " + row.codecVersion() + " " + StoreHarness.content(row);
  }
}

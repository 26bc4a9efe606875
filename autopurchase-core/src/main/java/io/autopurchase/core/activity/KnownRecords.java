package io.autopurchase.core.activity;

import io.autopurchase.core.record.RecordStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records as this run has read or written them last. Others may have changed them since: what is committed on top of them expects their
 * versions, and is made again if that is lost. For one thread.
 */
public final class KnownRecords {
  private final RecordStore recordStore;
  private final Map<RecordKey, Optional<StoredRecord>> rows = new HashMap<>();

  KnownRecords(RecordStore recordStore) {
    this.recordStore = recordStore;
  }

  /** As it is known, or else as it is stored. */
  public Optional<StoredRecord> load(RecordKey key) {
    return rows.computeIfAbsent(key, recordStore.store::load);
  }

  /** Reads those that are not known, together. */
  public void readAll(Collection<RecordKey> keys) {
    List<RecordKey> unknown = keys.stream().filter(key -> !rows.containsKey(key)).distinct().toList();
    if (unknown.size() > 1) {
      List<StoredRecord> found = recordStore.store.loadAll(unknown);
      unknown.forEach(key -> rows.put(key, Optional.empty()));
      found.forEach(row -> rows.put(row.key(), Optional.of(row)));
    }
  }

  /** Others have changed it. */
  void forget(RecordKey key) {
    rows.remove(key);
  }

  /** What this run has written is known, but for the version of what is new. */
  void applied(Commit commit) {
    commit.deletions().forEach(gone -> rows.remove(gone.key()));
    for (Commit.Put put : commit.puts()) {
      if (put.expectedVersion() == 0) {
        rows.remove(put.key());
      } else if (rows.containsKey(put.key())) {
        rows.put(put.key(), Optional.of(new StoredRecord(put.key(), put.expectedVersion() + 1, put.fields(), put.codecVersion(), put.body())));
      }
    }
  }
}

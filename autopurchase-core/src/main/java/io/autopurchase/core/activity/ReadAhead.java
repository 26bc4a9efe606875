package io.autopurchase.core.activity;

import io.autopurchase.core.record.RecordStore;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the next step of a run looks at, read together as soon as the last one is committed. Each record is given out once: who looks
 * again reads again. For one thread.
 */
public final class ReadAhead {
  private final RecordStore recordStore;
  private final Map<RecordKey, Optional<StoredRecord>> rows = new HashMap<>();
  private long readAtNanos;

  ReadAhead(RecordStore recordStore) {
    this.recordStore = recordStore;
  }

  /** Reads records; what was read before and not looked at is forgotten. */
  void read(Collection<RecordKey> keys) {
    rows.clear();
    readAtNanos = recordStore.time.nanoTime();
    keys.forEach(key -> rows.put(key, Optional.empty()));
    recordStore.store.loadAll(keys).forEach(row -> rows.put(row.key(), Optional.of(row)));
  }

  /** As it was read ahead, if it was not looked at since; else as it is now. */
  Optional<StoredRecord> load(RecordKey key) {
    Optional<StoredRecord> read = rows.remove(key);
    return read == null ? recordStore.store.load(key) : read;
  }

  /** The monotonic clock before anything was read that is looked at now. */
  public long sinceNanos() {
    return rows.isEmpty() ? recordStore.time.nanoTime() : readAtNanos;
  }
}

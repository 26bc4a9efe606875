package io.autopurchase.core.activity;

import io.autopurchase.core.record.RecordStore;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the steps of a run look at, read together, and again after a moment: what others note in between is seen a moment later. For one
 * thread.
 */
public final class ReadAhead {
  private static final Duration MOMENT = Duration.ofMillis(100);

  private final RecordStore recordStore;
  private final Map<RecordKey, Optional<StoredRecord>> rows = new HashMap<>();
  private long askedAtNanos;
  private long readAtNanos;

  ReadAhead(RecordStore recordStore) {
    this.recordStore = recordStore;
  }

  /**
   * Reads records, unless all were read a moment ago.
   *
   * @return whether they were read now
   */
  boolean read(Collection<RecordKey> keys) {
    if (isFresh() && rows.keySet().containsAll(keys)) {
      return false;
    }
    rows.clear();
    askedAtNanos = recordStore.time.nanoTime();
    keys.forEach(key -> rows.put(key, Optional.empty()));
    recordStore.store.loadAll(keys).forEach(row -> rows.put(row.key(), Optional.of(row)));
    readAtNanos = recordStore.time.nanoTime();
    return true;
  }

  /** As it was read a moment ago, or else as it is now. */
  Optional<StoredRecord> load(RecordKey key) {
    Optional<StoredRecord> read = isFresh() ? rows.get(key) : null;
    return read == null ? recordStore.store.load(key) : read;
  }

  /** What was read has been changed by this run, or must be as it is now. */
  public void forget() {
    rows.clear();
  }

  /** The monotonic clock before anything was read that is looked at now. */
  public long sinceNanos() {
    return isFresh() ? askedAtNanos : recordStore.time.nanoTime();
  }

  private boolean isFresh() {
    return !rows.isEmpty() && recordStore.time.nanoTime() - readAtNanos < MOMENT.toNanos();
  }
}

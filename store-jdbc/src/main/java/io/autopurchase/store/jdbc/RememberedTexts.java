package io.autopurchase.store.jdbc;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.annotation.Nullable;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;

/**
 * The texts of records that this store has read or written lately, each with the version that has it: a commit that expects that version
 * need not look what words it replaces. What it says is true for as long as the version is. Thread-safe.
 */
@ThreadSafe
final class RememberedTexts {
  private static final int MOST = 2_000;

  private record Text(long version, Optional<String> text) {}

  @GuardedBy("this")
  private final Map<RecordKey, Text> texts = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<RecordKey, Text> eldest) {
      return size() > MOST;
    }
  };

  /** The text of a record at a version, if it is remembered. */
  @Nullable
  synchronized Optional<String> at(RecordKey key, long version) {
    Text text = texts.get(key);
    return text == null || text.version() != version ? null : text.text();
  }

  synchronized void read(StoredRecord row) {
    if (row.fields().text().isPresent()) {
      texts.put(row.key(), new Text(row.version(), row.fields().text()));
    }
  }

  /** The versions of new records are told when they are read. */
  synchronized void written(Commit commit) {
    for (Commit.Put put : commit.puts()) {
      if (put.fields().text().isPresent() || texts.containsKey(put.key())) {
        texts.put(put.key(), new Text(put.expectedVersion() + 1, put.fields().text()));
      }
    }
    commit.deletions().forEach(gone -> texts.remove(gone.key()));
  }
}

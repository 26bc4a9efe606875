package io.autopurchase.store.jdbc;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import java.util.concurrent.atomic.AtomicInteger;

/** Commits to write. */
final class Commits {
  private static final AtomicInteger WRITES = new AtomicInteger();

  private Commits() {}

  static RecordKey key(String id) {
    return new RecordKey("activity", id);
  }

  static Commit.Builder write() {
    return Commit.builder("w" + WRITES.incrementAndGet());
  }

  static Commit put(String id, long expected) {
    return write().put(key(id), expected, RecordFields.none(), 1, new byte[] {1}).build();
  }

  static Commit delete(String id, long expected) {
    return write().delete(key(id), expected).build();
  }
}

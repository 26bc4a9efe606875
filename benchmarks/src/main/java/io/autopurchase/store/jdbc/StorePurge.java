package io.autopurchase.store.jdbc;

/** Lets a store remove old write ids and tombstones now, as it does by itself after every thousand commits. */
public final class StorePurge {
  private StorePurge() {}

  public static void once(JdbcActivityStore store) {
    store.purger().forgetWrites(100_000);
    store.purger().buryTombstones();
  }
}

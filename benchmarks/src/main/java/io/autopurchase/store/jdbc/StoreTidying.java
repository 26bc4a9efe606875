package io.autopurchase.store.jdbc;

/** Lets a store remove old write ids and tombstones now, as it does by itself after every thousand commits. */
public final class StoreTidying {
  private StoreTidying() {}

  public static void once(JdbcActivityStore store) {
    store.tidying().forgetWrites(100_000);
    store.tidying().buryTombstones();
  }
}

/** A store for SQLite: an example of how to write one. */
module io.autopurchase.examples.store {
  requires transitive io.autopurchase.api;
  requires java.sql;

  exports io.autopurchase.examples.store;
}

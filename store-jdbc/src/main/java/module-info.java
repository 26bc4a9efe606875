/** Keeps everything in a relational database, by plain JDBC. */
module io.autopurchase.store.jdbc {
  requires transitive io.autopurchase.api;
  requires transitive java.sql;

  exports io.autopurchase.store.jdbc;
}

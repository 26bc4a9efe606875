/** A store on an embedded key-value engine: an example of how to write one. */
module io.autopurchase.examples.store {
  requires transitive io.autopurchase.api;
  requires com.h2database;

  exports io.autopurchase.examples.store;
}

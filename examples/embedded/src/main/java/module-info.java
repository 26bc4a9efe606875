/** A shop that embeds the library. */
module io.autopurchase.examples.embedded {
  requires io.autopurchase.api;
  requires io.autopurchase.core;
  requires io.autopurchase.json;
  requires io.autopurchase.store.jdbc;
  requires jdk.httpserver;
}

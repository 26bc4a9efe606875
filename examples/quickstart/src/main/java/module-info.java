/** One short main: an order booked at a marketplace, end to end. */
module io.autopurchase.examples.quickstart {
  requires com.fasterxml.jackson.databind;
  requires io.autopurchase.api;
  requires io.autopurchase.core;
  requires io.autopurchase.sandbox;
  requires io.autopurchase.store.jdbc;
  requires java.net.http;
}

/** A command line for the people who run a shop's purchasing. */
module io.autopurchase.examples.operator {
  requires com.fasterxml.jackson.databind;
  requires com.zaxxer.hikari;
  requires info.picocli;
  requires io.autopurchase.api;
  requires io.autopurchase.core;
  requires io.autopurchase.json;
  requires io.autopurchase.store.jdbc;
  requires jdk.httpserver;
  requires org.slf4j;

  opens io.autopurchase.examples.operator to
      info.picocli;
}

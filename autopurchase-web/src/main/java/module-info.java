/** The console for staff: a servlet that a host mounts in its own web application. */
module io.autopurchase.web {
  requires transitive io.autopurchase.api;
  requires transitive jakarta.servlet;
  requires io.autopurchase.json;
  requires static org.jspecify;

  exports io.autopurchase.web;
  exports io.autopurchase.web.spi;
}

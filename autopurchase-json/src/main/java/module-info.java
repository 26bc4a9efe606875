/** What autopurchase shows, as JSON. */
module io.autopurchase.json {
  requires transitive io.autopurchase.api;
  requires transitive com.fasterxml.jackson.databind;
  requires static org.jspecify;

  exports io.autopurchase.json;

  provides com.fasterxml.jackson.databind.Module with
      io.autopurchase.json.AutoPurchaseModule;
}

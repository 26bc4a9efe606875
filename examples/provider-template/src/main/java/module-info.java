/** The example market as a goods provider: an example of how to write one. */
module io.autopurchase.examples.provider {
  requires transitive io.autopurchase.api;
  requires com.fasterxml.jackson.databind;
  requires okhttp3;
  requires okio;

  exports io.autopurchase.examples.provider;

  provides io.autopurchase.spi.ProviderAdapter with
      io.autopurchase.examples.provider.ExampleMarketAdapter;
}

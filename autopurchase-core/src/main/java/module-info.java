/** The engine. */
module io.autopurchase.core {
  requires transitive io.autopurchase.api;
  requires com.fasterxml.jackson.databind;
  requires org.slf4j;

  exports io.autopurchase.core;

  opens io.autopurchase.core to
      com.fasterxml.jackson.databind;

  uses io.autopurchase.spi.NameTransliterator;
  uses io.autopurchase.spi.ProviderAdapter;

  provides io.autopurchase.engine.EngineFactory with
      io.autopurchase.core.CoreEngineFactory;
}

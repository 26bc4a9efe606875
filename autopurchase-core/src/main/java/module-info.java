/** The engine. */
module io.autopurchase.core {
  requires transitive io.autopurchase.api;
  requires com.fasterxml.jackson.databind;
  requires org.slf4j;

  exports io.autopurchase.core;

  opens io.autopurchase.core.activity to
      com.fasterxml.jackson.databind;
  opens io.autopurchase.core.binding to
      com.fasterxml.jackson.databind;
  opens io.autopurchase.core.booking to
      com.fasterxml.jackson.databind;
  opens io.autopurchase.core.payment to
      com.fasterxml.jackson.databind;
  opens io.autopurchase.core.purchase to
      com.fasterxml.jackson.databind;
  opens io.autopurchase.core.event to
      com.fasterxml.jackson.databind;
  opens io.autopurchase.core.session to
      com.fasterxml.jackson.databind;
  opens io.autopurchase.core.sync to
      com.fasterxml.jackson.databind;
  opens io.autopurchase.core.unbinding to
      com.fasterxml.jackson.databind;

  uses io.autopurchase.spi.NameTransliterator;
  uses io.autopurchase.spi.ProviderAdapter;

  provides io.autopurchase.engine.EngineFactory with
      io.autopurchase.core.CoreEngineFactory;
}

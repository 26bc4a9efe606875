/** The engine. Open for Jackson, which reads and writes the fields of what is stored; only the package of the assembly is exported. */
open module io.autopurchase.core {
  requires transitive io.autopurchase.api;
  requires com.fasterxml.jackson.databind;
  requires org.slf4j;

  exports io.autopurchase.core;

  uses io.autopurchase.spi.NameTransliterator;
  uses io.autopurchase.spi.ProviderAdapter;

  provides io.autopurchase.engine.EngineFactory with
      io.autopurchase.core.CoreEngineFactory;
}

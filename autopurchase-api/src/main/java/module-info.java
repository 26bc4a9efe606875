/** The words of autopurchase, and what providers, databases and hosts implement. It needs nothing at run time. */
@SuppressWarnings("module") // the engine is built after its API
module io.autopurchase.api {
  requires static org.jspecify;

  exports io.autopurchase;
  exports io.autopurchase.spi;
  exports io.autopurchase.engine to
      io.autopurchase.core;

  uses io.autopurchase.engine.EngineFactory;
}

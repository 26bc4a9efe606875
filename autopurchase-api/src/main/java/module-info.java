/** The words of autopurchase, and what providers, databases and hosts implement. It needs nothing at run time. */
module io.autopurchase.api {
  exports io.autopurchase;
  exports io.autopurchase.spi;

  uses io.autopurchase.spi.EngineFactory;
}

package io.autopurchase.testkit;

/** Lets the stores that the test has opened lose what they keep their data in: connections cut, a server stopped. */
public interface StoreOutage {
  /** From now on, and in the middle of calls, the data cannot be reached. */
  void begin() throws Exception;

  /** It can again. */
  void end() throws Exception;
}

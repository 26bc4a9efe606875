package io.autopurchase.testkit;

import io.autopurchase.spi.ActivityStore;

/**
 * Opens a store in a process that is going to be killed, and in the test afterwards. A public class with a public constructor
 * without parameters; each object opens one store.
 */
public interface StoreOpener extends AutoCloseable {
  /**
   * @param location as the test's {@link CrashTarget} returns it: a folder, a URL
   * @param shop whose data it is
   */
  ActivityStore open(String location, String shop) throws Exception;

  /** Lets go of what was opened beside the store, after the store was closed: the next process may need it alone. */
  @Override
  default void close() {}
}

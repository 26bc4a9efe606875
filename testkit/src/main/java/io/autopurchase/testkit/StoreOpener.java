package io.autopurchase.testkit;

import io.autopurchase.spi.ActivityStore;

/** Opens a store in a process that is going to be killed. A public class with a public constructor without parameters. */
public interface StoreOpener {
  /**
   * @param location as the test's {@link CrashSite} tells it: a folder, a URL
   * @param shop whose data it is
   */
  ActivityStore open(String location, String shop) throws Exception;
}

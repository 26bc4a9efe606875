package io.autopurchase.core;

import io.autopurchase.core.runtime.Threads;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.TimeSource;
import io.autopurchase.testkit.ActivityDispatcherContract;
import java.time.Duration;

class InProcessDispatcherTest extends ActivityDispatcherContract {
  @Override
  protected ActivityDispatcher dispatcher() {
    return new InProcessDispatcher(TimeSource.system(), 4, Threads::daemon, Duration.ofSeconds(2));
  }
}

package io.autopurchase.examples.operator;

import io.autopurchase.AutoPurchase;
import java.time.Duration;

/** Where commands get the library from. */
@FunctionalInterface
interface Engines {
  /**
   * @param workers activities that it runs at once; 0 if it only looks and writes down
   * @param synchronizeEvery zero for never
   */
  OpenEngine open(Settings settings, int workers, Duration synchronizeEvery);

  /**
   * An engine with what has to be closed after it.
   *
   * @param resources such as the pool of connections
   */
  record OpenEngine(AutoPurchase autoPurchase, Runnable resources) implements AutoCloseable {
    @Override
    public void close() {
      try {
        autoPurchase.close();
      } finally {
        resources.run();
      }
    }
  }
}

package io.autopurchase.spring;

import io.autopurchase.AutoPurchase;
import io.autopurchase.spi.ProviderAdapter;

/** Follows the engines of a context, for meters. Thread-safe. */
interface EngineObserver {
  /**
   * A provider that reports its calls.
   *
   * @param shop the shop's qualifier
   * @param adapter which makes them
   */
  ProviderAdapter observe(String shop, ProviderAdapter adapter);

  /**
   * An engine was built.
   *
   * @param shop the shop's qualifier
   * @param engine the engine of this moment
   * @return to be closed after the engine
   */
  AutoCloseable observe(String shop, AutoPurchase engine);
}

package io.autopurchase.engine;

import io.autopurchase.AutoPurchase;

/** Makes engines. Implemented by {@code autopurchase-core} and found by {@code ServiceLoader}; hosts don't implement it. */
public interface EngineFactory {
  /**
   * Makes an engine; {@link AutoPurchase#start} lets it run.
   *
   * @param options with a store, and with a cipher if the store is durable; all within their ranges
   * @throws io.autopurchase.ConfigurationException if something required is missing or wrong
   */
  AutoPurchase create(EngineOptions options);
}

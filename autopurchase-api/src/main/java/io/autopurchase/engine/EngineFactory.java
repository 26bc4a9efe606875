package io.autopurchase.engine;

import io.autopurchase.AutoPurchase;

/** Makes engines. Implemented by {@code autopurchase-core} and found by {@code ServiceLoader}; hosts don't implement it. */
public interface EngineFactory {
  /**
   * @throws io.autopurchase.ConfigurationException where something required is missing or wrong
   */
  AutoPurchase create(EngineOptions options);
}

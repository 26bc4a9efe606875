package io.autopurchase.spi;

import io.autopurchase.ProviderSettings;

/**
 * A goods provider. Found by {@code ServiceLoader}: needs a public constructor without parameters that does nothing that
 * can fail.
 */
public interface ProviderAdapter {
  /** In lower case, such as {@code taobao}; stored with every session. */
  String id();

  /**
   * Makes ready to talk to the provider. Called once for an engine, when the provider is first needed.
   *
   * @param settings of this provider; empty if the host has given none
   * @throws io.autopurchase.ConfigurationException if a setting is missing or wrong
   */
  ProviderClient open(ProviderSettings settings);
}

package io.autopurchase.examples.provider;

import io.autopurchase.ProviderSettings;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderClient;

/**
 * The example market, a marketplace that does not exist. Settings:
 *
 * <ul>
 *   <li>{@code url}: of the market's API, without a path; https, or http on the loopback. Required
 *   <li>{@code app}, secret {@code app-secret}: of the registered application. Required
 *   <li>{@code request-ttl}: seconds that a request which changes something may live. Default 30
 *   <li>{@code visibility-lag}: seconds until an order is guaranteed to show. Default 10
 *   <li>{@code call-timeout}: seconds for a whole call. Default 10
 * </ul>
 */
public final class ExampleMarketAdapter implements ProviderAdapter {
  /** For {@code ServiceLoader}. */
  public ExampleMarketAdapter() {}

  @Override
  public String id() {
    return "example";
  }

  @Override
  public ProviderClient open(ProviderSettings settings) {
    return new ExampleMarketClient(ExampleMarketSettings.of(settings));
  }
}

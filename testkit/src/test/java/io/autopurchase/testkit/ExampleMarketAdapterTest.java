package io.autopurchase.testkit;

import java.time.InstantSource;

/** The contract, on a provider that keeps it. */
class ExampleMarketAdapterTest extends ProviderAdapterContract {
  @Override
  protected ProviderUnderTest start(InstantSource clock) {
    return new ExampleMarketService(clock, ExampleMarketAdapter::new);
  }
}

package io.autopurchase.testkit;

import java.time.InstantSource;

/** The contract, on a provider that keeps it and needs all that the capabilities allow. */
class ReadingMarketAdapterTest extends ProviderAdapterContract {
  @Override
  protected ProviderUnderTest start(InstantSource clock) {
    return new ExampleMarketService(
        clock, () -> new ExampleMarketAdapter(port -> new ReadingMarketClient(new ExampleMarketTransport(port))));
  }
}

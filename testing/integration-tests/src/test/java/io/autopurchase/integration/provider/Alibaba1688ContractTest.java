package io.autopurchase.integration.provider;

import io.autopurchase.testkit.ProviderAdapterContract;
import io.autopurchase.testkit.ProviderUnderTest;
import java.time.InstantSource;
import java.util.Map;

/** The 1688 provider keeps the rules at the sandbox as it is. */
class Alibaba1688ContractTest extends ProviderAdapterContract {
  @Override
  protected ProviderUnderTest start(InstantSource clock) {
    return new Alibaba1688UnderTest(clock, Map.of(), Map.of());
  }
}

package io.autopurchase.provider.alibaba1688;

import io.autopurchase.testkit.ProviderAdapterContract;
import io.autopurchase.testkit.ProviderUnderTest;
import java.time.InstantSource;

class Alibaba1688ContractTest extends ProviderAdapterContract {
  @Override
  protected ProviderUnderTest start(InstantSource clock) {
    return new MarketUnderTest(clock);
  }
}

package io.autopurchase.integration.provider;

import io.autopurchase.testkit.ProviderAdapterContract;
import io.autopurchase.testkit.ProviderUnderTest;
import java.time.InstantSource;

/** The Taobao provider keeps the rules that every provider keeps. */
class TaobaoContractTest extends ProviderAdapterContract {
  @Override
  protected ProviderUnderTest start(InstantSource clock) {
    return new TaobaoUnderTest(clock, "LIVE");
  }
}

package io.autopurchase.integration.provider;

import io.autopurchase.testkit.ProviderAdapterContract;
import io.autopurchase.testkit.ProviderUnderTest;
import java.time.InstantSource;

/** The Taobao provider keeps the rules also where answers have the JSON types that the documentation names. */
class TaobaoDocumentedTypesContractTest extends ProviderAdapterContract {
  @Override
  protected ProviderUnderTest start(InstantSource clock) {
    return new TaobaoUnderTest(clock, "DOCUMENTED");
  }
}

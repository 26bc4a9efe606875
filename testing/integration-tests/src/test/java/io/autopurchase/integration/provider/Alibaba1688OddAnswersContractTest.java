package io.autopurchase.integration.provider;

import io.autopurchase.testkit.ProviderAdapterContract;
import io.autopurchase.testkit.ProviderUnderTest;
import java.time.InstantSource;
import java.util.Map;

/** The 1688 provider keeps the rules also where answers are as odd as they have been seen. */
class Alibaba1688OddAnswersContractTest extends ProviderAdapterContract {
  @Override
  protected ProviderUnderTest start(InstantSource clock) {
    Map<String, String> sandbox =
        Map.of("createForm", "FLAT_FALSE", "idTypes", "ROUNDED", "zone", "-0700", "listOrder", "SCATTERED", "previewErrors", "CARGO");
    return new Alibaba1688UnderTest(clock, sandbox, Map.of());
  }
}

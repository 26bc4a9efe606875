package io.autopurchase.integration.provider;

import io.autopurchase.testkit.ProviderAdapterContract;
import io.autopurchase.testkit.ProviderUnderTest;
import java.time.InstantSource;
import java.util.Map;

/** The 1688 provider keeps the rules also where what is not known of the platform is otherwise: small pages, ids as text, no filter. */
class Alibaba1688OtherAnswersContractTest extends ProviderAdapterContract {
  @Override
  protected ProviderUnderTest start(InstantSource clock) {
    Map<String, String> sandbox =
        Map.of("outOrderIdFilter", "false", "errorStatus", "OK", "messageField", "REMARK", "idTypes", "TEXT", "pageSizeLimit", "5");
    return new Alibaba1688UnderTest(clock, sandbox, Map.of("list-rows", "5"));
  }
}

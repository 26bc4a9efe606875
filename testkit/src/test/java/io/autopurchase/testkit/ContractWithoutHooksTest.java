package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.ActivityStore;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What the contract leaves unproved where the implementer wrote the one method only. */
class ContractWithoutHooksTest {
  @Test
  void contract_oneMethodIsWritten_requiredTestsPassAndOptionalOnesSayWhatTheyLeaveOut() {
    Map<String, String> skipped = new TreeMap<>();
    Map<String, String> failed = new TreeMap<>();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectClass(OneMethod.class)).build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                String message = result.getThrowable().map(Throwable::getMessage).orElse("");
                switch (result.getStatus()) {
                  case ABORTED -> skipped.put(test.getDisplayName(), message);
                  case FAILED -> failed.put(test.getDisplayName(), message);
                  default -> {}
                }
              }
            });

    assertThat(failed).isEmpty();
    assertThat(skipped).isNotEmpty().allSatisfy((test, message) -> assertThat(test).startsWith("optional_"));
    assertThat(skipped.values())
        .allMatch(message -> message.startsWith("Not proved: S"))
        .anyMatch(message -> message.contains("crashSite()"))
        .anyMatch(message -> message.contains("outage()"))
        .anyMatch(message -> message.contains("hostWork()"));
  }

  static class OneMethod extends ActivityStoreContract {
    private final ReferenceStore.Data data = new ReferenceStore.Data();

    @Override
    protected ActivityStore open(String shop) {
      return new ReferenceStore(data, shop);
    }
  }
}

package io.autopurchase.testkit;

import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The outcome of the tests of a contract.
 *
 * @param failed what they say, by their names
 * @param skipped likewise
 */
record ContractRun(Map<String, String> failed, Map<String, String> skipped) {
  /**
   * @param part of the names of the tests that are run; empty for all
   */
  static ContractRun of(Class<?> contract, String part) {
    ContractRun run = new ContractRun(new TreeMap<>(), new TreeMap<>());
    PostDiscoveryFilter named = test -> FilterResult.includedIf(!test.isTest() || test.getDisplayName().contains(part));
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectClass(contract)).filters(named).build();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                run.add(test.getDisplayName(), result);
              }
            });
    return run;
  }

  private void add(String test, TestExecutionResult result) {
    String message = String.valueOf(result.getThrowable().map(Throwable::getMessage).orElse(""));
    switch (result.getStatus()) {
      case FAILED -> failed.put(test, message);
      case ABORTED -> skipped.put(test, message);
      case SUCCESSFUL -> {}
    }
  }
}

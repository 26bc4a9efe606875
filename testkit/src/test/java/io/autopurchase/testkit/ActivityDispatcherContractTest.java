package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/** The contract notices each wrong dispatcher, and says which rule it breaks. */
class ActivityDispatcherContractTest {
  static Stream<Class<?>> wrongDispatchers() {
    return Arrays.stream(BrokenDispatchers.class.getDeclaredClasses()).filter(type -> type.getSimpleName().startsWith("D"));
  }

  @ParameterizedTest
  @MethodSource("wrongDispatchers")
  void wrongDispatcher_contractNamesTheRule(Class<?> wrong) {
    String rule = wrong.getSimpleName().substring(0, 3);

    List<Failure> failures = run(wrong, rule);

    assertThat(failures).as("failures of the tests of %s", rule).isNotEmpty();
    assertThat(failures).allSatisfy(failure -> assertThat(failure.getException()).hasMessageContaining(rule + ": "));
  }

  private static List<Failure> run(Class<?> contract, String rule) {
    String prefix = rule.toLowerCase(Locale.ROOT) + "_";
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(
                Arrays.stream(ActivityDispatcherContract.class.getDeclaredMethods())
                    .filter(method -> method.getName().startsWith(prefix))
                    .map(method -> selectMethod(contract, method.getName()))
                    .toList())
            .build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary);
    return summary.getSummary().getFailures();
  }
}

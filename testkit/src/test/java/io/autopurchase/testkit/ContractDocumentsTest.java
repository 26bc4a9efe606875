package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents of the rules and the tests that are named after them say the same. */
class ContractDocumentsTest {
  private static final Pattern RULE = Pattern.compile("(?m)^\\*\\*([SA]\\d\\d[a-z]) (MUST|SHOULD)\\*\\* .*");
  private static final String UNTESTED = "Not tested by the kit";

  static Stream<Arguments> contracts() {
    return Stream.of(
        Arguments.of("store-contract.md", ActivityStoreContract.class), Arguments.of("provider-contract.md", ProviderAdapterContract.class));
  }

  private static List<MatchResult> rules(String document) throws IOException {
    return RULE.matcher(Files.readString(Path.of("..", "docs", document))).results().toList();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void document_everyRuleThatIsNotSaidToBeUntested_hasATestAndTheOtherWayRound(String document, Class<?> contract) throws IOException {
    Set<String> claimed =
        rules(document).stream()
            .filter(rule -> !rule.group().contains(UNTESTED))
            .map(rule -> rule.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(claimed).isEqualTo(ContractRules.tested(contract));
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void document_rules_areNumberedOnceAndInOrder(String document, Class<?> contract) throws IOException {
    List<String> numbers = rules(document).stream().map(rule -> rule.group(1)).toList();

    assertThat(numbers).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void document_everyRule_saysWhy(String document, Class<?> contract) throws IOException {
    assertThat(rules(document)).allSatisfy(rule -> assertThat(rule.group()).contains("*Why:*"));
  }
}

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
import org.junit.jupiter.api.Test;

/** The document of the rules and the tests that are named after them say the same. */
class StoreContractDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "store-contract.md");
  private static final Pattern RULE = Pattern.compile("(?m)^\\*\\*(S\\d\\d[a-z]) (MUST|SHOULD)\\*\\* .*");
  private static final String UNTESTED = "Not tested by the kit";

  private static List<MatchResult> rules() throws IOException {
    return RULE.matcher(Files.readString(DOCUMENT)).results().toList();
  }

  @Test
  void document_everyRuleThatIsNotSaidToBeUntested_hasATestAndTheOtherWayRound() throws IOException {
    Set<String> claimed =
        rules().stream()
            .filter(rule -> !rule.group().contains(UNTESTED))
            .map(rule -> rule.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(claimed).isEqualTo(ContractRules.tested());
  }

  @Test
  void document_rules_areNumberedOnceAndInOrder() throws IOException {
    List<String> numbers = rules().stream().map(rule -> rule.group(1)).toList();

    assertThat(numbers).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void document_everyRule_saysWhy() throws IOException {
    assertThat(rules()).allSatisfy(rule -> assertThat(rule.group()).contains("*Why:*"));
  }
}

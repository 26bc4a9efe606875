package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Recipient;
import io.autopurchase.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A15: recipients. */
interface RecipientRules extends ProviderRules {
  @Test
  default void required_A15a_recipientIsGood_nothingIsWrong() {
    assertThat(harness().client().check(harness().provider().recipient(), "recipient")).as("problems of a good recipient").isEmpty();
  }

  @Test
  default void required_A15b_recipientIsEmpty_problemsNameFieldAndRule() {
    List<Violation> problems = harness().client().check(Recipient.builder().build(), "warehouse");

    assertThat(problems)
        .as("problems of a recipient without a name, a phone and a street")
        .isNotEmpty()
        .allSatisfy(
            problem -> {
              assertThat(problem.field()).as("the field").matches("warehouse\\.(name|phone|regionCode|postalCode|street)");
              assertThat(problem.code()).as("the code of the rule").matches("[A-Z][A-Z_]+");
              assertThat(problem.message()).as("the rule in words").isNotBlank();
            });
  }
}

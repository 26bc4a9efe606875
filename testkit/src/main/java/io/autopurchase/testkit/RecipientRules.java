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
    assertThat(harness().client().check(harness().provider().recipient(), "recipient")).as("violations of a good recipient").isEmpty();
  }

  @Test
  default void required_A15b_recipientIsEmpty_problemsNameFieldAndRule() {
    List<Violation> violations = harness().client().check(Recipient.builder().build(), "warehouse");

    assertThat(violations)
        .as("violations of a recipient without a name, a phone and a street")
        .isNotEmpty()
        .allSatisfy(
            violation -> {
              assertThat(violation.field()).as("the field").matches("warehouse\\.(name|phone|regionCode|postalCode|street)");
              assertThat(violation.code()).as("the code of the rule").matches("[A-Z][A-Z_]+");
              assertThat(violation.message()).as("the rule in words").isNotBlank();
            });
  }
}

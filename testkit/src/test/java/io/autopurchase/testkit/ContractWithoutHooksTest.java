package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.ActivityStore;
import org.junit.jupiter.api.Test;

/** What the contract leaves unproved if the implementer wrote the one method only. */
class ContractWithoutHooksTest {
  @Test
  void contract_oneMethodIsWritten_requiredTestsPassAndOptionalOnesSayWhatTheyLeaveOut() {
    ContractRun run = ContractRun.of(OneMethod.class, "");

    assertThat(run.failed()).isEmpty();
    assertThat(run.skipped()).isNotEmpty().allSatisfy((test, message) -> assertThat(test).startsWith("optional_"));
    assertThat(run.skipped().values())
        .allMatch(message -> message.startsWith("Not proved: S"))
        .anyMatch(message -> message.contains("crashTarget()"))
        .anyMatch(message -> message.contains("outage()"))
        .anyMatch(message -> message.contains("hostTransaction()"));
  }

  static class OneMethod extends ActivityStoreContract {
    private final ReferenceStore.Data data = new ReferenceStore.Data();

    @Override
    protected ActivityStore open(String shop) {
      return new ReferenceStore(data, shop);
    }
  }
}

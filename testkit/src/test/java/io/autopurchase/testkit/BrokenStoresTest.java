package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.ActivityStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract notices every wrong store, by the tests of the rule that it breaks, and says which rule that is. */
class BrokenStoresTest {
  static Stream<BrokenStore> wrongStores() {
    return Stream.of(
            BrokenBatches.all(),
            BrokenCommits.all(),
            BrokenEnds.all(),
            BrokenFeeds.all(),
            BrokenHosting.all(),
            BrokenNames.all(),
            BrokenReads.all(),
            BrokenValues.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("wrongStores")
  void contract_wrongStore_failsByTheRuleThatItBreaks(BrokenStore wrong) {
    Candidate.wrong = wrong;

    Map<String, String> failures = ContractRun.of(Candidate.class, "_" + wrong.rule() + "_").failed();

    assertThat(failures).as("failed tests of rule %s, of a store that %s", wrong.rule(), wrong.name()).isNotEmpty();
    assertThat(failures.values())
        .as("what they say")
        .allMatch(message -> message.startsWith("Rule " + wrong.rule() + " of docs/store-contract.md is broken: "));
  }

  @Test
  void wrongStores_everyRuleThatTheContractTests_isBrokenByOne() {
    assertThat(wrongStores().map(BrokenStore::rule)).containsAll(ContractRules.tested(ActivityStoreContract.class));
  }

  /** The contract, on whichever store it is the turn of. */
  static class Candidate extends ActivityStoreContract {
    private static BrokenStore wrong;
    private final ReferenceStore.Data data = new ReferenceStore.Data();
    private volatile boolean isHosting;

    @Override
    protected ActivityStore open(String shop) {
      ActivityStore store = wrong.opening().open(data, shop);
      isHosting = store instanceof HostingStore;
      return store;
    }

    @Override
    protected Optional<StoreOutage> outage() {
      return Optional.of(new ReferenceStoreTest.CutOff(data));
    }

    @Override
    protected Optional<HostTransactionFixture> hostTransaction() {
      return isHosting ? Optional.of(new HostingStore.Transaction(data)) : Optional.empty();
    }

    @Override
    protected Optional<CrashTarget> crashTarget() {
      return Optional.of(new CrashTarget(OpeningInMemory.class, "nowhere"));
    }

    @Override
    protected Duration deadline() {
      return Duration.ofSeconds(5);
    }

    @Override
    protected long seed() {
      return 1;
    }

    @Override
    protected int kills() {
      return 1;
    }
  }

  /** What it opens dies with the process. */
  public static final class OpeningInMemory implements StoreOpener {
    @Override
    public ActivityStore open(String location, String shop) {
      return new ReferenceStore(new ReferenceStore.Data(), shop);
    }
  }
}

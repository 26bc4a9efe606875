package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.Durability;
import io.autopurchase.spi.StoredEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** S03, S18: what survives a killed process. Proved if the test says how to open a store in another one. */
interface CrashRules extends StoreRules {
  int BEYOND = 50;

  private CrashTarget site() throws Exception {
    return harness()
        .contract
        .crashTarget()
        .orElseGet(
            () -> {
              Assumptions.abort("Not proved: S03 and S18b, what survives a killed process. Override crashTarget().");
              throw new AssertionError();
            });
  }

  @Test
  default void optional_S03a_processIsKilled_whatWasAcknowledgedIsThereAndNothingIsThereByHalf() throws Exception {
    CrashTarget site = site();
    Assumptions.assumeTrue(
        harness().store().durability() == Durability.DURABLE, "Not proved: S03. The store declares VOLATILE: nothing need survive.");
    int first = 0;
    for (int kill = 1; kill <= harness().contract.kills(); kill++) {
      List<Integer> acknowledged = CommittingProcess.killed(site, first, 100, harness().deadline());
      int last = acknowledged.get(acknowledged.size() - 1);
      try (StoreOpener opener = CommittingProcess.opener(site);
          ActivityStore after = opener.open(site.location(), StoreHarness.SHOP)) {
        Set<String> events = allEvents(after);
        for (int number = first; number <= last + BEYOND; number++) {
          boolean there = after.load(CommittingProcess.key(number)).isPresent();
          if (acknowledged.contains(number)) {
            assertThat(there)
                .as("record of commit %d, which the store said was applied before kill %d", number, kill)
                .isTrue();
          }
          assertThat(events.contains(CommittingProcess.eventId(number)))
              .as("event of commit %d, as its record", number)
              .isEqualTo(there);
          assertThat(after.owner("line", Integer.toString(number)).isPresent())
              .as("name of commit %d, as its record", number)
              .isEqualTo(there);
        }
        assertThat(after.commit(CommittingProcess.commit(last)))
            .as("the last acknowledged write again, after the kill")
            .isEqualTo(new CommitResult.AlreadyApplied());
        first = lastThere(after, last) + 1;
      }
    }
  }

  private static int lastThere(ActivityStore store, int acknowledged) {
    int number = acknowledged;
    while (store.load(CommittingProcess.key(number + 1)).isPresent()) {
      number++;
    }
    return number;
  }

  private static Set<String> allEvents(ActivityStore store) {
    Set<String> ids = new HashSet<>();
    String after = null;
    List<StoredEvent> page = new ArrayList<>();
    do {
      page = store.events(after, false, 1000);
      for (StoredEvent event : page) {
        after = event.id();
        ids.add(event.id());
      }
    } while (!page.isEmpty());
    return ids;
  }

  @Test
  default void optional_S18b_processIsKilledAndTheStoreDeclaresSync_theFirstCommitIsThere() throws Exception {
    CrashTarget site = site();
    Assumptions.assumeTrue(harness().store().durability() == Durability.DURABLE, "Not proved: S18b. The store declares VOLATILE.");

    List<Integer> acknowledged = CommittingProcess.killed(site, 0, 1, harness().deadline());

    try (StoreOpener opener = CommittingProcess.opener(site);
        ActivityStore after = opener.open(site.location(), StoreHarness.SHOP)) {
      assertThat(after.load(CommittingProcess.key(acknowledged.get(0))))
          .as("the first record, of a store that declares DURABLE, after its process was killed")
          .isPresent();
    }
  }
}

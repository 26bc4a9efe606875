package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.event;
import static io.autopurchase.testkit.StoreHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.UniqueName;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** S08 and a part of S14: commits beside and within a transaction of the host. Proved if the test says how to open one. */
interface HostTransactionRules extends StoreRules {
  private HostTransactionFixture work() throws Exception {
    harness().store();
    return harness()
        .contract
        .hostTransaction()
        .orElseGet(
            () -> {
              Assumptions.abort("Not proved: S08 and S14b, commits beside and within a transaction of the host. Override hostTransaction().");
              throw new AssertionError();
            });
  }

  private Commit sample() {
    return harness().put(record("1"), 0, "one").reserve(new UniqueName("line", "1", "1")).append(event("e1")).build();
  }

  @Test
  default void optional_S08a_commitBesideAnOpenTransaction_outlivesItsRollback() throws Exception {
    try (HostTransactionFixture host = work()) {
      harness().apply(harness().put(record("1"), 0, "one"));
      host.rollback();
    }

    assertThat(harness().other().load(record("1")))
        .as("what was committed while the host had a transaction open, which it rolled back")
        .isPresent();
  }

  @Test
  default void optional_S08b_commitWithinATransaction_countsOnceTheHostCommits() throws Exception {
    Commit commit = sample();
    try (HostTransactionFixture host = work()) {
      assertThat(harness().store().commit(commit, host.transaction()))
          .as("the commit within the transaction")
          .isEqualTo(new CommitResult.Applied());
      assertThat(harness().other().load(record("1"))).as("what others see of it before the host commits").isEmpty();
      assertThat(harness().other().events(null, false, 10)).as("its events before the host commits").isEmpty();
      host.commit();
    }

    assertThat(harness().other().load(record("1"))).as("what others see after the host has committed").isPresent();
    assertThat(harness().other().owner("line", "1")).as("the owner of its name").contains("1");
    assertThat(harness().events(false)).as("its events").containsExactly("e1");
    assertThat(harness().store().commit(commit)).as("the same write again").isEqualTo(new CommitResult.AlreadyApplied());
  }

  @Test
  default void optional_S08b_hostRollsBack_nothingIsThereAndTheWriteIsForgotten() throws Exception {
    Commit commit = sample();
    try (HostTransactionFixture host = work()) {
      harness().store().commit(commit, host.transaction());
      host.rollback();
    }

    assertThat(harness().other().load(record("1"))).as("the record, after the host rolled back").isEmpty();
    assertThat(harness().other().owner("line", "1")).as("its name").isEmpty();
    assertThat(harness().store().commit(commit)).as("the same write afterwards").isEqualTo(new CommitResult.Applied());
  }

  @Test
  default void optional_S08b_refusedWithinATransaction_leavesItAsItWas() throws Exception {
    harness().apply(harness().put(record("there"), 0, "x").reserve(new UniqueName("line", "taken", "there")));
    Commit first = sample();
    try (HostTransactionFixture host = work()) {
      harness().store().commit(first, host.transaction());
      assertThat(harness().store().commit(harness().put(record("2"), 0, "two").expect(record("there"), 9).build(), host.transaction()))
          .as("a commit within the transaction whose expectation does not hold")
          .isEqualTo(new CommitResult.VersionConflict(record("there")));
      assertThat(
              harness()
                  .store()
                  .commit(harness().put(record("2"), 0, "two").reserve(new UniqueName("line", "taken", "2")).build(), host.transaction()))
          .as("a commit within the transaction whose name is taken")
          .isEqualTo(new CommitResult.NameTaken("line", "taken", "there"));
      host.commit();
    }

    assertThat(harness().other().load(record("1"))).as("what was done in the transaction before").isPresent();
    assertThat(harness().other().load(record("2"))).as("what was refused").isEmpty();
  }

  @Test
  default void optional_S08d_readsWithinATransaction_seeWhatItHasChanged() throws Exception {
    harness().apply(harness().put(record("there"), 0, "before").reserve(new UniqueName("line", "taken", "there")));
    try (HostTransactionFixture host = work()) {
      assertThat(harness().store().load(record("there"), host.transaction()).map(StoreHarness::content)).as("what was there before").contains("before");
      assertThat(harness().store().owner("line", "taken", host.transaction())).as("who held a name before").contains("there");
      assertThat(harness().store().load(record("1"), host.transaction())).as("what is not there").isEmpty();

      harness().store().commit(sample(), host.transaction());

      assertThat(harness().store().load(record("1"), host.transaction()).map(StoreHarness::content)).as("its own record").contains("one");
      assertThat(harness().store().owner("line", "1", host.transaction())).as("who holds its own name").contains("1");
      host.rollback();
    }

    assertThat(harness().other().load(record("1"))).as("what others see after the rollback").isEmpty();
  }

  @Test
  default void optional_S14b_commitThatMeetsAnOpenTransaction_endsWithinTheDeadline() throws Exception {
    Commit second = harness().put(record("1"), 0, "by another").build();
    try (HostTransactionFixture host = work()) {
      harness().store().commit(sample(), host.transaction());
      String outcome =
          harness()
              .within(
                  harness().deadline(),
                  () -> {
                    try {
                      return harness().other().commit(second).toString();
                    } catch (StoreUnavailableException e) {
                      return "unavailable";
                    }
                  });
      assertThat(outcome)
          .as("how a commit ends that wants what an open transaction of the host has changed")
          .isEqualTo("unavailable");
      host.rollback();
    }

    assertThat(harness().settle(harness().other(), second))
        .as("the same write after the rollback")
        .isEqualTo(new CommitResult.Applied());
  }
}

package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.event;
import static io.autopurchase.testkit.StoreHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.UniqueName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S23: several commits at once. */
interface BatchRules extends StoreRules {
  @Test
  default void required_S23a_losersAmongThem_harmNobody() {
    harness().apply(harness().write().reserve(new UniqueName("line", "taken", "other")));

    List<CommitResult> results =
        harness()
            .store()
            .commitAll(
                List.of(
                    harness().put(record("1"), 0, "one").append(event("e1")).build(),
                    harness().put(record("2"), 7, "late").append(event("e2")).reserve(new UniqueName("line", "2", "2")).build(),
                    harness().put(record("3"), 0, "three").reserve(new UniqueName("line", "3", "3")).append(event("e3")).build(),
                    harness().put(record("4"), 0, "four").reserve(new UniqueName("line", "taken", "4")).append(event("e4")).build(),
                    harness().put(record("5"), 0, "five").append(event("e5")).build()));

    assertThat(results)
        .as("the results, in the order of the commits")
        .containsExactly(
            new CommitResult.Applied(),
            new CommitResult.VersionConflict(record("2")),
            new CommitResult.Applied(),
            new CommitResult.NameTaken("line", "taken", "other"),
            new CommitResult.Applied());
    assertThat(harness().events(false)).as("the events of those that were applied").containsExactly("e1", "e3", "e5");
    assertThat(harness().other().load(record("2"))).as("the record of one that was lost").isEmpty();
    assertThat(harness().other().load(record("4"))).as("the record of one whose name was taken").isEmpty();
    assertThat(harness().other().load(record("5"))).as("the record of the last, after losers").isPresent();
    assertThat(harness().store().owner("line", "2")).as("the name of one that was lost").isEmpty();
    assertThat(harness().store().owner("line", "3")).as("the name of one between losers").contains("3");
  }

  @Test
  default void required_S23b_laterOnes_seeTheChangesOfEarlierOnes() {
    List<CommitResult> results =
        harness()
            .store()
            .commitAll(
                List.of(
                    harness().put(record("1"), 0, "one").reserve(new UniqueName("line", "1", "A")).build(),
                    harness().put(record("1"), 1, "two").build(),
                    harness().put(record("1"), 1, "late").build(),
                    harness().write().reserve(new UniqueName("line", "1", "B")).build(),
                    harness().write().delete(record("1"), 2).release(new UniqueName("line", "1", "A")).build(),
                    harness().put(record("2"), 0, "two").expect(record("1"), 0).reserve(new UniqueName("line", "1", "B")).build()));

    assertThat(results)
        .as("the results of commits that depend on the ones before")
        .containsExactly(
            new CommitResult.Applied(),
            new CommitResult.Applied(),
            new CommitResult.VersionConflict(record("1")),
            new CommitResult.NameTaken("line", "1", "A"),
            new CommitResult.Applied(),
            new CommitResult.Applied());
    assertThat(harness().store().owner("line", "1")).as("the owner in the end").contains("B");
  }

  @Test
  default void required_S23c_oneThatWasAppliedBefore_isRecognizedAmongThem() {
    Commit before = harness().put(record("1"), 0, "one").build();
    harness().store().commit(before);
    Commit twice = harness().put(record("2"), 0, "two").build();

    assertThat(harness().store().commitAll(List.of(twice, before, twice)))
        .as("a new commit, one of before, and the new one again")
        .containsExactly(new CommitResult.Applied(), new CommitResult.AlreadyApplied(), new CommitResult.AlreadyApplied());
    assertThat(harness().version(record("2"))).as("the version of what was committed twice").isEqualTo(1);
  }

  @Test
  default void required_S23c_noCommits_noResults() {
    assertThat(harness().store().commitAll(List.of())).as("the results of no commits").isEmpty();
  }

  @Test
  default void required_S23d_batchesOfManyThreads_areGuardedAgainstEachOther() {
    List<Integer> applied =
        harness()
            .together(
                8,
                i -> {
                  List<Commit> commits = new ArrayList<>();
                  for (int n = 0; n < 30; n++) {
                    commits.add(harness().put(record("r" + n), 0, "by " + i).reserve(new UniqueName("line", "r" + n, "by " + i)).build());
                  }
                  // Several turns if the store was busy: what is in from the first is recognized in the second.
                  return harness().settleAll(harness().either(i), commits);
                });

    assertThat(applied.stream().mapToInt(Integer::intValue).sum())
        .as("how many of 8 batches' commits were applied, which all make the same 30 records")
        .isEqualTo(30);
  }
}

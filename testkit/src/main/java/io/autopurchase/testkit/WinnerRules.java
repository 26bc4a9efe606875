package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** S02f: every version of a record is won once, by whichever thread of whichever process. */
interface WinnerRules extends StoreRules {
  /** Two processes take longer for a version than threads do, because they wait for each other in the database. */
  private int versionsOfProcesses() {
    return Math.max(1, harness().contract.contestedVersions() / 5);
  }

  @Test
  default void required_S02f_threadsCompeteForEveryVersion_eachIsWonOnce() {
    int versions = harness().contract.contestedVersions();
    Contest.Outcome outcome = new Contest(List.of(harness().store(), harness().other()), "test", versions).run(harness().deadline());

    check(versions, outcome, "threads of one process");
  }

  @Test
  default void optional_S02f_processesCompeteForEveryVersion_eachIsWonOnce() throws Exception {
    CrashTarget site =
        harness()
            .contract
            .sharedTarget()
            .orElseGet(
                () -> {
                  Assumptions.abort("Not proved: S02f between processes. Override sharedTarget() if several may open the data at once.");
                  throw new AssertionError();
                });
    int versions = versionsOfProcesses();
    try (CompetingProcess.Connections connections = CompetingProcess.Connections.open(site);
        CompetingProcess other = CompetingProcess.start(site, versions, harness().deadline())) {
      other.go();
      Contest.Outcome mine = new Contest(connections.stores(), "test", versions).run(harness().deadline());
      Contest.Outcome others = other.outcome();

      assertThat(mine.tallies()).as("versions that this process competed for, of %d", versions).isNotEmpty();
      assertThat(others.tallies()).as("versions that the other process competed for, of %d", versions).isNotEmpty();
      check(versions, mine.plus(others), "threads of two processes, which won " + mine.won() + " and " + others.won());
    }
  }

  private void check(int versions, Contest.Outcome outcome, String who) {
    System.out.println(
        "S02f " + harness().contract.getClass().getSimpleName() + ": " + outcome.tallies().size() + " versions, "
            + outcome.contested() + " of them contested, by " + who + "; won more than once: " + outcome.wonTwice().size());
    assertThat(outcome.wonTwice()).as("versions that several %s were told to have won, with the number of winners", who).isEmpty();
    assertThat(outcome.wonByNobody()).as("versions that none of the %s was told to have won", who).isEmpty();
    assertThat(outcome.tallies()).as("versions that were won by %s", who).hasSize(versions);
    assertThat(outcome.contested()).as("versions for which several %s competed, of %d", who, versions).isGreaterThan(versions / 2);
  }
}

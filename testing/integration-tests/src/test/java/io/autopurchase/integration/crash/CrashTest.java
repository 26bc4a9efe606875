package io.autopurchase.integration.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.testdatabases.TestDatabase;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The crash suites in small; {@code ./check kill9} and {@code ./check zombies} are the long ones. */
@Execution(ExecutionMode.CONCURRENT)
class CrashTest {
  /** More at once would only wait for the processor. */
  private static final Semaphore CAMPAIGNS = new Semaphore(3);

  private static final int MOST_TRIES_OF_CONTROL = 5;
  private static final long SEED = Long.getLong("crash.seed", RandomGenerator.getDefault().nextLong(1_000_000_000));

  @TempDir private Path folder;

  @Test
  void book_postgresNodesAreKilled_eachLineIsOrderedOnce() throws Exception {
    assertHolds(plan("kill9-postgres").with(Blow.KILL, 3), TestDatabase::sharedPostgres);
  }

  @Test
  void book_mariaDbNodesAreKilled_eachLineIsOrderedOnce() throws Exception {
    assertHolds(plan("kill9-mariadb").with(Blow.KILL, 3).onDbScheduler(), TestDatabase::sharedMariaDb);
  }

  @Test
  void book_intentIsNotWrittenAhead_linesAreOrderedTwice() throws Exception {
    int half = Check.KILLS_OF_CONTROL / 2;
    CampaignPlan plan = plan("control").with(Blow.KILL, half).without(Check.CONTROL).nodes(2);

    // A single run may miss the moment, the more so on a slow machine; without the rule so many in a row do not.
    int surplus = 0;
    for (int tries = 0; surplus == 0 && tries < MOST_TRIES_OF_CONTROL; tries++) {
      surplus = run(plan, TestDatabase::sharedPostgres).mostSurplus();
    }
    assertThat(surplus).isPositive();
  }

  @Test
  void unbind_lineIsFreeBeforeItsOrderIsClosed_isOrderedTwice() throws Exception {
    CampaignPlan plan = plan("control-unbinding").with(Blow.KILL, 5).without(Check.CONTROL_OF_UNBINDING).nodes(2);

    assertThat(run(plan, TestDatabase::sharedPostgres).mostSurplus()).isPositive();
  }

  @Test
  void book_sqliteNodesAreKilled_eachLineIsOrderedOnce() throws Exception {
    assertHolds(plan("kill9-sqlite").with(Blow.KILL, 3), TestDatabase::sqlite);
  }

  @Test
  void book_nodesArePausedAndThePostgresServerDies_eachLineIsOrderedOnce() throws Exception {
    assertHolds(
        plan("zombies").with(Blow.PAUSE, 2).with(Blow.CUT, 1).with(Blow.OUTAGE, 1), TestDatabase::postgres);
  }

  @Test
  void book_theMariaDbServerDies_eachLineIsOrderedOnce() throws Exception {
    assertHolds(plan("outages").with(Blow.CUT, 1).with(Blow.OUTAGE, 1).nodes(2), TestDatabase::mariaDb);
  }

  @Test
  void book_nodesAreTerminated_nothingIsInDoubt() throws Exception {
    Outcome outcome = assertHolds(plan("terminations").with(Blow.TERMINATE, 2).nodes(2), TestDatabase::sharedPostgres);

    assertThat(outcome.audit().inDoubt()).isZero();
  }

  private static CampaignPlan plan(String name) {
    return CampaignPlan.of(name, SEED).nodes(3);
  }

  private Outcome assertHolds(CampaignPlan plan, Supplier<TestDatabase> database) throws Exception {
    Outcome outcome = run(plan, database);
    assertThat(outcome.allProblems()).as(outcome.toString()).isEmpty();
    assertThat(outcome.isClean()).as(outcome.toString()).isTrue();
    assertThat(outcome.blows()).isEqualTo(plan.blows());
    assertThat(outcome.audit().paid()).as(outcome.toString()).isPositive();
    assertThat(outcome.audit().unbound()).as(outcome.toString()).isPositive();
    assertThat(outcome.audit().bookedAgain()).as(outcome.toString()).isPositive();
    return outcome;
  }

  private Outcome run(CampaignPlan plan, Supplier<TestDatabase> server) throws Exception {
    CAMPAIGNS.acquire();
    try (TestDatabase database = server.get()) {
      Outcome outcome = Outcome.of(plan, database, folder, Progress.silent());
      System.out.println(outcome);
      return outcome;
    } finally {
      CAMPAIGNS.release();
    }
  }
}

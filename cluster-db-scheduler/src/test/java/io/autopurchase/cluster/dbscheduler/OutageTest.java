package io.autopurchase.cluster.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.ActivityId;
import io.autopurchase.testdatabases.TestDatabase;
import io.autopurchase.testkit.FakeActivities;
import io.autopurchase.testkit.FakeRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The database goes away, and comes back. */
class OutageTest {
  /** During an outage: calls end, and are repeated. */
  private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(10);

  private final FakeActivities work = new FakeActivities();

  @Test
  void postgres_isKilledAndStartedAgain_allIsRun() {
    try (TestDatabase database = TestDatabase.postgres()) {
      assertSurvivesOutage(database);
    }
  }

  @Test
  void mariaDb_isKilledAndStartedAgain_allIsRun() {
    try (TestDatabase database = TestDatabase.mariaDb()) {
      assertSurvivesOutage(database);
    }
  }

  @Test
  void started_whileTheDatabaseIsAway_runsOnceItIsThere() {
    try (TestDatabase database = TestDatabase.postgres();
        HikariDataSource pool = Nodes.pool(database.dataSource(), 8, GIVEN_UP_AFTER);
        DbSchedulerDispatcher dispatcher = Nodes.suspicious(pool).build()) {
      database.kill();
      dispatcher.start(new FakeRunner(work));
      dispatcher.schedule(work.add("hinted"), Instant.now());
      work.add("unhinted");
      database.restart();

      assertThat(work.await(Nodes.PATIENCE, () -> work.neverRun().isEmpty())).isTrue();
    }
  }

  private void assertSurvivesOutage(TestDatabase database) {
    CountDownLatch outage = new CountDownLatch(1);
    try (HikariDataSource pool = Nodes.pool(database.dataSource(), 8, GIVEN_UP_AFTER);
        DbSchedulerDispatcher dispatcher = Nodes.suspicious(pool).build()) {
      dispatcher.start(new FakeRunner(work));
      for (int i = 0; i < 2; i++) { // runs that end while the database is away: their rows cannot be written
        dispatcher.schedule(
            work.add(
                "running" + i,
                number -> {
                  await(outage);
                  return number == 1 ? Optional.of(Instant.now()) : Optional.empty();
                }),
            Instant.now());
      }
      assertThat(work.await(Nodes.PATIENCE, () -> work.neverRun().isEmpty())).isTrue();
      for (int i = 0; i < 300; i++) {
        dispatcher.schedule(work.add("before" + i), Instant.now());
      }
      database.kill();
      outage.countDown();
      for (int i = 0; i < 300; i++) {
        dispatcher.schedule(work.add("between" + i), Instant.now());
      }
      database.restart();
      database.cutConnections();
      dispatcher.schedule(work.add("after"), Instant.now());

      assertThat(work.await(Nodes.PATIENCE, () -> work.neverRun().isEmpty())).as("never run: %s", work.neverRun()).isTrue();
      for (int i = 0; i < 2; i++) {
        assertThat(work.awaitRuns(new ActivityId("running" + i), 2, Nodes.PATIENCE)).isTrue();
      }
      Nodes.awaitRows(database.dataSource());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

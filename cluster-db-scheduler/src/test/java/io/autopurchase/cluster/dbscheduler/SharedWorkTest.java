package io.autopurchase.cluster.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.ActivityId;
import io.autopurchase.spi.ActivityRunner;
import io.autopurchase.testkit.FakeActivities;
import io.autopurchase.testkit.FakeRunner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several nodes, that is several dispatchers with a pool each, on one database. */
class SharedWorkTest {
  private final FakeActivities work = new FakeActivities();

  @ParameterizedTest
  @EnumSource
  void threeNodes_thousandActivities_allAreRunAndEachNodeDoesItsPart(Databases databases) {
    DataSource database = databases.open();
    List<CountingRunner> runners = List.of(new CountingRunner(), new CountingRunner(), new CountingRunner());
    List<Node> nodes = runners.stream().map(runner -> new Node(database, runner)).toList();
    try {
      for (int i = 0; i < 1000; i++) {
        ActivityId activity =
            work.add(
                name(i),
                number -> {
                  LockSupport.parkNanos(2_000_000);
                  return number == 1 ? Optional.of(Instant.now()) : Optional.empty();
                });
        if (i % 4 != 0) { // every fourth hint is lost
          nodes.get(i % 3).dispatcher.schedule(activity, Instant.now());
        }
      }

      assertThat(work.await(Nodes.PATIENCE, () -> work.calls() >= 2000 && haveRunTwice(1000))).isTrue();
      assertThat(runners).allSatisfy(runner -> assertThat(runner.runs).as("runs of a node").hasPositiveValue());
      Nodes.awaitRows(database);
    } finally {
      nodes.forEach(Node::close);
    }
  }

  private boolean haveRunTwice(int activities) {
    for (int i = 0; i < activities; i++) {
      if (work.runs(new ActivityId(name(i))).size() < 2) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @EnumSource
  void poolOfOneConnection_isSlowNotStuck(Databases databases) {
    try (HikariDataSource pool = Nodes.pool(databases.open(), 1);
        DbSchedulerDispatcher dispatcher = Nodes.quick(pool).build()) {
      dispatcher.start(new FakeRunner(work));
      for (int i = 0; i < 50; i++) {
        dispatcher.schedule(work.add(name(i)), Instant.now());
      }

      assertThat(work.await(Nodes.PATIENCE, () -> work.neverRun().isEmpty())).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void poolWithoutAutoCommit_isServedAsWell(Databases databases) {
    DataSource database = databases.open();
    try (HikariDataSource pool = Nodes.poolWithoutAutoCommit(database);
        DbSchedulerDispatcher dispatcher = Nodes.quick(pool).build()) {
      dispatcher.start(new FakeRunner(work));
      dispatcher.schedule(work.add("hinted"), Instant.now());
      work.add("unhinted");

      assertThat(work.await(Nodes.PATIENCE, () -> work.neverRun().isEmpty())).isTrue();
      Nodes.awaitRows(database);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nodeCloses_whatItLeavesIsTakenUpAtOnce(Databases databases) {
    DataSource database = databases.open();
    CountDownLatch begun = new CountDownLatch(1);
    FakeRunner leaving = new FakeRunner(work);
    ActivityId activity =
        work.add(
            "a",
            number -> {
              if (number == 1) {
                begun.countDown();
                work.await(Nodes.PATIENCE, leaving::isDraining);
                return Optional.of(Instant.now());
              }
              return Optional.empty();
            });
    // With the real heartbeats: no node is taken for dead within this test.
    DbSchedulerDispatcher one = DbSchedulerDispatcher.create(database);
    try (DbSchedulerDispatcher two = DbSchedulerDispatcher.create(database)) {
      one.start(leaving);
      one.schedule(activity, Instant.now());
      assertThat(work.awaitRuns(activity, 1, Nodes.PATIENCE)).isTrue();
      two.start(new FakeRunner(work));

      one.close();

      assertThat(work.awaitRuns(activity, 2, Nodes.PATIENCE)).isTrue();
    } finally {
      one.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void nodeCloses_runnerDrainsBeforeItsFirstStep_rowStaysForTheOthers(Databases databases) {
    DataSource database = databases.open();
    FakeRunner runner = new FakeRunner(work);
    CountDownLatch asked = new CountDownLatch(1);
    ActivityRunner drainingAtOnce =
        new CountingRunner() {
          @Override
          public Optional<Instant> run(ActivityId activity) {
            asked.countDown();
            work.await(Nodes.PATIENCE, runner::isDraining);
            return runner.run(activity); // empty, as if there were nothing to do
          }

          @Override
          public void drain() {
            runner.drain();
          }
        };
    try (DbSchedulerDispatcher dispatcher = Nodes.quick(database).build()) {
      dispatcher.start(drainingAtOnce);
      dispatcher.schedule(work.add("a"), Instant.now());
      await(asked);
    }
    assertThat(work.neverRun()).hasSize(1);
    assertThat(Nodes.rows(database)).containsExactly("a waits");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(Nodes.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String name(int number) {
    return String.format("a%04d", number);
  }

  private static final class Node implements AutoCloseable {
    final HikariDataSource pool;
    final DbSchedulerDispatcher dispatcher;

    Node(DataSource database, ActivityRunner runner) {
      pool = Nodes.pool(database, 8);
      dispatcher = Nodes.quick(pool).build();
      dispatcher.start(runner);
    }

    @Override
    public void close() {
      dispatcher.close();
      pool.close();
    }
  }

  /** Counts what one node runs. */
  private class CountingRunner implements ActivityRunner {
    final AtomicInteger runs = new AtomicInteger();
    private final FakeRunner runner = new FakeRunner(work);

    @Override
    public Optional<Instant> run(ActivityId activity) {
      runs.incrementAndGet();
      return runner.run(activity);
    }

    @Override
    public List<ActivityId> due(Optional<ActivityId> after, int limit) {
      return runner.due(after, limit);
    }

    @Override
    public void drain() {
      runner.drain();
    }
  }
}

package io.autopurchase.cluster.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.ActivityId;
import io.autopurchase.testdatabases.TestDatabase;
import io.autopurchase.testkit.FakeActivities;
import io.autopurchase.testkit.FakeRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes that die, and nodes that were only thought dead. */
class DeadNodeTest {
  private final FakeActivities work = new FakeActivities();

  @Test
  void processIsKilledWhileItRunsAnActivity_anotherNodeTakesItOver() throws Exception {
    ActivityId activity = new ActivityId(HangingNode.ACTIVITY);
    try (TestDatabase database = TestDatabase.sharedPostgres()) {
      Process node = start(HangingNode.class, database.url(), database.user());
      try {
        awaitLine(node, HangingNode.RUNNING);
        assertThat(Nodes.rows(database.dataSource())).containsExactly(activity + " runs");
      } finally {
        node.destroyForcibly().waitFor();
      }
      work.add(activity.value());
      try (DbSchedulerDispatcher other = Nodes.suspicious(database.dataSource()).build()) {
        other.start(new FakeRunner(work));

        assertThat(work.awaitRuns(activity, 1, Nodes.PATIENCE)).isTrue();
        Nodes.awaitRows(database.dataSource());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nodeIsCutOffAndComesBack_bothRunAndTheLateOneChangesNothing(Databases databases) {
    DataSource database = databases.open();
    Link link = new Link(database);
    Instant later = Instant.now().plus(Duration.ofHours(1));
    CountDownLatch frozen = new CountDownLatch(1);
    AtomicBoolean frozenRunEnded = new AtomicBoolean();
    FakeActivities ofFrozen = new FakeActivities();
    ActivityId activity =
        ofFrozen.add(
            "a",
            number -> {
              await(frozen);
              frozenRunEnded.set(true);
              return Optional.empty(); // it believes that the activity has ended
            });
    work.add("a", number -> Optional.of(later));
    DbSchedulerDispatcher one = Nodes.suspicious(link.dataSource()).build();
    try (DbSchedulerDispatcher two = Nodes.suspicious(database).build()) {
      one.start(new FakeRunner(ofFrozen));
      one.schedule(activity, Instant.now());
      assertThat(ofFrozen.awaitRuns(activity, 1, Nodes.PATIENCE)).isTrue();
      two.start(new FakeRunner(work));

      link.cut();

      assertThat(work.awaitRuns(activity, 1, Nodes.PATIENCE)).as("the other node takes over").isTrue();
      Nodes.awaitRows(database, "a waits");
      assertThat(frozenRunEnded).as("the first node runs it still: twice at once").isFalse();
      link.fix();
      frozen.countDown();
      assertThat(ofFrozen.await(Nodes.PATIENCE, frozenRunEnded::get)).isTrue();
      one.close();
      assertThat(Nodes.rows(database)).as("what the second node decided stands").containsExactly("a waits");
      assertThat(work.runs(activity)).hasSize(1);
    } finally {
      one.close();
    }
  }

  /** A node that stopped its heartbeats first would be taken for dead while its last steps run. */
  @Test
  void nodeClosesWhileAStepGoesOnForLong_heartbeatsGoOnAndNobodyTakesOver() {
    DataSource database = Databases.H2.open();
    Duration heartbeat = Duration.ofSeconds(1);
    Duration longerThanItTakesToCountAsDead = Duration.ofSeconds(9);
    AtomicBoolean ended = new AtomicBoolean();
    ActivityId activity =
        work.add(
            "a",
            number -> {
              long end = System.nanoTime() + longerThanItTakesToCountAsDead.toNanos();
              while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
              }
              ended.set(true);
              return Optional.empty();
            });
    DbSchedulerDispatcher closing = Nodes.quick(database).heartbeatInterval(heartbeat).closeTimeout(Nodes.PATIENCE).build();
    try (DbSchedulerDispatcher other = Nodes.quick(database).heartbeatInterval(heartbeat).build()) {
      closing.start(new FakeRunner(work));
      closing.schedule(activity, Instant.now());
      assertThat(work.awaitRuns(activity, 1, Nodes.PATIENCE)).isTrue();
      other.start(new FakeRunner(work));

      closing.close();

      assertThat(ended).isTrue();
      assertThat(work.overlapping()).isZero();
    } finally {
      closing.close();
    }
  }

  private static Process start(Class<?> program, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void awaitLine(Process process, String line) throws IOException {
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder all = new StringBuilder();
    for (String next = out.readLine(); next != null; next = out.readLine()) {
      if (next.equals(line)) {
        return;
      }
      all.append(next).append('\n');
    }
    throw new AssertionError("the process has ended: " + all);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

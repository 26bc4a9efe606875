package io.autopurchase.cluster.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.ActivityId;
import io.autopurchase.ConfigurationException;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.ActivityRunner;
import io.autopurchase.testkit.FakeActivities;
import io.autopurchase.testkit.FakeRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DbSchedulerDispatcherTest {
  private final FakeActivities work = new FakeActivities();

  @ParameterizedTest
  @EnumSource
  void build_manyNodesAtOnce_oneTable(Databases databases) {
    DataSource database = databases.open();
    List<CompletableFuture<DbSchedulerDispatcher>> nodes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      nodes.add(CompletableFuture.supplyAsync(() -> DbSchedulerDispatcher.create(database)));
    }

    assertThat(nodes).allSatisfy(node -> node.join().close());
  }

  @ParameterizedTest
  @EnumSource
  void build_tableMustBeThereAndIsNot_tellsWhatToDo(Databases databases) {
    DataSource database = databases.open();

    assertThatThrownBy(() -> DbSchedulerDispatcher.builder(database).createTables(false).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("autopurchase_scheduled_task")
        .hasMessageContaining("scheduled_task.sql");

    DbSchedulerDispatcher.create(database).close();
    DbSchedulerDispatcher.builder(database).createTables(false).build().close();
  }

  /** It may be in the middle of a commit, and an embedded database closes its file when that is interrupted. */
  @Test
  void close_stepHangs_isLeftAloneAndNotInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    ActivityRunner hanging =
        new ActivityRunner() {
          @Override
          public Optional<Instant> run(ActivityId id) {
            begun.countDown();
            try {
              end.await();
              interrupted.complete(false);
            } catch (InterruptedException e) {
              interrupted.complete(true);
            }
            return Optional.empty();
          }

          @Override
          public List<ActivityId> due(Optional<ActivityId> after, int limit) {
            return List.of();
          }

          @Override
          public String shop() {
            return "shop";
          }

          @Override
          public void drain() {
            // It goes on.
          }
        };
    DbSchedulerDispatcher dispatcher = Nodes.quick(Databases.H2.open()).closeTimeout(Duration.ofMillis(100)).build();
    dispatcher.start(hanging);
    dispatcher.schedule(new ActivityId("A1"), Instant.now());
    begun.await();

    dispatcher.close();

    assertThat(interrupted).isNotDone();
    end.countDown();
    assertThat(interrupted.get(10, TimeUnit.MINUTES)).isFalse();
  }

  @Test
  void build_databaseAway_storeUnavailable() {
    Link link = new Link(Databases.H2.open());
    link.cut();

    assertThatThrownBy(() -> DbSchedulerDispatcher.create(link.dataSource())).isInstanceOf(StoreUnavailableException.class);
  }

  static Stream<Consumer<DbSchedulerDispatcherBuilder>> wrongOptions() {
    return Stream.of(
        options -> options.tablePrefix("a; drop table b"),
        options -> options.threads(0),
        options -> options.threads(1001),
        options -> options.missedHeartbeats(3),
        options -> options.pollInterval(Duration.ZERO),
        options -> options.sweepInterval(Duration.ofNanos(1)),
        options -> options.heartbeatInterval(Duration.ofSeconds(-1)),
        options -> options.closeTimeout(Duration.ZERO));
  }

  @ParameterizedTest
  @MethodSource("wrongOptions")
  void build_wrongOption_isRefused(Consumer<DbSchedulerDispatcherBuilder> option) {
    DbSchedulerDispatcherBuilder options = DbSchedulerDispatcher.builder(Databases.H2.open());
    option.accept(options);

    assertThatThrownBy(options::build).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void start_twice_isRefused() {
    try (DbSchedulerDispatcher dispatcher = Nodes.quick(Databases.H2.open()).build()) {
      dispatcher.start(new FakeRunner(work));

      assertThatThrownBy(() -> dispatcher.start(new FakeRunner(work))).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void rowsDeletedByHand_workGoesOn() {
    DataSource database = Databases.H2.open();
    try (DbSchedulerDispatcher dispatcher = Nodes.quick(database).build()) {
      dispatcher.start(new FakeRunner(work));
      dispatcher.schedule(work.add("first"), Instant.now());
      assertThat(work.await(Nodes.PATIENCE, () -> work.neverRun().isEmpty())).isTrue();

      Nodes.execute(database, "DELETE FROM autopurchase_scheduled_task");
      work.add("second");

      assertThat(work.await(Nodes.PATIENCE, () -> work.neverRun().isEmpty())).isTrue();
    }
  }

  @Test
  void taskNames_anyShop_areTellableApartAndPlain() {
    List<String> shops = List.of("a", "A", "a:activity", "a:sweep", "~0041", "'", "''", "\\", "日本", " ");

    List<String> names = shops.stream().map(TaskNames::of).flatMap(n -> Stream.of(n.activity(), n.sweep())).toList();

    assertThat(names).doesNotHaveDuplicates().allSatisfy(name -> assertThat(name).matches("[A-Za-z0-9~._:-]{1,400}"));
    assertThat(TaskNames.of("日".repeat(64)).activity()).hasSizeLessThanOrEqualTo(400);
  }
}

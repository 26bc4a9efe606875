package io.autopurchase.cluster.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.ActivityId;
import io.autopurchase.testkit.FakeActivities;
import io.autopurchase.testkit.FakeRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several shops share one table. */
class ShopsTest {
  private static final List<String> SHOPS = List.of("a", "A", "a ", "ä", "o'neill \\ \"sons\"", "~0041");
  private static final int ACTIVITIES = 40;

  @ParameterizedTest
  @EnumSource
  void severalShops_sameActivityIds_eachIsRunByItsOwnShopOnce(Databases databases) {
    DataSource database = databases.open();
    HikariDataSource pool = Nodes.pool(database, 20);
    List<FakeActivities> works = new ArrayList<>();
    List<DbSchedulerDispatcher> dispatchers = new ArrayList<>();
    while (works.size() < SHOPS.size()) {
      FakeActivities work = new FakeActivities();
      works.add(work);
      dispatchers.add(Nodes.quick(pool).threads(2).build());
      for (int i = 0; i < ACTIVITIES; i++) {
        work.add("a" + i);
      }
    }
    try {
      for (int shop = 0; shop < SHOPS.size(); shop++) {
        dispatchers.get(shop).start(new FakeRunner(works.get(shop), SHOPS.get(shop)));
      }

      for (FakeActivities work : works) {
        assertThat(work.await(Nodes.PATIENCE, () -> work.neverRun().isEmpty())).isTrue();
      }
    } finally {
      dispatchers.forEach(DbSchedulerDispatcher::close);
      pool.close();
    }
    assertThat(works).extracting(FakeActivities::calls).as("an activity of another shop would be a call more").containsOnly(ACTIVITIES);
  }

  @ParameterizedTest
  @EnumSource
  void rowsOfAShopThatIsOffline_long_areLeftAlone(Databases databases) {
    DataSource database = databases.open();
    FakeActivities work = new FakeActivities();
    ActivityId ended = work.add("ended");
    try (DbSchedulerDispatcher dispatcher = Nodes.suspicious(database).build()) {
      insert(database, "offline-waits", false);
      insert(database, "offline-runs", true);
      dispatcher.start(new FakeRunner(work, "online"));

      assertThat(work.awaitRuns(ended, 1, Nodes.PATIENCE)).isTrue();
      // Long enough for several rounds of db-scheduler's search for dead and for unknown rows.
      ActivityId later = work.add("later", number -> Optional.ofNullable(number == 1 ? Instant.now().plus(Duration.ofSeconds(4)) : null));
      assertThat(work.awaitRuns(later, 2, Nodes.PATIENCE)).isTrue();
      Nodes.awaitRows(database, "offline-runs runs", "offline-waits waits");
    }
  }

  /** As a shop leaves it that was switched off long ago. */
  private static void insert(DataSource database, String id, boolean picked) {
    Nodes.execute(
        database,
        "INSERT INTO autopurchase_scheduled_task (task_name, task_instance, execution_time, picked, last_heartbeat, version)"
            + " VALUES ('" + TaskNames.of("offline").activity() + "', '" + id + "', TIMESTAMP '2020-01-01 00:00:00', "
            + picked + ", TIMESTAMP '2020-01-01 00:00:00', 1)");
  }
}

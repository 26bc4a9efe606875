package io.autopurchase.cluster.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.ActivityId;
import io.autopurchase.testdatabases.TestDatabase;
import io.autopurchase.testkit.FakeActivities;
import io.autopurchase.testkit.FakeRunner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A hundred thousand activities that wait are rows that no query reads: an index finds what is due, or dead. */
class WaitingRowsTest {
  private static final String TABLE = "autopurchase_scheduled_task";
  private static final TaskNames NAMES = TaskNames.of("default");
  private static final String DEAD_QUERY = "SELECT * FROM " + TABLE + " WHERE picked = ? AND last_heartbeat <= ? ORDER BY last_heartbeat";

  @Test
  void postgres_hundredThousandWait_dueAndDeadAreFoundByIndex() throws Exception {
    try (TestDatabase database = TestDatabase.sharedPostgres()) {
      fill(database.dataSource(), "NOW() + INTERVAL '1 day'", "SELECT generate_series(1, 100000) AS n");
      database.execute("ANALYZE " + TABLE);
      String due = Dialect.POSTGRESQL.customization(NAMES.condition()).createGenericSelectForUpdateQuery(TABLE, 4, "", false);

      assertThat(plan(database.dataSource(), due, "NOW()")).contains("Index Scan using " + TABLE + "_due").doesNotContain("Seq Scan");
      assertThat(plan(database.dataSource(), DEAD_QUERY, "NOW()")).contains(TABLE + "_heartbeat").doesNotContain("Seq Scan");
      assertRunsBeside(database.dataSource());
    }
  }

  @Test
  void mariaDb_hundredThousandWait_dueAndDeadAreFoundByIndex() throws Exception {
    try (TestDatabase database = TestDatabase.sharedMariaDb()) {
      fill(database.dataSource(), "UTC_TIMESTAMP(6) + INTERVAL 1 DAY", "SELECT seq AS n FROM seq_1_to_100000");
      database.execute("ANALYZE TABLE " + TABLE);
      String due = Dialect.MARIADB.customization(NAMES.condition()).createSelectDueQuery(TABLE, 12, "", false);

      assertThat(plan(database.dataSource(), due, "UTC_TIMESTAMP(6)")).contains(TABLE + "_due").doesNotContain("ALL");
      assertThat(plan(database.dataSource(), DEAD_QUERY, "UTC_TIMESTAMP(6)")).contains(TABLE + "_heartbeat").doesNotContain("ALL");
      assertRunsBeside(database.dataSource());
    }
  }

  private static void fill(DataSource database, String later, String numbers) {
    DbSchedulerDispatcher.create(database).close();
    Nodes.execute(
        database,
        "INSERT INTO " + TABLE + " (task_name, task_instance, execution_time, picked, version) SELECT '" + NAMES.activity()
            + "', CONCAT('waiting', n), " + later + ", FALSE, 1 FROM (" + numbers + ") numbers");
  }

  private static void assertRunsBeside(DataSource database) {
    FakeActivities work = new FakeActivities();
    try (DbSchedulerDispatcher dispatcher = Nodes.quick(database).build()) {
      dispatcher.start(new FakeRunner(work));
      ActivityId hinted = work.add("hinted");
      dispatcher.schedule(hinted, Instant.now());
      ActivityId unhinted = work.add("unhinted");

      assertThat(work.await(Nodes.PATIENCE, () -> work.neverRun().isEmpty())).isTrue();
      // A hint and a sweep may come both; a call for one of those that wait would be no run of these.
      assertThat(work.await(Nodes.PATIENCE, () -> work.calls() == calls(work, hinted) + calls(work, unhinted) + work.overlapping()))
          .as("none of those that wait")
          .isTrue();
    }
  }

  private static int calls(FakeActivities work, ActivityId activity) {
    return work.runs(activity).size() + work.early(activity);
  }

  /** The plan of a query with two parameters, whether a node runs it and a time, as lines of text. */
  private static String plan(DataSource database, String query, String time) throws SQLException {
    String explain = "EXPLAIN " + query.replaceFirst("\\?", "FALSE").replaceFirst("\\?", time);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(explain)) {
      StringBuilder plan = new StringBuilder();
      while (row.next()) {
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
          plan.append(row.getString(column)).append(' ');
        }
        plan.append('\n');
      }
      return plan.toString();
    }
  }
}

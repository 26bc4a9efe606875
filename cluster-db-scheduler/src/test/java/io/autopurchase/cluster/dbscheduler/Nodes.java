package io.autopurchase.cluster.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Dispatchers that do in tenths of seconds what real ones do in tens of seconds, pools as shops have them, and their table. */
final class Nodes {
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private Nodes() {}

  /** Looks for work often. No node is taken for dead within a test, however busy the machine is. */
  static DbSchedulerDispatcherBuilder quick(DataSource database) {
    return DbSchedulerDispatcher.builder(database)
        .pollInterval(Duration.ofMillis(200))
        .sweepInterval(Duration.ofMillis(500))
        .closeTimeout(Duration.ofSeconds(3));
  }

  /** Thinks a node dead after two seconds, right or wrong. */
  static DbSchedulerDispatcherBuilder suspicious(DataSource database) {
    return quick(database).heartbeatInterval(Duration.ofMillis(500)).missedHeartbeats(4);
  }

  static HikariDataSource pool(DataSource database, int size) {
    return new HikariDataSource(config(database, size));
  }

  static HikariDataSource poolWithoutAutoCommit(DataSource database) {
    HikariConfig config = config(database, 8);
    config.setAutoCommit(false);
    return new HikariDataSource(config);
  }

  private static HikariConfig config(DataSource database, int size) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.setInitializationFailTimeout(-1);
    return config;
  }

  /** The rows of activities, as text: id, whether a node runs it. */
  static List<String> rows(DataSource database) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT task_instance, picked FROM autopurchase_scheduled_task WHERE task_instance <> 'recurring' ORDER BY 1")) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(row.getString(1) + (row.getBoolean(2) ? " runs" : " waits"));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the rows of activities are these. */
  static void awaitRows(DataSource database, String... expected) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<String> rows = rows(database);
    while (!rows.equals(List.of(expected)) && System.nanoTime() < end) {
      LockSupport.parkNanos(50_000_000);
      rows = rows(database);
    }
    // What was seen: a hint of what a sweep has just run may be written, and taken away, after that.
    assertThat(rows).as("rows of activities").containsExactly(expected);
  }

  static void execute(DataSource database, String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}

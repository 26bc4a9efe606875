package io.autopurchase.cluster.dbscheduler;

import io.autopurchase.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The one table of db-scheduler: made, or checked. */
final class Table {
  private static final int TRIES = 5;
  private static final String COLUMNS =
      "task_name, task_instance, task_data, execution_time, picked, picked_by, last_success, last_failure,"
          + " consecutive_failures, last_heartbeat, version";

  private final Dialect dialect;
  private final String prefix;

  Table(Dialect dialect, String prefix) {
    this.dialect = dialect;
    this.prefix = prefix;
  }

  String name() {
    return prefix + "scheduled_task";
  }

  /** Several nodes may do this at once. PostgreSQL then reports to all but one, by an error, that the table exists already. */
  void create(Connection connection) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        run(connection, read());
        return;
      } catch (SQLException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  void check(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT " + COLUMNS + " FROM " + name() + " WHERE 1 = 0").close();
    } catch (SQLException e) {
      throw new ConfigurationException(
          "the table " + name() + " is missing or not as this release needs it: use createTables(true), or the statements in "
              + dialect.folder() + "/scheduled_task.sql of this jar",
          e);
    }
  }

  private static void run(Connection connection, String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String command : script.split(";")) {
        if (!command.isBlank()) {
          statement.execute(command);
        }
      }
    }
  }

  private String read() {
    String path = dialect.folder() + "/scheduled_task.sql";
    try (InputStream in = Table.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + path + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("${prefix}", prefix);
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + path + " cannot be read", e);
    }
  }
}

package io.autopurchase.benchmarks.contender;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The bare limit of SQLite: a transaction for each placement, with the rows of {@link BareRows}, by one thread on one connection. Nothing
 * is faster, as SQLite has one writer at a time.
 */
public final class BareSqlite {
  public static final String NAME = "bare SQLite";
  public static final String SETTINGS = "journal_mode WAL, synchronous FULL, one connection; a transaction per step with the rows of the bare PostgreSQL";

  private BareSqlite() {}

  /** Opens a file as durable as this library does. */
  public static Connection open(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("CREATE TABLE IF NOT EXISTS bare_activity (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS bare_event (activity INTEGER NOT NULL, step INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (activity, step))");
      statement.execute("CREATE TABLE IF NOT EXISTS bare_name (name TEXT PRIMARY KEY, owner INTEGER NOT NULL)");
    }
    return connection;
  }

  /** Makes its activities. */
  public static void accept(Connection connection, Load load) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bare_activity (id, version, body) VALUES (?, 0, ?)")) {
      for (int i = 0; i < load.activities(); i++) {
        insert.setLong(1, i);
        insert.setBytes(2, new byte[BareRows.BODY_BYTES]);
        insert.executeUpdate();
      }
    }
    connection.commit();
  }

  /** Runs them, a step of each in turn. */
  public static void run(Connection connection, Load load, Work work) throws SQLException {
    byte[] body = new byte[BareRows.BODY_BYTES];
    byte[] event = new byte[BareRows.EVENT_BYTES];
    try (PreparedStatement events = connection.prepareStatement("INSERT INTO bare_event (activity, step, body) VALUES (?, ?, ?)");
        PreparedStatement names = connection.prepareStatement("INSERT INTO bare_name (name, owner) VALUES (?, ?)");
        PreparedStatement update = connection.prepareStatement("UPDATE bare_activity SET version = version + 1, body = ? WHERE id = ? AND version = ?")) {
      for (int step = 0; step < load.steps(); step++) {
        for (int activity = 0; activity < load.activities(); activity++) {
          work.step(activity);
          events.setLong(1, activity);
          events.setInt(2, step);
          events.setBytes(3, event);
          events.executeUpdate();
          names.setString(1, "client-order-id/" + activity + "-" + step);
          names.setLong(2, activity);
          names.executeUpdate();
          update.setBytes(1, body);
          update.setLong(2, activity);
          update.setInt(3, step);
          if (update.executeUpdate() != 1) {
            throw new IllegalStateException("activity " + activity + " is not at step " + step);
          }
          connection.commit();
        }
      }
    }
  }
}

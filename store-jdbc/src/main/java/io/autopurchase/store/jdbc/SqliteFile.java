package io.autopurchase.store.jdbc;

import io.autopurchase.ConfigurationException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Connections to a SQLite file, opened when needed and kept for the next time. Each waits for the disk with every commit, and
 * writers don't stop readers. Thread-safe; other processes may have the file open as well.
 */
@ThreadSafe
final class SqliteFile implements ConnectionSource {
  private static final int KEPT = 8;
  private static final int BUSY_MILLIS = 5000;

  private final String url;

  @GuardedBy("this")
  private final Deque<Connection> idle = new ArrayDeque<>();

  @GuardedBy("this")
  private boolean isClosed;

  private SqliteFile(String url) {
    this.url = url;
  }

  /**
   * Makes the file, and the folders above it that are missing, for their owner alone.
   *
   * @throws ConfigurationException if that cannot be, or the driver is not there
   */
  static SqliteFile of(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    if (absolute.toString().indexOf('?') >= 0) {
      throw new ConfigurationException("the path of a SQLite file cannot hold a question mark: " + file);
    }
    if (file.toString().startsWith("jdbc:")) {
      throw new ConfigurationException("a SQLite store is opened by the path of its file, not by a URL: " + file);
    }
    OwnerOnly.prepare(absolute);
    String url = "jdbc:sqlite:" + absolute;
    try {
      DriverManager.getDriver(url);
    } catch (SQLException e) {
      throw new ConfigurationException("SQLite needs its driver, org.xerial:sqlite-jdbc, on the class path", e);
    }
    return new SqliteFile(url);
  }

  @Override
  public Connection take() throws SQLException {
    synchronized (this) {
      if (isClosed) {
        throw new SQLException("the store is closed");
      }
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    Connection connection = DriverManager.getConnection(url);
    try {
      prepare(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void prepare(Connection connection) throws SQLException {
    Sql.execute(connection, "PRAGMA busy_timeout = " + BUSY_MILLIS);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BUSY_MILLIS);
    while (true) {
      try {
        // It stays in the file. While it changes, SQLite does not wait for other processes by itself.
        setting(connection, "PRAGMA journal_mode = WAL");
        break;
      } catch (SQLException e) {
        if (!Sql.isSqliteBusy(e) || System.nanoTime() - end > 0) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
    Sql.execute(connection, "PRAGMA synchronous = FULL");
  }

  private static void setting(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(pragma)) {
      row.next();
    }
  }

  @Override
  public void giveBack(Connection connection, boolean isUsable) throws SQLException {
    synchronized (this) {
      if (isUsable && !isClosed && idle.size() < KEPT) {
        idle.push(connection);
        return;
      }
    }
    connection.close();
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    while (!idle.isEmpty()) {
      try {
        idle.pop().close();
      } catch (SQLException e) {
        // All that was committed is on disk; the process lets go of the file at its end.
      }
    }
  }
}

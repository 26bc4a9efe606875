package io.autopurchase.examples.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A connection to a SQLite file, with the few things that the store does with one. For one thread at a time. */
final class Database implements AutoCloseable {
  private static final int BUSY_MILLIS = 10_000;

  private final Connection connection;

  private Database(Connection connection) {
    this.connection = connection;
  }

  static Database open(Path file) throws SQLException {
    Database database = new Database(DriverManager.getConnection("jdbc:sqlite:" + file));
    try {
      database.prepare();
      return database;
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  private void prepare() throws SQLException {
    // No call waits longer for the lock of another connection.
    execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
    // Readers don't block the writer, and COMMIT returns once the log is on disk.
    execute("PRAGMA journal_mode = WAL");
    execute("PRAGMA synchronous = FULL");
    for (String statement : schema().split(";")) {
      execute(statement);
    }
  }

  private static String schema() {
    try (InputStream in = Database.class.getResourceAsStream("schema.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the resource schema.sql cannot be read", e);
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns how many rows were changed. */
  int update(String sql, List<?> values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** What one row means. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> List<T> select(String sql, List<?> values, Row<T> reading) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (PreparedStatement statement = prepare(sql, values);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        rows.add(reading.read(row));
      }
    }
    return rows;
  }

  private PreparedStatement prepare(String sql, List<?> values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }

  /** Rolls back what has not been committed. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

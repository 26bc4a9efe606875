package io.autopurchase.store.jdbc;

import io.autopurchase.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Creates the tables, and checks that they are those of this release. */
final class Schema {
  static final int VERSION = 1;

  private final Dialect dialect;
  private final String prefix;

  Schema(Dialect dialect, String prefix) {
    this.dialect = dialect;
    this.prefix = prefix;
  }

  /** Several processes may do this at once: the row of the version is a lock. */
  void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS " + prefix + "schema (id INTEGER NOT NULL PRIMARY KEY, version INTEGER NOT NULL)");
    }
    insertVersionZero(connection);
    connection.setAutoCommit(false);
    try {
      int version = version(connection, " FOR UPDATE");
      if (version == 0) {
        run(connection, read("V1.sql"));
        setVersion(connection);
      } else {
        check(version);
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  void check(Connection connection) throws SQLException {
    check(version(connection, ""));
  }

  private void check(int version) {
    if (version != VERSION) {
      throw new ConfigurationException(
          "the tables " + prefix + "* have version " + version + "; this release needs version " + VERSION);
    }
  }

  private void insertVersionZero(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + prefix + "schema (id, version) VALUES (1, 0)")) {
      insert.executeUpdate();
    } catch (SQLException e) {
      if (!Sql.isDuplicate(e)) {
        throw e;
      }
    }
  }

  private int version(Connection connection, String lock) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT version FROM " + prefix + "schema WHERE id = 1" + lock);
        ResultSet row = select.executeQuery()) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private void setVersion(Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE " + prefix + "schema SET version = ? WHERE id = 1")) {
      update.setInt(1, VERSION);
      update.executeUpdate();
    }
  }

  private static void run(Connection connection, String script) throws SQLException {
    for (String command : script.split(";")) {
      if (!command.isBlank()) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(command);
        }
      }
    }
  }

  private String read(String file) {
    String path = dialect.folder() + "/" + file;
    try (InputStream in = Schema.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + path + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("${prefix}", prefix);
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + path + " cannot be read", e);
    }
  }
}

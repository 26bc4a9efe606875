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
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Makes the tables, and brings those of an earlier release forward, one script for each version. Of several processes that
 * start at once one does it and the others wait. If a database cannot take back a change of its tables (MariaDB, MySQL,
 * H2), a script that was cut in its middle is run again from its beginning: each of its statements may be repeated.
 */
final class Schema {
  /** The first version that has an index of words. */
  private static final int WITH_WORDS = 2;

  private final Dialect dialect;
  private final String prefix;
  private final List<String> scripts;
  private final boolean hasWords;

  private Schema(Dialect dialect, String prefix, List<String> scripts, boolean hasWords) {
    this.dialect = dialect;
    this.prefix = prefix;
    this.hasWords = hasWords;
    this.scripts =
        scripts.stream()
            .map(script -> script.replace("${prefix}", prefix).replace("${collation}", dialect.collation()))
            .toList();
  }

  static Schema of(Dialect dialect, String prefix) {
    List<String> scripts = IntStream.rangeClosed(1, dialect.schemaVersion()).mapToObj(version -> read(dialect, version)).toList();
    return new Schema(dialect, prefix, scripts, true);
  }

  /** @param scripts the first makes version 1 out of nothing, each next one its version out of the one before */
  static Schema of(Dialect dialect, String prefix, List<String> scripts) {
    return new Schema(dialect, prefix, scripts, false);
  }

  /**
   * Brings the tables to this release's version.
   *
   * @throws ConfigurationException if a later release has made them
   */
  void create(Connection connection) throws SQLException {
    if (dialect.hasTable(connection, prefix + "schema") && version(connection) == scripts.size()) {
      return;
    }
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try {
      dialect.lockSchema(connection, prefix);
      try {
        createVersionTable(connection);
        migrate(connection);
        connection.commit();
      } finally {
        dialect.unlockSchema(connection, prefix);
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(autoCommit);
    }
  }

  /** @throws ConfigurationException if there are no tables, or they have another version than this release needs */
  void check(Connection connection) throws SQLException {
    if (!isThere(connection)) {
      throw new ConfigurationException(
          "there is no table " + prefix + "schema: run the scripts of " + dialect + " in the jar, or let createTables(true) make the tables");
    }
    int version = version(connection);
    if (version != scripts.size()) {
      throw new ConfigurationException(
          "the tables " + prefix + "* have version " + version + "; this release needs version " + scripts.size());
    }
  }

  /** Databases store names in the case that they like. */
  private boolean isThere(Connection connection) throws SQLException {
    String table = prefix + "schema";
    for (String name : List.of(table, table.toUpperCase(Locale.ROOT), table.toLowerCase(Locale.ROOT))) {
      try (ResultSet tables = connection.getMetaData().getTables(connection.getCatalog(), null, name, null)) {
        while (tables.next()) {
          if (tables.getString("TABLE_NAME").equalsIgnoreCase(table)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Distinguishes these tables from those of another database. */
  String storeId(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT store_id FROM " + prefix + "schema WHERE id = 1");
        ResultSet row = select.executeQuery()) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private void migrate(Connection connection) throws SQLException {
    int version = version(connection);
    if (version > scripts.size()) {
      throw new ConfigurationException(
          "the tables " + prefix + "* have version " + version + ", made by a later release; this one knows versions up to "
              + scripts.size());
    }
    for (int next = version + 1; next <= scripts.size(); next++) {
      run(connection, scripts.get(next - 1));
      if (hasWords && next == WITH_WORDS && dialect != Dialect.SQLITE) {
        new SearchIndexBackfill(connection, new Tables(dialect, prefix)).index();
      }
      setVersion(connection, next);
    }
  }

  private void createVersionTable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS " + prefix
              + "schema (id INTEGER NOT NULL PRIMARY KEY, version INTEGER NOT NULL, store_id VARCHAR(36) NOT NULL)");
    }
    if (hasVersion(connection)) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + prefix + "schema (id, version, store_id) VALUES (1, 0, ?)")) {
      insert.setString(1, UUID.randomUUID().toString());
      insert.executeUpdate();
    } catch (SQLException e) {
      // Another process with this H2 server, which has no lock for it, was a moment earlier.
      if (!Sql.isDuplicate(e)) {
        throw e;
      }
    }
  }

  private boolean hasVersion(Connection connection) throws SQLException {
    return !storeId(connection).isEmpty();
  }

  private int version(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT version FROM " + prefix + "schema WHERE id = 1");
        ResultSet row = select.executeQuery()) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private void setVersion(Connection connection, int version) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE " + prefix + "schema SET version = ? WHERE id = 1")) {
      update.setInt(1, version);
      update.executeUpdate();
    }
  }

  private void run(Connection connection, String script) throws SQLException {
    for (String command : script.split(";")) {
      if (!command.isBlank()) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(command);
        } catch (SQLException e) {
          if (!dialect.isDoneAlready(e)) {
            throw e;
          }
        }
      }
    }
  }

  static String read(Dialect dialect, int version) {
    String path = dialect.folder() + "/V" + version + ".sql";
    try (InputStream in = Schema.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + path + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the resource " + path + " cannot be read", e);
    }
  }
}

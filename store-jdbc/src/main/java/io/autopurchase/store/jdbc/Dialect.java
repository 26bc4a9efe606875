package io.autopurchase.store.jdbc;

import io.autopurchase.ConfigurationException;
import io.autopurchase.spi.Durability;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import javax.annotation.concurrent.Immutable;

/** In what databases differ; what is not overridden holds for most of them. Immutable, and thread-safe. */
@Immutable
abstract class Dialect {
  static final Dialect H2 = new H2Dialect();
  static final Dialect SQLITE = new SqliteDialect();
  static final Dialect POSTGRESQL = new PostgresqlDialect();
  static final Dialect MARIADB = new InnoDbDialect("mariadb", "utf8mb4_nopad_bin");
  static final Dialect MYSQL = new InnoDbDialect("mysql", "utf8mb4_0900_bin");

  /** How long to wait for another process that makes the tables. */
  static final int SCHEMA_LOCK_SECONDS = 60;

  private final String name;

  Dialect(String name) {
    this.name = name;
  }

  @Override
  public final String toString() {
    return name;
  }

  /**
   * Sees to it that a database keeps what it acknowledges.
   *
   * @return whether it does
   * @throws ConfigurationException if it cannot hold what the store writes
   */
  abstract Durability check(Connection connection) throws SQLException;

  /** Opens a transaction at read committed, whatever the server's default, that waits for a lock for a bounded time. */
  abstract void beginReadCommitted(Connection connection, int lockSeconds) throws SQLException;

  /** Whether {@link #beginReadCommitted} changes the connection for longer than the transaction. */
  boolean isolationOutlivesTransaction() {
    return false;
  }

  /** The version of the tables that this release needs. */
  int schemaVersion() {
    return 5;
  }

  /** Whether a conditional update may have two winners, so that {@link VersionGuards} have to make it exact. */
  boolean guardsVersions() {
    return false;
  }

  /** What a transaction of the store's own that writes holds until it has ended, if the database errs if several write at once. */
  Optional<Lock> writeLock() {
    return Optional.empty();
  }

  /** Whether transactions are begun and ended by statements, and the driver is left in auto-commit. */
  boolean transactsBySql() {
    return false;
  }

  /** So many transactions of the store write side by side; only more commits than that share one. */
  int transactionsAtOnce() {
    return 4;
  }

  /** Whether {@link PostgresqlScript} can be run. */
  boolean runsScripts() {
    return false;
  }

  /** Takes what a transaction of the host's needs before it can write, if that is not taken row by row. */
  void beginWriting(Connection connection, Tables tables, int lockSeconds) throws SQLException {}

  /** Whether there certainly is a table; asked because {@link #lockSchema} would wait for all that write. */
  boolean hasTable(Connection connection, String table) throws SQLException {
    return false;
  }

  /** What makes a query lock its rows. */
  String forUpdate() {
    return " FOR UPDATE";
  }

  /** A column in a condition or an order that is to be looked at, but not to choose an index for. */
  String unindexed(String column) {
    return column;
  }

  /** So long ago, by the database's clock. */
  String hoursAgo(int hours) {
    return "CURRENT_TIMESTAMP - INTERVAL '" + hours + "' HOUR";
  }

  /**
   * A value as it stands in the text of a statement, if the database would otherwise plan it without knowing the value; else empty, and for
   * what is not made of capital letters and underscores.
   */
  Optional<String> literal(String value) {
    return Optional.empty();
  }

  String concat(String left, String right) {
    return "CONCAT(" + left + ", " + right + ")";
  }

  /** That a text contains what {@link #sought} makes of a part, as it is. */
  String contains(String text) {
    return text + " LIKE ? ESCAPE '!'";
  }

  String sought(String part) {
    return Sql.containing(part);
  }

  /** Where the scripts of the tables are. */
  String folder() {
    return name;
  }

  /** What {@code ${collation}} stands for in the scripts: texts are compared exactly. */
  String collation() {
    return "";
  }

  /** How an insert begins that leaves alone what is there; it ends with {@link #unlessThere}. */
  String insertUnlessThere() {
    return "INSERT";
  }

  /**
   * How an insert ends that leaves alone what is there.
   *
   * @param column one that is written
   */
  String unlessThere(String column) {
    return " ON CONFLICT DO NOTHING";
  }

  /** What comes after every other character, when texts are compared: most compare code points, H2 as Java does. */
  String lastCharacter() {
    return "\uDBFF\uDFFF";
  }

  /** Keeps others from changing the tables until {@link #unlockSchema}. */
  abstract void lockSchema(Connection connection, String prefix) throws SQLException;

  void unlockSchema(Connection connection, String prefix) throws SQLException {}

  /** Whether a statement of a script failed because an earlier process, which was cut off, has run it. */
  boolean isDoneAlready(SQLException e) {
    return false;
  }

  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    String version = connection.getMetaData().getDatabaseProductVersion();
    return switch (product.toLowerCase(Locale.ROOT)) {
      case "h2" -> H2;
      case "sqlite" -> SQLITE;
      case "postgresql" -> POSTGRESQL;
      case "mariadb" -> MARIADB;
      // MySQL's driver calls MariaDB so, too.
      case "mysql" -> version.contains("MariaDB") ? MARIADB : MYSQL;
      default ->
          throw new ConfigurationException(
              "the database " + product + " is not supported; supported: SQLite, PostgreSQL, MariaDB, MySQL, H2");
    };
  }

  /** What a query of one value answers; empty if it has none. */
  static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      String value = row.next() ? row.getString(1) : null;
      return value == null ? "" : value;
    }
  }
}

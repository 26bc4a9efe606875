package io.autopurchase.store.jdbc;

import io.autopurchase.ConfigurationException;
import io.autopurchase.spi.Durability;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** SQLite, which has one writer at a time, over all processes that have the file open. */
final class SqliteDialect extends Dialect {
  private static final int WRITER_LOCK_SECONDS = 10;

  SqliteDialect() {
    super("sqlite");
  }

  @Override
  Durability check(Connection connection) throws SQLException {
    String journal = query(connection, "PRAGMA journal_mode");
    if (!"wal".equalsIgnoreCase(journal)) {
      throw new ConfigurationException(
          "SQLite's journal_mode is " + journal + ", with which readers and the writer stop each other; set journal_mode=WAL for"
              + " the data source's connections, or let JdbcActivityStore.openSqlite open the file");
    }
    String synchronous = query(connection, "PRAGMA synchronous");
    if (!"2".equals(synchronous) && !"3".equals(synchronous)) {
      throw new ConfigurationException(
          "SQLite's synchronous is " + synchronous + ", with which a commit that was acknowledged may be gone after a loss of"
              + " power; set synchronous=FULL for the data source's connections, or let JdbcActivityStore.openSqlite open the file");
    }
    return Durability.DURABLE;
  }

  @Override
  int transactionsAtOnce() {
    return 1;
  }

  @Override
  int schemaVersion() {
    return 5;
  }

  @Override
  boolean transactsBySql() {
    return true;
  }

  @Override
  void beginReadCommitted(Connection connection, int lockSeconds) throws SQLException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(lockSeconds);
    while (true) {
      try {
        // Not a plain BEGIN, which takes the lock with the first statement that writes, when what was read may be old.
        Sql.execute(connection, "BEGIN IMMEDIATE");
        return;
      } catch (SQLException e) {
        if (!Sql.isSqliteBusy(e) || System.nanoTime() - end > 0) {
          throw e;
        }
      }
    }
  }

  @Override
  void beginWriting(Connection connection, Tables tables, int lockSeconds) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(lockSeconds);
      // Changes nothing, but takes the lock of the writer before anything is read.
      statement.execute("DELETE FROM " + tables.record + " WHERE FALSE");
    } catch (SQLException e) {
      if (Sql.isSqliteBusy(e)) {
        throw e;
      }
      // There is no such table: whose database this is gets looked at next.
    }
  }

  @Override
  String forUpdate() {
    return "";
  }

  @Override
  String hoursAgo(int hours) {
    return "datetime('now', '-" + hours + " hours')";
  }

  /** SQLite counts the columns of an index that a statement names, as it has no statistics of how many rows each of them leaves. */
  @Override
  String unindexed(String column) {
    return "+" + column;
  }

  @Override
  String concat(String left, String right) {
    return "(" + left + " || " + right + ")";
  }

  /** LIKE takes capitals for small letters. */
  @Override
  String contains(String text) {
    return "instr(" + text + ", ?) > 0";
  }

  @Override
  String sought(String part) {
    return part;
  }

  /** The lock of the one writer, instead of the transaction that the driver has opened, which has none yet. */
  @Override
  void lockSchema(Connection connection, String prefix) throws SQLException {
    Sql.execute(connection, "ROLLBACK");
    try {
      beginReadCommitted(connection, WRITER_LOCK_SECONDS);
    } catch (SQLException e) {
      // What the driver believes to have open.
      Sql.execute(connection, "BEGIN");
      throw e;
    }
  }

  @Override
  boolean hasTable(Connection connection, String table) throws SQLException {
    return query(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name = '" + table + "'").equals(table);
  }
}

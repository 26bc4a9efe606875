package io.autopurchase.store.jdbc;

import io.autopurchase.ConfigurationException;
import io.autopurchase.spi.Durability;
import java.sql.Connection;
import java.sql.SQLException;

/** MariaDB and MySQL, which differ in the collation alone. */
final class InnoDbDialect extends Dialect {
  private final String collation;

  InnoDbDialect(String name, String collation) {
    super(name);
    this.collation = collation;
  }

  @Override
  Durability check(Connection connection) throws SQLException {
    String mode = query(connection, "SELECT @@sql_mode");
    if (!mode.contains("STRICT_TRANS_TABLES") && !mode.contains("STRICT_ALL_TABLES")) {
      throw new ConfigurationException(
          "the connections' sql_mode is not strict, so the database would cut what is too long and say nothing;"
              + " add STRICT_TRANS_TABLES to it");
    }
    return query(connection, "SELECT @@innodb_flush_log_at_trx_commit").equals("1") ? Durability.DURABLE : Durability.VOLATILE;
  }

  @Override
  void beginReadCommitted(Connection connection, int lockSeconds) throws SQLException {
    // For the next transaction alone. What waits for a lock ends with its statement's time.
    Sql.execute(connection, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
  }

  /** One set of scripts serves both. */
  @Override
  String folder() {
    return "mysql";
  }

  @Override
  String collation() {
    return collation;
  }

  @Override
  String unlessThere(String column) {
    // Not INSERT IGNORE, which cuts what is too long.
    return " ON DUPLICATE KEY UPDATE " + column + " = VALUES(" + column + ")";
  }

  /** A statement of the schema ends the transaction and its locks; this lock belongs to the connection. */
  @Override
  void lockSchema(Connection connection, String prefix) throws SQLException {
    String sql = "SELECT GET_LOCK(" + lockName(prefix) + ", " + SCHEMA_LOCK_SECONDS + ")";
    if (!"1".equals(query(connection, sql))) {
      throw new SQLException("another process has been making the tables for " + SCHEMA_LOCK_SECONDS + " seconds");
    }
  }

  @Override
  void unlockSchema(Connection connection, String prefix) throws SQLException {
    query(connection, "SELECT RELEASE_LOCK(" + lockName(prefix) + ")");
  }

  /** Table exists, column exists, index exists, nothing to drop. */
  @Override
  boolean isDoneAlready(SQLException e) {
    int code = e.getErrorCode();
    return code == 1050 || code == 1060 || code == 1061 || code == 1091;
  }

  /** Names of locks belong to the whole server, and have up to 64 characters. */
  private static String lockName(String prefix) {
    return "CONCAT('autopurchase ', MD5(CONCAT(DATABASE(), '/" + prefix + "')))";
  }
}

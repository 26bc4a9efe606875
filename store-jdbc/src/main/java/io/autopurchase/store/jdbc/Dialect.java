package io.autopurchase.store.jdbc;

import io.autopurchase.ConfigurationException;
import io.autopurchase.spi.Durability;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.annotation.Nullable;

/** In what databases differ. */
enum Dialect {
  H2 {
    @Override
    Durability check(Connection connection) throws SQLException {
      String url = connection.getMetaData().getURL().toLowerCase(Locale.ROOT);
      if (url.startsWith("jdbc:h2:mem:")) {
        return Durability.VOLATILE;
      }
      try {
        // By default H2 acknowledges commits that it writes half a second later: a kill loses hundreds of them.
        Sql.execute(connection, "SET WRITE_DELAY 0");
      } catch (SQLException e) {
        throw new ConfigurationException(
            "H2 writes commits late unless told otherwise, and this user may not tell it: add ;WRITE_DELAY=0 to the URL", e);
      }
      return Durability.DURABLE;
    }

    @Override
    int schemaVersion() {
      return 4;
    }

    @Override
    boolean guardsVersions() {
      return true;
    }

    @Override
    String insertUnlessThere() {
      return "MERGE";
    }

    @Override
    String unlessThere(String column) {
      return "";
    }

    @Override
    String lastCharacter() {
      return "\uFFFF";
    }

    @Override
    void beginReadCommitted(Connection connection, int lockSeconds) throws SQLException {
      // H2 sets it for the session only; Lease gives the level back.
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    @Override
    boolean isolationOutlivesTransaction() {
      return true;
    }

    /** H2 has no lock that outlives a change of the tables: this one is for the process, which mostly has the file alone. */
    @Override
    void lockSchema(Connection connection, String prefix) {
      H2_SCHEMA.lock();
    }

    @Override
    void unlockSchema(Connection connection, String prefix) {
      H2_SCHEMA.unlock();
    }
  },

  /** Has one writer at a time, over all processes that have the file open. */
  SQLITE {
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
    int schemaVersion() {
      return 2;
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
    String unlessThere(String column) {
      return " ON CONFLICT DO NOTHING";
    }

    @Override
    String forUpdate() {
      return "";
    }

    @Override
    String hoursAgo(int hours) {
      return "datetime('now', '-" + hours + " hours')";
    }

    /** SQLite counts the columns of an index that a statement names, as nobody has told it how many rows each of them leaves. */
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
      return query(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name = '" + table + "'") != null;
    }
  },

  POSTGRESQL {
    @Override
    String unlessThere(String column) {
      return " ON CONFLICT DO NOTHING";
    }

    @Override
    Durability check(Connection connection) throws SQLException {
      if (!query(connection, "SHOW server_encoding").equalsIgnoreCase("UTF8")) {
        throw new ConfigurationException("the database must be encoded in UTF8, to hold names in any script");
      }
      return query(connection, "SHOW fsync").equals("on") ? Durability.DURABLE : Durability.VOLATILE;
    }

    @Override
    void beginReadCommitted(Connection connection, int lockSeconds) throws SQLException {
      // For this transaction alone, and in one round trip with its BEGIN. A server that is set to acknowledge commits before
      // they are on disk is told otherwise; a stricter setting than that is left alone.
      Sql.execute(
          connection,
          "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '" + lockSeconds + "s';"
              + " SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'");
    }

    /** Until the end of the transaction, which takes a script back that is cut off. */
    @Override
    void lockSchema(Connection connection, String prefix) throws SQLException {
      Sql.execute(
          connection,
          "SET LOCAL lock_timeout = '" + SCHEMA_LOCK_SECONDS + "s'; SELECT pg_advisory_xact_lock(hashtext('autopurchase " + prefix + "'))");
    }
  },

  MARIADB {
    @Override
    Durability check(Connection connection) throws SQLException {
      return checkInnoDb(connection);
    }

    @Override
    void beginReadCommitted(Connection connection, int lockSeconds) throws SQLException {
      beginInnoDb(connection);
    }

    @Override
    String folder() {
      return MYSQL.folder();
    }

    @Override
    String collation() {
      return "utf8mb4_nopad_bin";
    }

    @Override
    void lockSchema(Connection connection, String prefix) throws SQLException {
      MYSQL.lockSchema(connection, prefix);
    }

    @Override
    void unlockSchema(Connection connection, String prefix) throws SQLException {
      MYSQL.unlockSchema(connection, prefix);
    }

    @Override
    boolean isDoneAlready(SQLException e) {
      return MYSQL.isDoneAlready(e);
    }
  },

  /** Shares all but the collation with MariaDB. */
  MYSQL {
    @Override
    Durability check(Connection connection) throws SQLException {
      return checkInnoDb(connection);
    }

    @Override
    void beginReadCommitted(Connection connection, int lockSeconds) throws SQLException {
      beginInnoDb(connection);
    }

    @Override
    String collation() {
      return "utf8mb4_0900_bin";
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
  };

  private static final int SCHEMA_LOCK_SECONDS = 60;
  private static final int WRITER_LOCK_SECONDS = 10;
  private static final ReentrantLock H2_SCHEMA = new ReentrantLock();

  /**
   * Sees to it that a database keeps what it acknowledges.
   *
   * @return whether it does
   * @throws ConfigurationException where it cannot hold what the store writes
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
    return 3;
  }

  /** Whether a conditional update may have two winners, so that {@link VersionGuards} have to make it exact. */
  boolean guardsVersions() {
    return false;
  }

  /** Whether transactions are begun and ended by statements, and the driver is left in auto-commit. */
  boolean transactsBySql() {
    return false;
  }

  /** Takes what a transaction of the host's needs before it can write, where that is not taken row by row. */
  void beginWriting(Connection connection, Tables tables, int lockSeconds) throws SQLException {}

  /** Whether there certainly is a table; asked where {@link #lockSchema} would wait for everybody who writes. */
  boolean hasTable(Connection connection, String table) throws SQLException {
    return false;
  }

  /** What makes a query lock its rows. */
  String forUpdate() {
    return " FOR UPDATE";
  }

  /** So long ago, by the database's clock. */
  /** A column in a condition or an order that is to be looked at, but not to choose an index for. */
  String unindexed(String column) {
    return column;
  }

  String hoursAgo(int hours) {
    return "CURRENT_TIMESTAMP - INTERVAL '" + hours + "' HOUR";
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
    return name().toLowerCase(Locale.ROOT);
  }

  /** What {@code ${collation}} stands for in the scripts: texts are compared exactly. */
  String collation() {
    return "";
  }

  /** How an insert begins that leaves alone what is there; it ends with {@link #unlessThere}. */
  String insertUnlessThere() {
    return "INSERT";
  }

  /** @param column one that is written */
  String unlessThere(String column) {
    // Not INSERT IGNORE, which cuts what is too long.
    return " ON DUPLICATE KEY UPDATE " + column + " = VALUES(" + column + ")";
  }

  /** What comes after every other character, where texts are compared: most compare code points, H2 as Java does. */
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

  private static Durability checkInnoDb(Connection connection) throws SQLException {
    String mode = query(connection, "SELECT @@sql_mode");
    if (!mode.contains("STRICT_TRANS_TABLES") && !mode.contains("STRICT_ALL_TABLES")) {
      throw new ConfigurationException(
          "the connections' sql_mode is not strict, so the database would cut what is too long and say nothing;"
              + " add STRICT_TRANS_TABLES to it");
    }
    return query(connection, "SELECT @@innodb_flush_log_at_trx_commit").equals("1") ? Durability.DURABLE : Durability.VOLATILE;
  }

  private static void beginInnoDb(Connection connection) throws SQLException {
    // For the next transaction alone. What waits for a lock ends with its statement's time.
    Sql.execute(connection, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
  }

  /** Names of locks belong to the whole server, and have up to 64 characters. */
  private static String lockName(String prefix) {
    return "CONCAT('autopurchase ', MD5(CONCAT(DATABASE(), '/" + prefix + "')))";
  }

  @Nullable
  private static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }
}

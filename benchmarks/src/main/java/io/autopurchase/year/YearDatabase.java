package io.autopurchase.year;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import io.autopurchase.store.jdbc.StorePurge;
import io.autopurchase.testdatabases.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** The database of the year: a PostgreSQL server of its own, or a SQLite file. For one thread. */
final class YearDatabase implements AutoCloseable {
  private static final List<String> TABLES = List.of("record", "text", "word", "event", "reservation", "write_log");

  /** A shop of this size commits some hundred thousand times a day, and each thousandth commit tidies. */
  private static final int MOST_ROUNDS = 100;

  private static final int TOMBSTONES_A_ROUND = 500;

  /** A batch of copies is larger than what an engine commits, and the machine may be busy. */
  private static final Duration LONGEST_BATCH = Duration.ofMinutes(10);

  final JdbcActivityStore store;
  @Nullable private final TestDatabase server;
  @Nullable private final HikariDataSource pool;
  private final Connection connection;

  private YearDatabase(
      JdbcActivityStore store, @Nullable TestDatabase server, @Nullable HikariDataSource pool, Connection connection) {
    this.store = store;
    this.server = server;
    this.pool = pool;
    this.connection = connection;
  }

  static YearDatabase sqlite(Path file) throws SQLException {
    JdbcActivityStore store = JdbcActivityStore.openSqlite(file);
    return new YearDatabase(store, null, null, DriverManager.getConnection("jdbc:sqlite:" + file));
  }

  static YearDatabase postgres() throws SQLException {
    TestDatabase server = TestDatabase.postgres();
    // Autovacuum has to keep up with time that runs many thousand times as fast.
    server.execute("ALTER SYSTEM SET shared_buffers = '1GB'");
    server.execute("ALTER SYSTEM SET max_wal_size = '4GB'");
    server.execute("ALTER SYSTEM SET autovacuum_naptime = '5s'");
    server.execute("ALTER SYSTEM SET autovacuum_vacuum_cost_delay = 0");
    server.kill();
    server.restart();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.url());
    config.setUsername(server.user());
    config.setMaximumPoolSize(6);
    HikariDataSource pool = new HikariDataSource(config);
    return new YearDatabase(
        JdbcActivityStore.builder(pool).queryTimeout(LONGEST_BATCH).build(), server, pool, DriverManager.getConnection(server.url(), server.user(), ""));
  }

  /** Whether a commit waits for the disk; while the year is filled it need not. */
  void waitForDisk(boolean value) throws SQLException {
    if (pool != null) {
      execute("ALTER DATABASE postgres SET synchronous_commit = " + (value ? "on" : "off"));
      pool.getHikariPoolMXBean().softEvictConnections();
    }
  }

  /**
   * A day is over. The store removes old write ids and tombstones by the database's clock, which knows nothing of that, so they
   * are made old; then the store removes them, no more often than it would by itself in a day.
   */
  void dayIsOver() throws SQLException {
    long buried =
        update("UPDATE autopurchase_record SET deleted_at = '2000-01-01 00:00:00' WHERE shop = 'default' AND deleted_at > '2000-01-02 00:00:00'");
    update("UPDATE autopurchase_write_log SET written_at = '2000-01-01 00:00:00' WHERE written_at > '2000-01-02 00:00:00'");
    for (int round = 0; round < MOST_ROUNDS && round * TOMBSTONES_A_ROUND < buried; round++) {
      StorePurge.once(store);
    }
  }

  /** What the database does by itself after a while. */
  void vacuum() throws SQLException {
    execute(server == null ? "ANALYZE" : "VACUUM ANALYZE");
    if (server != null) {
      execute("CHECKPOINT");
    }
  }

  /** Of each kind of row. */
  Map<String, Long> rows() throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT kind, CASE WHEN state = 'OPEN' THEN 'OPEN' WHEN kind = 'activity' THEN COALESCE(type, '') ELSE '' END, COUNT(*) FROM autopurchase_record"
                    + " WHERE deleted_at IS NULL GROUP BY 1, 2 ORDER BY 1, 2")) {
      while (row.next()) {
        rows.put((row.getString(1) + " " + row.getString(2)).trim(), row.getLong(3));
      }
    }
    rows.put("tombstone", number("SELECT COUNT(*) FROM autopurchase_record WHERE deleted_at IS NOT NULL"));
    for (String table : TABLES.subList(1, TABLES.size())) {
      rows.put(table, number("SELECT COUNT(*) FROM autopurchase_" + table));
    }
    return rows;
  }

  /** Of each table with its indices, if the database tells, and of all. */
  Map<String, Long> bytes() throws SQLException {
    Map<String, Long> bytes = new LinkedHashMap<>();
    if (server == null) {
      bytes.put("all", number("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"));
    } else {
      for (String table : TABLES) {
        bytes.put(table, number("SELECT pg_total_relation_size('autopurchase_" + table + "')"));
      }
      bytes.put("all", number("SELECT pg_database_size(current_database())"));
    }
    return bytes;
  }

  long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private int update(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    store.close();
    if (pool != null) {
      pool.close();
    }
    if (server != null) {
      server.close();
    }
  }
}

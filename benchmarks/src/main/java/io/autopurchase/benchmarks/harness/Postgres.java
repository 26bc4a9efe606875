package io.autopurchase.benchmarks.harness;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.testdatabases.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A PostgreSQL server of its own that keeps what it acknowledges: {@code fsync}, {@code synchronous_commit} and {@code full_page_writes}
 * are on. Each run has a new database on it. Checkpoints are so rare that none falls into a run. For one thread.
 */
public final class Postgres implements Place {
  private static final Map<String, String> CHANGED =
      Map.of("shared_buffers", "512MB", "max_wal_size", "8GB", "wal_keep_size", "4GB", "checkpoint_timeout", "1h");

  private static final List<String> NAMED =
      List.of(
          "server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_sync_method", "commit_delay", "shared_buffers", "max_wal_size",
          "checkpoint_timeout", "autovacuum", "max_connections");

  private final TestDatabase server;
  private final boolean ownsServer;
  private final Connection connection;
  private final long postmaster;

  private Postgres(TestDatabase server, boolean ownsServer) {
    this.server = server;
    this.ownsServer = ownsServer;
    try {
      connection = DriverManager.getConnection(server.url(), server.user(), server.password());
      postmaster = parent((long) number("SELECT pg_backend_pid()"));
      execute("CREATE EXTENSION IF NOT EXISTS pg_walinspect");
    } catch (SQLException | IOException e) {
      server.close();
      throw new IllegalStateException("the server of the benchmark cannot be used", e);
    }
  }

  /** Starts one, unless the options share one, which ends with this JVM. */
  public static Postgres start(Options options) {
    return options.sharesServer() ? new Postgres(Shared.SERVER, false) : new Postgres(launch(), true);
  }

  /** Started by the first use of the class. */
  private static final class Shared {
    static final TestDatabase SERVER = launch();
  }

  private static TestDatabase launch() {
    TestDatabase server = TestDatabase.postgres();
    CHANGED.forEach((setting, value) -> server.execute("ALTER SYSTEM SET " + setting + " = '" + value + "'"));
    server.kill();
    server.restart();
    return server;
  }

  private static long parent(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[1]);
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    List<String> values = new ArrayList<>();
    for (String setting : NAMED) {
      values.add(setting + " " + text("SHOW " + setting));
    }
    settings.put(name(), String.join(", ", values));
    return settings;
  }

  @Override
  public Room room() {
    return new Database(server.fresh());
  }

  /** CPU time that all its processes have used. */
  private double serverSeconds() {
    double seconds = Machine.seconds(postmaster);
    try (Stream<ProcessHandle> children = ProcessHandle.of(postmaster).orElseThrow().children()) {
      return seconds + children.mapToDouble(child -> Machine.seconds(child.pid())).sum();
    }
  }

  private void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private double number(String sql) {
    return Double.parseDouble(text(sql));
  }

  private String text(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      if (!row.next()) {
        throw new IllegalStateException("no row: " + sql);
      }
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      if (ownsServer) {
        server.close();
      }
    }
  }

  private final class Database implements Room {
    private final TestDatabase database;
    private final List<HikariDataSource> pools = new ArrayList<>();

    Database(TestDatabase database) {
      this.database = database;
    }

    @Override
    public DataSource pool(int connections) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(database.url());
      config.setUsername(database.user());
      config.setMaximumPoolSize(connections);
      HikariDataSource pool = new HikariDataSource(config);
      pools.add(pool);
      openAll(pool, connections);
      return pool;
    }

    private void openAll(DataSource pool, int connections) {
      List<Connection> open = new ArrayList<>();
      try {
        for (int i = 0; i < connections; i++) {
          open.add(pool.getConnection());
        }
        for (Connection one : open) {
          one.close();
        }
      } catch (SQLException e) {
        throw new IllegalStateException("the server of the benchmark gives no connection", e);
      }
    }

    @Override
    public String url() {
      return database.url();
    }

    @Override
    public String user() {
      return database.user();
    }

    @Override
    public Meter meter() {
      return new Reading();
    }

    @Override
    public void close() {
      pools.forEach(HikariDataSource::close);
      database.close();
    }
  }

  /** What the server and this process did in a time. */
  private final class Reading implements Meter {
    private final String from = text("SELECT pg_current_wal_flush_lsn()");
    private final double machine = Machine.busySeconds();
    private final double jvm = Machine.jvmSeconds();
    private final double processes = serverSeconds();
    private final long start = System.nanoTime();

    @Override
    public Figures perUnit(String unit, long units) {
      double seconds = (System.nanoTime() - start) / 1e9;
      double serverUsed = serverSeconds() - processes;
      double jvmUsed = Machine.jvmSeconds() - jvm;
      double others = Math.max(0, Machine.busySeconds() - machine - serverUsed - jvmUsed);
      String to = text("SELECT pg_current_wal_flush_lsn()");
      String wal = "FROM pg_get_wal_stats('" + from + "', '" + to + "', true)";
      // Each transaction that has written leaves one such record, whatever it has written.
      double commits = number("SELECT COALESCE(SUM(count), 0) " + wal + " WHERE \"resource_manager/record_type\" = 'Transaction/COMMIT'");
      double images = number("SELECT COALESCE(SUM(fpi_size), 0) " + wal);
      double bytes = number("SELECT pg_wal_lsn_diff('" + to + "', '" + from + "')");
      return new Figures()
          .put(unit + "s / s", units / seconds)
          .put("write commits / " + unit, commits / units)
          .put("WAL [bytes] / " + unit, bytes / units)
          .put("of it page images [bytes] / " + unit, images / units)
          .put("server CPU [ms] / " + unit, serverUsed * 1e3 / units)
          .put("JVM CPU [ms] / " + unit, jvmUsed * 1e3 / units)
          .put("others [% of the processors]", 100 * others / seconds / Machine.processors());
    }
  }
}

package io.autopurchase.testdatabases;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A database on a real server, without installation and without Docker; the server's programs come with the class path. SQLite needs no
 * server. Linux on x86-64, as an ordinary user or as root. Thread-safe.
 *
 * <p>The servers keep what they acknowledge: nothing of their durability is switched off for speed. They end with the JVM,
 * however it dies, and leave no files behind.
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final DatabaseHost host;
  private final String database;
  private final boolean ownsHost;

  private TestDatabase(DatabaseHost host, String database, boolean ownsHost) {
    this.host = host;
    this.database = database;
    this.ownsHost = ownsHost;
  }

  /** A PostgreSQL server of its own, for tests that kill it; takes some 3 seconds. */
  public static TestDatabase postgres() {
    return new TestDatabase(PostgresServer.start(), "postgres", true);
  }

  /** A MariaDB server of its own, for tests that kill it; takes some 5 seconds. */
  public static TestDatabase mariaDb() {
    return new TestDatabase(MariaDbServer.start(), "test", true);
  }

  /** A MySQL 8 server of its own, for tests that kill it; takes some 5 seconds, and 10 more for the first time on a machine. */
  public static TestDatabase mySql() {
    return new TestDatabase(MySqlServer.start(), "test", true);
  }

  /** A SQLite file in a folder of its own. Several processes may open it; {@link #kill} and {@link #cutConnections} throw. */
  public static TestDatabase sqlite() {
    return new TestDatabase(SqliteFiles.create(), "test", true);
  }

  /** A new, empty database on the one PostgreSQL server of this JVM, which starts with the first call. */
  public static TestDatabase sharedPostgres() {
    return fresh(SharedPostgres.SERVER);
  }

  /** A new, empty database on the one MariaDB server of this JVM, which starts with the first call. */
  public static TestDatabase sharedMariaDb() {
    return fresh(SharedMariaDb.SERVER);
  }

  /** A new, empty database on the one MySQL server of this JVM, which starts with the first call. */
  public static TestDatabase sharedMySql() {
    return fresh(SharedMySql.SERVER);
  }

  /** Another empty database on the same server, or in the same folder; it goes with that, or when it is closed. */
  public TestDatabase fresh() {
    return fresh(host);
  }

  private static TestDatabase fresh(DatabaseHost host) {
    String name = "test_" + NUMBERS.incrementAndGet();
    host.createDatabase(name);
    return new TestDatabase(host, name, false);
  }

  /** {@code PostgreSQL}, {@code MariaDB}, {@code MySQL} or {@code SQLite}. */
  public String name() {
    return host.product();
  }

  /** For JDBC; other processes on this machine may use it too. */
  public String url() {
    return host.url(database);
  }

  public String user() {
    return host.user();
  }

  public String password() {
    return "";
  }

  /** Opens a new connection each time. */
  public DataSource dataSource() {
    return host.dataSource(database);
  }

  /** Runs one statement on a connection of its own. */
  public void execute(String sql) {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /**
   * {@code kill -9} of the server and all its children; they are gone when this returns.
   *
   * @throws IllegalStateException if others share the server, or if there is none
   */
  public void kill() {
    demandOwnServer();
    host.kill();
  }

  /**
   * Starts a killed server on the same port and data, and waits until it serves.
   *
   * @throws IllegalStateException if others share the server, or if there is none
   */
  public void restart() {
    demandOwnServer();
    host.launch();
  }

  /**
   * Ends, from the server's side, every connection to this database.
   *
   * @throws IllegalStateException if there is no server
   */
  public void cutConnections() {
    host.cutConnections(database);
  }

  /** Stops the server, if there is one, and deletes its data; of a shared server, deletes this database. */
  @Override
  public void close() {
    if (ownsHost) {
      host.close();
    } else {
      host.dropDatabase(database);
    }
  }

  private void demandOwnServer() {
    if (!ownsHost) {
      throw new IllegalStateException("others share this server; postgres(), mariaDb() and mySql() start one of their own");
    }
  }

  /** Started by the first use of the class. */
  private static final class SharedPostgres {
    static final TestServer SERVER = PostgresServer.start();
  }

  private static final class SharedMySql {
    static final TestServer SERVER = MySqlServer.start();
  }

  private static final class SharedMariaDb {
    static final TestServer SERVER = MariaDbServer.start();
  }
}

package io.autopurchase.testdatabases;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A database on a real server, without installation and without Docker; the server's programs come with the class path.
 * Linux on x86-64, as an ordinary user or as root. Thread-safe.
 *
 * <p>The servers keep what they acknowledge: nothing of their durability is switched off for speed. They end with the JVM,
 * however it dies, and leave no files behind.
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final TestServer server;
  private final String database;
  private final boolean ownsServer;

  private TestDatabase(TestServer server, String database, boolean ownsServer) {
    this.server = server;
    this.database = database;
    this.ownsServer = ownsServer;
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

  /** Another empty database on the same server; it goes with the server, or when it is closed. */
  public TestDatabase fresh() {
    return fresh(server);
  }

  private static TestDatabase fresh(TestServer server) {
    String name = "test_" + NUMBERS.incrementAndGet();
    server.execute("CREATE DATABASE " + name);
    return new TestDatabase(server, name, false);
  }

  /** {@code PostgreSQL}, {@code MariaDB} or {@code MySQL}. */
  public String name() {
    return server.product();
  }

  /** For JDBC; other processes on this machine may use it too. */
  public String url() {
    return server.url(database);
  }

  public String user() {
    return server.user();
  }

  public String password() {
    return "";
  }

  /** Opens a new connection each time. */
  public DataSource dataSource() {
    return server.dataSource(database);
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
   * @throws IllegalStateException where others share the server
   */
  public void kill() {
    demandOwnServer();
    server.kill();
  }

  /**
   * Starts a killed server on the same port and data, and waits until it serves.
   *
   * @throws IllegalStateException where others share the server
   */
  public void restart() {
    demandOwnServer();
    server.launch();
  }

  /** Ends, from the server's side, every connection to this database. */
  public void cutConnections() {
    server.cutConnections(database);
  }

  /** Stops the server and deletes its data; of a shared server, deletes this database. */
  @Override
  public void close() {
    if (ownsServer) {
      server.close();
    } else {
      server.dropDatabase(database);
    }
  }

  private void demandOwnServer() {
    if (!ownsServer) {
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

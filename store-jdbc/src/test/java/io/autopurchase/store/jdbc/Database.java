package io.autopurchase.store.jdbc;

import io.autopurchase.testdatabases.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** An empty database, for tests that run on each kind. Its servers are shared within the JVM. */
record Database(Dialect dialect, String url, String user, DataSource source) {
  static Stream<Database> all() {
    return Stream.of(sqlite(), h2(), of(Dialect.POSTGRESQL, TestDatabase.sharedPostgres()), of(Dialect.MARIADB, TestDatabase.sharedMariaDb()), of(Dialect.MYSQL, TestDatabase.sharedMySql()));
  }

  /** Those that the first release knew. */
  static Stream<Database> ofTheFirstRelease() {
    return all().filter(database -> database.dialect != Dialect.SQLITE);
  }

  static Stream<Database> servers() {
    return all().filter(database -> database.dialect != Dialect.H2 && database.dialect != Dialect.SQLITE);
  }

  static Database h2() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return new Database(Dialect.H2, source.getURL(), "", source);
  }

  /** A file with a plain data source, as a host may have one. */
  static Database sqlite() {
    return sqlite("?journal_mode=WAL&synchronous=FULL");
  }

  static Database sqlite(String parameters) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "sqlite"));
      String url = "jdbc:sqlite:" + folder.resolve(UUID.randomUUID() + ".db") + parameters;
      SimpleDataSource source =
          new SimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
              return DriverManager.getConnection(url);
            }
          };
      return new Database(Dialect.SQLITE, url, "", source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Database of(Dialect dialect, TestDatabase database) {
    return new Database(dialect, database.url(), database.user(), database.dataSource());
  }

  /** What makes a statement tell its plan. */
  String explain() {
    return dialect == Dialect.SQLITE ? "EXPLAIN QUERY PLAN " : "EXPLAIN ";
  }

  /** A time of day so many hours before a column's. */
  String earlier(String column, int hours) {
    return dialect == Dialect.SQLITE ? "datetime(" + column + ", '-" + hours + " hours')" : column + " - INTERVAL '" + hours + "' HOUR";
  }

  void execute(String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column. */
  List<String> query(String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (row.next()) {
        values.add(row.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public String toString() {
    return dialect.toString();
  }
}

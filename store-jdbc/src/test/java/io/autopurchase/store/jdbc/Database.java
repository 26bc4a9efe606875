package io.autopurchase.store.jdbc;

import io.autopurchase.testdatabases.TestDatabase;
import java.sql.Connection;
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
    return Stream.of(h2(), of(Dialect.POSTGRESQL, TestDatabase.sharedPostgres()), of(Dialect.MARIADB, TestDatabase.sharedMariaDb()));
  }

  static Stream<Database> servers() {
    return all().filter(database -> database.dialect != Dialect.H2);
  }

  static Database h2() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return new Database(Dialect.H2, source.getURL(), "", source);
  }

  private static Database of(Dialect dialect, TestDatabase database) {
    return new Database(dialect, database.url(), database.user(), database.dataSource());
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
    return dialect.name();
  }
}

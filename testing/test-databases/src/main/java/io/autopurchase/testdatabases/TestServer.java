package io.autopurchase.testdatabases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.annotation.Nullable;

/** One server with its folder, its port and, while it runs, its processes. */
abstract class TestServer extends DatabaseHost {
  final Path folder;
  final int port = freePort();
  @Nullable private GuardedProcess process;

  TestServer() {
    try {
      folder = Files.createTempDirectory("autopurchase-test-database");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A database that is always there. */
  abstract String home();

  abstract List<String> command();

  @Override
  final void createDatabase(String database) {
    execute("CREATE DATABASE " + database);
  }

  @Override
  final synchronized void launch() {
    if (process != null) {
      throw new IllegalStateException(product() + " is running");
    }
    process = GuardedProcess.start(command(), folder);
    process.awaitReady(this::serves);
  }

  @Override
  final synchronized void kill() {
    if (process != null) {
      process.kill();
      process = null;
    }
  }

  @Override
  public final void close() {
    kill();
    Folders.delete(folder);
  }

  final void execute(String sql) {
    try (Connection connection = dataSource(home()).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private boolean serves() {
    try (Connection connection = dataSource(home()).getConnection()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

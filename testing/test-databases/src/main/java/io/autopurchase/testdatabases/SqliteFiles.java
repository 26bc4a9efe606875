package io.autopurchase.testdatabases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** SQLite files in a folder of their own. A shutdown hook deletes the folder if the JVM ends before it is closed. */
final class SqliteFiles extends DatabaseHost {
  private static final String NO_SERVER = "SQLite has no server: nothing can be killed, started or cut";

  private final Path folder;
  private final Thread cleanup;

  private SqliteFiles(Path folder) {
    this.folder = folder;
    cleanup = new Thread(this::delete, "sqlite-cleanup");
  }

  static SqliteFiles create() {
    try {
      SqliteFiles files = new SqliteFiles(Files.createTempDirectory("autopurchase-test-database"));
      Runtime.getRuntime().addShutdownHook(files.cleanup);
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  String product() {
    return "SQLite";
  }

  @Override
  String user() {
    return "";
  }

  @Override
  String url(String database) {
    return "jdbc:sqlite:" + folder.resolve(database + ".db");
  }

  @Override
  DataSource dataSource(String database) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl(url(database));
    return source;
  }

  /** SQLite creates the file with the first connection. */
  @Override
  void createDatabase(String database) {}

  @Override
  void dropDatabase(String database) {
    try {
      for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
        Files.deleteIfExists(folder.resolve(database + ".db" + suffix));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  void cutConnections(String database) {
    throw new IllegalStateException(NO_SERVER);
  }

  @Override
  void kill() {
    throw new IllegalStateException(NO_SERVER);
  }

  @Override
  void launch() {
    throw new IllegalStateException(NO_SERVER);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(cleanup);
    } catch (IllegalStateException e) {
      // The JVM is shutting down. The hook may have met a process that still wrote; now none does.
    }
    delete();
  }

  private synchronized void delete() {
    Folders.delete(folder);
  }
}

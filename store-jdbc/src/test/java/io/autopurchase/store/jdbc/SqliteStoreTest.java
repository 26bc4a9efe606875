package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.ConfigurationException;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store in a SQLite file: its files, its settings, and what a host's own transaction on it may do. */
class SqliteStoreTest {
  @TempDir Path folder;

  @Test
  void openSqlite_missingFolders_areTheOwnersAloneAndSoAreTheFiles() throws IOException {
    Path data = folder.resolve("shop").resolve("data");
    try (JdbcActivityStore store = JdbcActivityStore.openSqlite(data.resolve("store.db"))) {
      assertThat(store.commit(Commits.put("1", 0)).isApplied()).isTrue();

      assertThat(rights(data)).isEqualTo("rwx------");
      assertThat(rights(data.getParent())).isEqualTo("rwx------");
      for (String name : List.of("store.db", "store.db-wal", "store.db-shm")) {
        assertThat(rights(data.resolve(name))).as(name).isEqualTo("rw-------");
      }
      assertThat(store.durability()).isEqualTo(Durability.DURABLE);
    }
  }

  @Test
  void openSqlite_fileThatOthersMayRead_becomesTheOwnersAlone() throws IOException {
    Path file = Files.createFile(folder.resolve("store.db"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    JdbcActivityStore.openSqlite(file).close();

    assertThat(rights(file)).isEqualTo("rw-------");
  }

  @Test
  void openSqlite_folderThatAnybodyMayWriteTo_isRefused() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> JdbcActivityStore.openSqlite(open.resolve("store.db")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(open.toString())
        .hasMessageContaining("chmod o-w");
    assertThat(open).isEmptyDirectory();
  }

  @Test
  void openSqlite_folderCannotBeMade_isRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> JdbcActivityStore.openSqlite(file.resolve("store.db"))).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void close_storeOfAFile_letsGoOfItAndServesNobodyAnyMore() throws IOException {
    JdbcActivityStore store = JdbcActivityStore.openSqlite(folder.resolve("store.db"));
    store.commit(Commits.put("1", 0));
    store.close();

    assertThat(folder.resolve("store.db-wal")).doesNotExist();
    assertThatThrownBy(() -> store.load(Commits.key("1"))).isInstanceOf(StoreUnavailableException.class).hasMessageContaining("closed");
  }

  @ParameterizedTest
  @CsvSource({
    "?synchronous=FULL, journal_mode",
    "?journal_mode=TRUNCATE&synchronous=FULL, journal_mode",
    "?journal_mode=WAL&synchronous=NORMAL, synchronous",
    "?journal_mode=WAL&synchronous=OFF, synchronous",
  })
  void build_dataSourceThatIsNotSafe_isRefusedByTheSetting(String parameters, String setting) {
    Database database = Database.sqlite(parameters);

    assertThatThrownBy(() -> JdbcActivityStore.create(database.source()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("SQLite's " + setting);
  }

  @Test
  void build_dataSourceThatIsSafe_isTaken() {
    JdbcActivityStore store = JdbcActivityStore.create(Database.sqlite("?journal_mode=WAL&synchronous=EXTRA").source());

    assertThat(store.commit(Commits.put("1", 0)).isApplied()).isTrue();
    assertThat(store.commit(Commits.put("1", 0))).isEqualTo(new CommitResult.VersionConflict(Commits.key("1")));
  }

  @Test
  void openSqlite_severalAtOnceOnNoFile_allOpenTheSameTables() throws Exception {
    Path file = folder.resolve("data").resolve("store.db");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<CommitResult>> results = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String id = "r" + i;
      results.add(
          threads.submit(
              () -> {
                try (JdbcActivityStore store = JdbcActivityStore.openSqlite(file)) {
                  return store.commit(Commits.put(id, 0));
                }
              }));
    }
    for (Future<CommitResult> result : results) {
      assertThat(result.get().isApplied()).isTrue();
    }
    threads.shutdown();
  }

  @Test
  void commit_hostsTransactionHasReadBeforeAnotherCommit_isUnavailableAndLeavesTheHostItsTransaction() throws Exception {
    Path file = folder.resolve("store.db");
    try (JdbcActivityStore store = JdbcActivityStore.openSqlite(file);
        Connection host = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = host.createStatement()) {
      host.setAutoCommit(false);
      statement.executeQuery("SELECT count(*) FROM autopurchase_record").close();
      store.commit(Commits.put("1", 0));

      assertThatThrownBy(() -> store.commit(Commits.put("2", 0), JdbcHostTransaction.of(host)))
          .isInstanceOf(StoreUnavailableException.class);
      host.rollback();
      assertThat(store.commit(Commits.put("2", 0), JdbcHostTransaction.of(host)).isApplied()).isTrue();
      host.commit();
      assertThat(store.load(Commits.key("2"))).isPresent();
    }
  }

  @Test
  void commit_hostsTransactionOnAnotherFile_isRefused() throws Exception {
    try (JdbcActivityStore store = JdbcActivityStore.openSqlite(folder.resolve("store.db"));
        Connection host = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("other.db"))) {
      host.setAutoCommit(false);

      assertThatThrownBy(() -> store.commit(Commits.put("1", 0), JdbcHostTransaction.of(host)))
          .isInstanceOf(ConfigurationException.class);
    }
  }

  @Test
  void commit_writerIsBusyLongerThanTheBound_isUnavailable() throws Exception {
    Path file = folder.resolve("store.db");
    try (JdbcActivityStore store = JdbcActivityStore.sqlite(file).queryTimeout(Duration.ofSeconds(2)).build();
        Connection host = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = host.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");

      assertThatThrownBy(() -> store.commit(Commits.put("1", 0))).isInstanceOf(StoreUnavailableException.class);
      statement.execute("ROLLBACK");
      assertThat(store.commit(Commits.put("1", 0)).isApplied()).isTrue();
    }
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}

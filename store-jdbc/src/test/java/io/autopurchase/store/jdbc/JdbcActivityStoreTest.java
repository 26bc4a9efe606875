package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.Reservation;
import io.autopurchase.spi.StoredRecord;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcActivityStoreTest {
  private static final RecordKey KEY = new RecordKey("activity", "A1");

  @TempDir Path folder;
  private JdbcActivityStore store;

  @BeforeEach
  void open() {
    store = JdbcActivityStore.create(database(folder));
  }

  static JdbcDataSource database(Path folder) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:file:" + folder.resolve("store"));
    return database;
  }

  @Test
  void commit_expectedVersionIsGone_nothingIsChanged() {
    store.commit(put("w1", 0, "one").build());

    CommitResult lost =
        store.commit(put("w2", 0, "two").reserve(new Reservation("line", "1", "A1")).build());

    assertThat(lost).isEqualTo(new CommitResult.Lost(KEY));
    assertThat(store.owner("line", "1")).isEmpty();
    assertThat(store.load(KEY).map(StoredRecord::version)).contains(1L);
  }

  @Test
  void commit_sameWriteAgain_isRecognizedThoughTheRecordWentOn() {
    Commit first = put("w1", 0, "one").build();
    store.commit(first);
    store.commit(put("w2", 1, "two").build());

    assertThat(store.commit(first)).isEqualTo(new CommitResult.AlreadyApplied());
    assertThat(store.load(KEY).map(StoredRecord::version)).contains(2L);
  }

  @Test
  void commit_64WithOneExpectedVersion_oneWins() throws Exception {
    store.commit(put("w0", 0, "zero").build());
    ExecutorService threads = Executors.newFixedThreadPool(16);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<CommitResult>> results = new ArrayList<>();
    for (int i = 1; i <= 64; i++) {
      Commit commit = put("c" + i, 1, "by " + i).build();
      results.add(
          threads.submit(
              () -> {
                start.await();
                return store.commit(commit);
              }));
    }
    start.countDown();
    int applied = 0;
    for (Future<CommitResult> result : results) {
      applied += result.get().isApplied() ? 1 : 0;
    }
    threads.shutdown();

    assertThat(applied).isEqualTo(1);
  }

  @Test
  void commit_nameIsHeld_duplicateNamesTheOwner() {
    store.commit(Commit.builder("w1").reserve(new Reservation("line", "1", "A1")).build());

    assertThat(store.commit(Commit.builder("w2").reserve(new Reservation("line", "1", "A2")).build()))
        .isEqualTo(new CommitResult.Duplicate("line", "1", "A1"));
  }

  @Test
  void commit_recordIsDeletedAndMadeAgain_versionGoesOn() {
    store.commit(put("w1", 0, "one").build());
    store.commit(Commit.builder("w2").delete(KEY, 1).build());
    store.commit(put("w3", 0, "again").build());

    assertThat(store.load(KEY).map(StoredRecord::version)).contains(2L);
  }

  @Test
  void commitAll_loserInTheMiddle_harmsNobody() {
    List<CommitResult> results =
        store.commitAll(
            List.of(
                put("w1", 0, "one").build(),
                put("w2", 7, "loser").build(),
                Commit.builder("w3").reserve(new Reservation("line", "1", "A1")).build()));

    assertThat(results).extracting(CommitResult::isApplied).containsExactly(true, false, true);
  }

  @Test
  void find_textWithWildcards_isTakenLiterally() {
    store.commit(put("w1", 0, "100% of a_b").build());

    assertThat(found("0% of a_b")).isEqualTo(1);
    assertThat(found("a%b")).isZero();
  }

  @Test
  void find_otherShop_seesNothing() {
    store.commit(put("w1", 0, "one").build());
    JdbcActivityStore other = JdbcActivityStore.builder(database(folder)).shop("other").build();

    assertThat(other.load(KEY)).isEmpty();
    assertThat(other.commit(put("w1", 0, "mine").build()).isApplied()).isTrue();
  }

  @Test
  void commit_processIsKilled_whatWasAcknowledgedIsThere(@TempDir Path killed) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CommittingProcess.class.getName(),
                killed.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      while (acknowledged.size() < 500) {
        acknowledged.add(out.readLine());
      }
      // By its handle: the process object would close the stream that still holds acknowledgements.
      process.toHandle().destroyForcibly();
      process.waitFor();
      out.lines().filter(line -> line.endsWith(".")).forEach(acknowledged::add);
    }

    JdbcActivityStore after = JdbcActivityStore.create(database(killed));

    assertThat(acknowledged)
        .allSatisfy(id -> assertThat(after.load(new RecordKey("activity", id))).as(id).isPresent());
  }

  /** Commits for ever, and prints the id of each record once its commit is acknowledged. */
  static final class CommittingProcess {
    public static void main(String[] args) throws Exception {
      JdbcDataSource database = database(Path.of(args[0]));
      // H2 closes a database with its last connection.
      Connection open = database.getConnection();
      JdbcActivityStore store = JdbcActivityStore.create(database);
      for (int i = 0; ; i++) {
        String id = i + ".";
        Commit commit =
            Commit.builder("w" + i)
                .put(new RecordKey("activity", id), 0, RecordFields.none(), 1, new byte[] {1})
                .build();
        if (store.commit(commit).isApplied() && !open.isClosed()) {
          System.out.println(id);
        }
      }
    }
  }

  private long found(String text) {
    return store.find(RecordQuery.of("activity", RecordFields.builder().text(text).build(), 0, 10)).total();
  }

  private static Commit.Builder put(String writeId, long expected, String text) {
    return Commit.builder(writeId)
        .put(KEY, expected, RecordFields.builder().text(text).build(), 1, text.getBytes(StandardCharsets.UTF_8));
  }
}

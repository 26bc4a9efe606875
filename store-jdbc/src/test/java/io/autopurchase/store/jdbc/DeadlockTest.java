package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.StoredRecord;
import java.sql.Connection;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The store's own commits cannot meet in a deadlock; with a transaction of the host one can. */
class DeadlockTest {
  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#servers")
  void commit_meetsAHostsTransactionInADeadlock_oneIsCertainlyNotApplied(Database database) throws Exception {
    JdbcActivityStore store = JdbcActivityStore.create(database.source());
    store.commit(Commits.put("a", 0));
    store.commit(Commits.put("b", 0));
    Commit both =
        Commits.write()
            .put(Commits.key("a"), 1, RecordFields.none(), 1, new byte[0])
            .put(Commits.key("b"), 1, RecordFields.none(), 1, new byte[0])
            .build();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    String own;
    String joined;
    try (Connection host = database.source().getConnection()) {
      host.setAutoCommit(false);
      store.commit(Commits.put("b", 1), JdbcHostTransaction.of(host));
      Future<String> waiting = thread.submit(() -> outcome(() -> store.commit(both)));
      awaitLockWait(database);
      joined = outcome(() -> store.commit(Commits.put("a", 1), JdbcHostTransaction.of(host)));
      host.rollback();
      own = waiting.get(10, TimeUnit.MINUTES);
    } finally {
      thread.shutdown();
    }

    assertThat(new String[] {own, joined}).as("the own commit and the joined one").contains("unavailable");
    if (own.equals("unavailable")) {
      assertThat(store.load(Commits.key("a")).map(StoredRecord::version)).contains(1L);
      assertThat(store.commit(both)).isEqualTo(new CommitResult.Applied());
    }
    assertThat(store.load(Commits.key("a")).map(StoredRecord::version)).contains(2L);
    assertThat(store.load(Commits.key("b")).map(StoredRecord::version)).contains(2L);
  }

  private static String outcome(Callable<CommitResult> commit) throws Exception {
    try {
      return commit.call().toString();
    } catch (StoreUnavailableException e) {
      return "unavailable";
    }
  }

  private static void awaitLockWait(Database database) {
    String waiting =
        database.dialect() == Dialect.POSTGRESQL
            ? "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            : "SELECT variable_value FROM " + (database.dialect() == Dialect.MYSQL ? "performance_schema" : "information_schema") + ".global_status"
                + " WHERE variable_name = 'INNODB_ROW_LOCK_CURRENT_WAITS' AND variable_value > 0";
    while (database.query(waiting).isEmpty()) {
      Thread.onSpinWait();
    }
  }
}

package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.ConfigurationException;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.UniqueName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A connection goes back as it came, whatever the host has set on it, and the store never takes two. */
class GivenBackTest {
  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void calls_onTheOnlyConnection_leaveItAsItWas(Database database) throws SQLException {
    for (boolean autoCommit : new boolean[] {true, false}) {
      try (Connection only = database.source().getConnection()) {
        only.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        only.setAutoCommit(autoCommit);
        OneConnection source = new OneConnection(only);
        JdbcActivityStore store = JdbcActivityStore.builder(source).tablePrefix(autoCommit ? "on_" : "off_").build();
        int timeout = source.networkTimeout();

        assertThat(store.commit(Commits.put("1", 0)).isApplied()).isTrue();
        assertThat(store.commit(Commits.put("1", 0)).isApplied()).isFalse();
        assertThat(store.commitAll(List.of(Commits.put("2", 0), Commits.put("2", 0)))).hasSize(2);
        assertThat(store.load(Commits.key("1"))).isPresent();
        assertThat(store.find(RecordQuery.of("activity", RecordFields.none(), 0, 1)).total()).isEqualTo(2);
        assertThat(store.owner("line", "1")).isEmpty();
        assertThat(store.events(null, true, 1)).isEmpty();
        store.purger().forgetWrites(0);
        store.purger().buryTombstones();

        assertThat(only.getAutoCommit()).isEqualTo(autoCommit);
        assertThat(only.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        assertThat(source.networkTimeout()).isEqualTo(timeout);
        if (!autoCommit) {
          only.rollback();
        }
        assertThat(store.load(Commits.key("2"))).as("what was committed").isPresent();
      }
    }
  }

  /** Options by which drivers send a batch as one statement, and then do not count its rows. */
  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#servers")
  void commit_driverDoesNotCountBatches_guardsHold(Database database) throws SQLException {
    String options = database.dialect() == Dialect.MARIADB ? "?useBulkStmts=true&useBulkStmtsForInserts=true" : "?reWriteBatchedInserts=true";
    try (Connection only = DriverManager.getConnection(database.url() + options, database.user(), "")) {
      JdbcActivityStore store = JdbcActivityStore.create(new OneConnection(only));
      for (int expected = 0; expected < 2; expected++) {
        assertThat(store.commitAll(List.of(Commits.put("1", expected), Commits.put("2", expected), Commits.put("3", expected))))
            .allMatch(result -> result.isApplied());
      }

      assertThat(store.commitAll(List.of(Commits.put("1", 2), Commits.put("2", 1), Commits.put("3", 2))))
          .extracting(result -> result.isApplied())
          .containsExactly(true, false, true);
      UniqueName mine = new UniqueName("line", "1", "me");
      assertThat(store.commitAll(List.of(Commits.write().reserve(mine).build(), Commits.write().reserve(mine).build())))
          .allMatch(result -> result.isApplied());
    }
  }

  @Test
  void build_mariaDbMayCutWhatIsTooLong_isRefused() throws SQLException {
    Database database = Database.servers().filter(each -> each.dialect() == Dialect.MARIADB).findAny().orElseThrow();
    try (Connection lenient =
        DriverManager.getConnection(database.url() + "?sessionVariables=sql_mode=''", database.user(), "")) {
      assertThatThrownBy(() -> JdbcActivityStore.create(new OneConnection(lenient)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("STRICT");
    }
  }

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void commit_hostIsOnAnotherDatabase_isRefusedAndItsTransactionGoesOn(Database database) throws SQLException {
    JdbcActivityStore store = JdbcActivityStore.create(database.source());
    Database strange = Database.all().filter(other -> other.dialect() == database.dialect()).findAny().orElseThrow();
    for (boolean withTables : new boolean[] {false, true}) {
      if (withTables) {
        JdbcActivityStore.create(strange.source());
      }
      try (Connection host = strange.source().getConnection()) {
        host.setAutoCommit(false);
        assertThatThrownBy(() -> store.commit(Commits.put("1", 0), JdbcHostTransaction.of(host)))
            .isInstanceOf(ConfigurationException.class)
            .hasMessageContaining("the host's transaction");
        try (Statement statement = host.createStatement()) {
          assertThat(statement.execute("SELECT 1")).isTrue();
        }
      }
    }
    assertThat(store.load(Commits.key("1"))).isEmpty();
  }

  @Test
  void commit_nameIsLockedByAnother_isGivenUpInTime() throws SQLException {
    for (Database database : Database.servers().toList()) {
      JdbcActivityStore store =
          JdbcActivityStore.builder(database.source()).queryTimeout(Duration.ofSeconds(2)).build();
      store.commit(Commits.put("1", 0));
      try (Connection host = database.source().getConnection()) {
        host.setAutoCommit(false);
        assertThat(store.commit(Commits.put("1", 1), JdbcHostTransaction.of(host)).isApplied()).isTrue();

        assertThatThrownBy(() -> store.commit(Commits.put("1", 1)))
            .as(database.toString())
            .isInstanceOf(StoreUnavailableException.class);
        host.rollback();
      }
      assertThat(store.commit(Commits.put("1", 1)).isApplied()).isTrue();
    }
  }
}

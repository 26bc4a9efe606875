package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.CommitOutcomeUnknownException;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.UniqueName;
import io.autopurchase.testdatabases.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store contract does not ask of PostgreSQL's short way: that it is short, and what it leaves behind. */
class PostgresqlScriptTest {
  private final Database database = Database.of(Dialect.POSTGRESQL, TestDatabase.sharedPostgres());

  @Test
  void commitAll_nothingInCommon_isOneStatementOfTheDriver() {
    List<String> prepared = new ArrayList<>();
    JdbcActivityStore store = JdbcActivityStore.create(recording(prepared));
    List<Commit> commits = IntStream.range(0, 20).mapToObj(i -> change("a" + i, 0)).toList();
    prepared.clear();

    assertThat(store.commitAll(commits)).allMatch(CommitResult.Applied.class::isInstance);
    assertThat(store.commitAll(IntStream.range(0, 20).mapToObj(i -> change("a" + i, 1)).toList())).allMatch(CommitResult.Applied.class::isInstance);

    assertThat(prepared).hasSize(2).allMatch(sql -> sql.endsWith("COMMIT"));
    assertThat(store.load(Commits.key("a7")).map(StoredRecord::version)).contains(2L);
  }

  @Test
  void commit_textBecomesAnother_isOneStatementOnceTheOldOneIsKnown() {
    List<String> prepared = new ArrayList<>();
    JdbcActivityStore store = JdbcActivityStore.create(recording(prepared));
    RecordKey key = Commits.key("a");
    store.commit(write(key, 0, "red shoes"));
    store.load(key);
    prepared.clear();

    store.commit(write(key, 1, "red shirt"));
    store.commit(write(key, 2, null));
    store.commit(write(key, 3, "blue"));

    assertThat(prepared).hasSize(3).allMatch(sql -> sql.endsWith("COMMIT"));
    assertThat(found(store, "blue")).containsExactly(key);
    assertThat(found(store, "red")).isEmpty();
    assertThat(database.query("SELECT word FROM autopurchase_word")).containsExactly("blue");
    assertThat(database.query("SELECT search FROM autopurchase_text")).containsExactly("blue");
  }

  /** Another node has written what this one remembers otherwise. */
  @Test
  void commit_textOfAnotherNode_leavesNoWordBehind() {
    JdbcActivityStore store = JdbcActivityStore.create(database.source());
    JdbcActivityStore other = JdbcActivityStore.create(database.source());
    RecordKey key = Commits.key("a");
    store.commit(write(key, 0, "red"));
    store.load(key);
    other.commit(write(key, 1, "green"));

    assertThat(store.commit(write(key, 1, "blue"))).isEqualTo(new CommitResult.VersionConflict(key));
    assertThat(store.commit(write(key, 2, "blue"))).isEqualTo(new CommitResult.Applied());

    assertThat(database.query("SELECT word FROM autopurchase_word")).containsExactly("blue");
    assertThat(database.query("SELECT search FROM autopurchase_text")).containsExactly("blue");
  }

  /** Another thread makes the store forget a text while the script is being made: the record is written in one way or the other. */
  @Test
  void run_textIsForgottenInBetween_recordIsWrittenOnce() throws SQLException {
    JdbcActivityStore store = JdbcActivityStore.create(database.source());
    RecordKey key = Commits.key("a");
    store.commit(write(key, 0, "red"));
    AtomicBoolean isKnown = new AtomicBoolean(true);

    try (Connection connection = database.source().getConnection()) {
      connection.setAutoCommit(false);
      PostgresqlScript.run(
          connection,
          new Tables(Dialect.POSTGRESQL, "autopurchase_"),
          store.shop(),
          (asked, version) -> isKnown.getAndSet(false) ? Optional.of("red") : null,
          List.of(write(key, 1, "blue")),
          5,
          10);
    }

    assertThat(store.load(key)).hasValueSatisfying(row -> assertThat(row.version()).isEqualTo(2));
    assertThat(found(store, "blue")).containsExactly(key);
    assertThat(found(store, "red")).isEmpty();
  }

  private static Commit write(RecordKey key, int version, String text) {
    return Commits.write().put(key, version, RecordFields.builder().text(text).build(), 1, new byte[0]).build();
  }

  private static List<RecordKey> found(JdbcActivityStore store, String text) {
    return store.find(RecordQuery.of("activity", RecordFields.builder().text(text).build(), 0, 10)).records().stream().map(StoredRecord::key).toList();
  }

  @Test
  void commitAll_oneHasLost_othersAreApplied() {
    JdbcActivityStore store = JdbcActivityStore.create(database.source());
    store.commit(change("a", 0));
    store.commit(change("b", 0));

    List<CommitResult> results = store.commitAll(List.of(change("a", 1), change("b", 7), change("c", 0)));

    assertThat(results)
        .containsExactly(new CommitResult.Applied(), new CommitResult.VersionConflict(Commits.key("b")), new CommitResult.Applied());
    assertThat(store.owner("line", "b7")).isEmpty();
    assertThat(store.load(Commits.key("b")).map(StoredRecord::version)).contains(1L);
  }

  @Test
  void commit_onAPooledConnection_leavesItsSettingsAsTheyWere() throws SQLException {
    try (Connection connection = database.source().getConnection()) {
      String before = settings(connection);
      JdbcActivityStore store = JdbcActivityStore.builder(new OneConnection(connection)).build();

      store.commit(change("a", 0));
      store.commit(change("a", 0));

      assertThat(connection.getAutoCommit()).isTrue();
      assertThat(settings(connection)).isEqualTo(before);
    }
  }

  private static String settings(Connection connection) throws SQLException {
    return Dialect.query(
        connection, "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings WHERE context = 'user' AND name <> 'application_name'");
  }

  /** Whatever the server's default, so that a second winner is told by the guard, and not by a failure of the database. */
  @ParameterizedTest
  @ValueSource(strings = {"repeatable read", "serializable"})
  void commit_stricterDefault_isAtReadCommitted(String isolation) throws SQLException {
    try (Connection connection = database.source().getConnection()) {
      Sql.execute(connection, "SET default_transaction_isolation = '" + isolation + "'");
      JdbcActivityStore store = JdbcActivityStore.builder(new OneConnection(connection)).build();

      assertThat(store.commit(change("a", 0))).isEqualTo(new CommitResult.Applied());
      assertThat(store.commit(change("a", 1))).isEqualTo(new CommitResult.Applied());
    }
  }

  /** A COMMIT has been sent with the rest: only an answer says that it was not carried out. */
  @ParameterizedTest
  @ValueSource(strings = {"08006", "57P01", "58030", "XX000", "40003"})
  void commit_connectionFailsOrServerEnds_isUnknown(String state) {
    assertThatThrownBy(() -> failing(state).commit(change("a", 0))).isInstanceOf(CommitOutcomeUnknownException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"40P01", "40001", "55P03", "57014", "53100", "42501"})
  void commit_serverAnswersThatAStatementFailed_isNotMade(String state) {
    assertThatThrownBy(() -> failing(state).commit(change("a", 0))).isInstanceOf(StoreUnavailableException.class);
  }

  private static Commit change(String id, int version) {
    return Commits.write()
        .put(Commits.key(id), version, RecordFields.builder().state("NEW").text("red " + id).build(), 1, new byte[] {1})
        .reserve(new UniqueName("line", id + version, id))
        .build();
  }

  private DataSource recording(List<String> prepared) {
    return watching(
        (connection, sql) -> {
          prepared.add(sql);
          return connection.prepareStatement(sql);
        });
  }

  /** Fails when the script is run, as a server or a connection does. */
  private JdbcActivityStore failing(String state) {
    return JdbcActivityStore.create(
        watching(
            (connection, sql) -> {
              if (sql.endsWith("COMMIT")) {
                throw new SQLException("broken", state);
              }
              return connection.prepareStatement(sql);
            }));
  }

  private interface Preparing {
    Object prepare(Connection connection, String sql) throws SQLException;
  }

  private DataSource watching(Preparing preparing) {
    return new SimpleDataSource() {
      @Override
      public Connection getConnection() throws SQLException {
        Connection real = database.source().getConnection();
        return (Connection)
            Proxy.newProxyInstance(
                PostgresqlScriptTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("prepareStatement")) {
                    return preparing.prepare(real, (String) arguments[0]);
                  }
                  return method.invoke(real, arguments);
                });
      }
    };
  }
}

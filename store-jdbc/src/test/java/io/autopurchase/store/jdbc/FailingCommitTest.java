package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.CommitOutcomeUnknownException;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.CommitResult;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a commit tells when the connection fails it. */
class FailingCommitTest {
  private final Database database = Database.h2();
  private final Failing source = new Failing();
  private final JdbcActivityStore store = JdbcActivityStore.create(source);

  @ParameterizedTest
  @ValueSource(strings = {"08006", "08007", "57P01", "57P02", "57P03", "40003", "HY000", "58030", "70100"})
  void commit_failsAtItsEnd_isUnknown(String state) {
    source.failures.put("commit", new SQLException("broken", state));

    assertThatThrownBy(() -> store.commit(Commits.put("1", 0))).isInstanceOf(CommitOutcomeUnknownException.class);
  }

  @Test
  void commit_appliedBeforeItsAnswerIsLost_isRecognizedLater() {
    source.afterwards.put("commit", new SQLException("cut", "08006"));
    var commit = Commits.put("1", 0);
    assertThatThrownBy(() -> store.commit(commit)).isInstanceOf(CommitOutcomeUnknownException.class);

    source.afterwards.clear();
    assertThat(store.commit(commit)).isEqualTo(new CommitResult.AlreadyApplied());
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01", "40002", "23505", "25P02"})
  void commit_databaseRollsBackAtTheEnd_isCertainlyNotApplied(String state) {
    source.failures.put("commit", new SQLException("rolled back", state));

    assertThatThrownBy(() -> store.commit(Commits.put("1", 0))).isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void commit_driverThrowsWhatItShouldNot_isSortedByTheMoment() {
    source.failures.put("commit", new IllegalStateException("a defect"));
    assertThatThrownBy(() -> store.commit(Commits.put("1", 0))).isInstanceOf(CommitOutcomeUnknownException.class);

    source.failures.clear();
    source.failures.put("prepareStatement", new IllegalStateException("a defect"));
    assertThatThrownBy(() -> store.commit(Commits.put("2", 0))).isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> store.load(Commits.key("2"))).isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void commit_anotherIsUnderWayOnH2_isNotBegun() throws Exception {
    JdbcActivityStore impatient = JdbcActivityStore.builder(database.source()).queryTimeout(Duration.ofSeconds(1)).build();
    CountDownLatch ending = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    source.before.put(
        "commit",
        () -> {
          ending.countDown();
          ended.await();
          return null;
        });
    Thread slow = new Thread(() -> store.commit(Commits.put("1", 0)));
    slow.start();
    ending.await();

    assertThatThrownBy(() -> impatient.commit(Commits.put("2", 0))).isInstanceOf(StoreUnavailableException.class).hasMessageContaining("others");
    ended.countDown();
    slow.join();
    assertThat(impatient.commit(Commits.put("2", 0)).isApplied()).isTrue();
    assertThat(store.load(Commits.key("1"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "setAutoCommit(true)", "setNetworkTimeout"})
  void commit_connectionCannotBeGivenBack_isAppliedAllTheSame(String method) {
    source.afterCommit.put(method, new SQLException("broken", "08006"));

    assertThat(store.commit(Commits.put("1", 0))).isEqualTo(new CommitResult.Applied());
    source.afterCommit.clear();
    assertThat(store.load(Commits.key("1"))).isPresent();
  }

  @Test
  void commit_failsAndCannotBeRolledBack_isNeverCommittedByAutoCommit() {
    source.failures.put("rollback", new SQLException("broken", "08006"));
    source.failures.put("commit", new SQLException("deadlock", "40001"));

    assertThatThrownBy(() -> store.commit(Commits.put("1", 0))).isInstanceOf(StoreUnavailableException.class);

    assertThat(source.calls).doesNotContain("setAutoCommit(true)").contains("abort");
  }

  /** H2, with failures on demand. */
  private final class Failing extends SimpleDataSource {
    final Map<String, Exception> failures = new TreeMap<>();
    final Map<String, Exception> afterwards = new TreeMap<>();
    final Map<String, Exception> afterCommit = new TreeMap<>();
    final Map<String, Callable<?>> before = new ConcurrentHashMap<>();
    final List<String> calls = new ArrayList<>();

    @Override
    public Connection getConnection() throws SQLException {
      Connection real = database.source().getConnection();
      calls.clear();
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                String call = method.getName().equals("setAutoCommit") ? "setAutoCommit(" + arguments[0] + ")" : method.getName();
                before.getOrDefault(call, () -> null).call();
                fail(failures.get(call));
                if (calls.contains("commit")) {
                  fail(afterCommit.get(call));
                }
                calls.add(call);
                Object result;
                try {
                  result = method.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
                fail(afterwards.get(call));
                return result;
              });
    }

    private static void fail(Exception failure) throws Exception {
      if (failure != null) {
        throw failure;
      }
    }
  }
}

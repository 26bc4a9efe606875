package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.ConfigurationException;
import io.autopurchase.spi.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {
  private static final String FIRST = "CREATE TABLE IF NOT EXISTS ${prefix}a (id INTEGER NOT NULL PRIMARY KEY, n INTEGER)";
  private static final String SECOND = "CREATE TABLE IF NOT EXISTS ${prefix}b (id INTEGER NOT NULL PRIMARY KEY)";

  /** Not repeatable on purpose: who ran it twice would show. */
  private static final String COUNTING = "INSERT INTO ${prefix}a VALUES ((SELECT COUNT(*) FROM ${prefix}b) + 1, 1); INSERT INTO ${prefix}b VALUES (1)";

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void create_olderVersionAndSeveralAtOnce_isBroughtForwardOnce(Database database) throws Exception {
    create(database, List.of(FIRST));
    List<String> scripts = List.of(FIRST, SECOND, COUNTING);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(
          threads.submit(
              () -> {
                start.await();
                create(database, scripts);
                return null;
              }));
    }
    start.countDown();
    for (Future<?> each : all) {
      each.get();
    }
    threads.shutdown();

    assertThat(database.query("SELECT version FROM x_schema")).containsExactly("3");
    assertThat(database.query("SELECT COUNT(*) FROM x_a")).containsExactly("1");
  }

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void create_scriptWasCutInItsMiddle_isRunAgainFromItsBeginning(Database database) throws Exception {
    assertThatThrownBy(() -> create(database, List.of(FIRST + ";" + SECOND + "; NONSENSE"))).isInstanceOf(SQLException.class);

    create(database, List.of(FIRST + ";" + SECOND));

    assertThat(database.query("SELECT version FROM x_schema")).containsExactly("1");
    assertThat(database.query("SELECT COUNT(*) FROM x_b")).containsExactly("0");
  }

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void create_laterVersion_isRefusedAndLeftAsItIs(Database database) throws Exception {
    create(database, List.of(FIRST, SECOND));

    assertThatThrownBy(() -> create(database, List.of(FIRST)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("version 2")
        .hasMessageContaining("later release");
    assertThat(database.query("SELECT version FROM x_schema")).containsExactly("2");
  }

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void build_mayNotCreateTables_demandsThisReleases(Database database) {
    JdbcActivityStore.Builder builder = JdbcActivityStore.builder(database.source()).createTables(false);
    assertThatThrownBy(builder::build).isInstanceOf(StoreUnavailableException.class);

    JdbcActivityStore.create(database.source());
    assertThat(builder.build().commit(Commits.put("1", 0)).isApplied()).isTrue();

    database.execute("UPDATE autopurchase_schema SET version = 99");
    assertThatThrownBy(builder::build).isInstanceOf(ConfigurationException.class).hasMessageContaining("version 99");
    assertThatThrownBy(() -> JdbcActivityStore.create(database.source())).isInstanceOf(ConfigurationException.class).hasMessageContaining("99");
  }

  private static void create(Database database, List<String> scripts) throws SQLException {
    try (Connection connection = database.source().getConnection()) {
      Schema.of(database.dialect(), "x_", scripts).create(connection);
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }
}

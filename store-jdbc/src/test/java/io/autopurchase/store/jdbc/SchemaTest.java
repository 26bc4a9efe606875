package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.ConfigurationException;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
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
  void open_withoutTablesAndNotAllowedToMakeThem_saysSo(Database database) {
    JdbcActivityStore.Builder builder = JdbcActivityStore.builder(database.source()).tablePrefix("none_").createTables(false);

    assertThatThrownBy(builder::build).isInstanceOf(ConfigurationException.class).hasMessageContaining("none_schema").hasMessageContaining("createTables");

    assertThat(JdbcActivityStore.builder(database.source()).tablePrefix("None_").build().load(Commits.key("1"))).isEmpty();
    assertThat(JdbcActivityStore.builder(database.source()).tablePrefix("None_").createTables(false).build().load(Commits.key("1"))).isEmpty();
  }

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
    assertThatThrownBy(builder::build).isInstanceOf(ConfigurationException.class);

    JdbcActivityStore.create(database.source());
    assertThat(builder.build().commit(Commits.put("1", 0)).isApplied()).isTrue();

    database.execute("UPDATE autopurchase_schema SET version = 99");
    assertThatThrownBy(builder::build).isInstanceOf(ConfigurationException.class).hasMessageContaining("version 99");
    assertThatThrownBy(() -> JdbcActivityStore.create(database.source())).isInstanceOf(ConfigurationException.class).hasMessageContaining("99");
  }

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#ofTheFirstRelease")
  void create_textsOfTheFirstRelease_areFoundByTheirWords(Database database) throws Exception {
    try (Connection connection = database.source().getConnection()) {
      Schema.of(database.dialect(), "autopurchase_", List.of(Schema.read(database.dialect(), 1))).create(connection);
    }
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 1001; i++) {
      rows.add(rowOfFirstRelease("shop", "a" + i, "'book 1 line of ord-" + String.format("%010d", i) + " 上海T恤, red'"));
    }
    rows.add(rowOfFirstRelease("shop", "without", "NULL"));
    rows.add(rowOfFirstRelease("other", "a7", "'book 1 line of ord-0000000007'"));
    database.execute(
        "INSERT INTO autopurchase_record (shop, kind, id, version, expected, search, codec, body) VALUES "
            + String.join(", ", rows));
    database.execute("INSERT INTO autopurchase_event (shop, id, at_millis, codec, body, delivered) VALUES ('shop', 'e1', 0, 1, '', FALSE)");

    JdbcActivityStore store = JdbcActivityStore.builder(database.source()).shop("shop").build();

    assertThat(database.query("SELECT version FROM autopurchase_schema"))
        .containsExactly(Integer.toString(database.dialect().schemaVersion()));
    assertThat(found(store, "0000000007")).containsExactly("a7");
    assertThat(found(store, "1000 上海")).containsExactly("a1000");
    assertThat(store.load(Commits.key("without")).orElseThrow().fields().text()).isEmpty();
    assertThat(store.events(null, true, 10)).singleElement().satisfies(event -> assertThat(event.fields()).isEqualTo(EventFields.none()));
    assertThat(store.feed(0, 10)).as("with events from before there was a feed").extracting(each -> each.event().id()).containsExactly("e1");

    // As if the process had been killed before it wrote down the version.
    database.execute("UPDATE autopurchase_schema SET version = 1");
    store = JdbcActivityStore.builder(database.source()).shop("shop").build();

    assertThat(found(store, "0000000007")).containsExactly("a7");
    RecordFields other = RecordFields.builder().text("other").build();
    assertThat(store.commit(Commits.write().put(Commits.key("a7"), 1, other, 1, new byte[0]).build()).isApplied()).isTrue();
    assertThat(found(store, "0000000007")).isEmpty();
    assertThat(found(store, "other")).containsExactly("a7");
  }

  private static List<String> found(JdbcActivityStore store, String text) {
    RecordQuery query = RecordQuery.of("activity", RecordFields.builder().text(text).build(), 0, 10);
    return store.find(query).records().stream().map(row -> row.key().id()).toList();
  }

  private static String rowOfFirstRelease(String shop, String id, String text) {
    return "('" + shop + "', 'activity', '" + id + "', 1, 0, " + text + ", 1, '')";
  }

  private static void create(Database database, List<String> scripts) throws SQLException {
    try (Connection connection = database.source().getConnection()) {
      Schema.of(database.dialect(), "x_", scripts).create(connection);
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }
}

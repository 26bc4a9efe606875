package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.DueQuery;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredEventQuery;
import io.autopurchase.spi.TimeRange;
import io.autopurchase.spi.UniqueName;
import io.autopurchase.testdatabases.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statement of the store goes by an index, where several shops and kinds share the tables. */
class PlanTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final int SHOPS = 6;
  private static final List<String> KINDS = List.of("activity", "purchase", "signal", "session");
  private static final int PER_KIND = 420;

  /** Filled once for all tests; what they write does not change what others find. */
  private static final Map<Dialect, Database> FILLED = new HashMap<>();

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void statements_onFullTables_neverScanThem(Database fresh) {
    Database database = filled(fresh);
    ExplainedQueries source = new ExplainedQueries(database);
    JdbcActivityStore store = JdbcActivityStore.builder(source).shop("shop-3").createTables(false).build();
    source.plans.clear();

    ask(store);
    searchCommonWords(source);
    write(store);
    store.purger().forgetWrites(0);
    store.purger().buryTombstones();

    assertThat(source.plans).hasSizeGreaterThan(30);
    source.plans.forEach(
        (sql, plan) -> assertThat(plan).as("%s on %s: %s", sql, database, plan).noneMatch(line -> scans(database.dialect(), sql, line)));
  }

  /** An embedded database is never analyzed: SQLite has no statistics of its columns, and must not have to guess. */
  @Test
  void reads_sqliteWithoutStatistics_goByTheOrderAndByTheDueTime() {
    ExplainedQueries source = new ExplainedQueries(Database.sqlite());
    JdbcActivityStore store = JdbcActivityStore.builder(source).build();
    RecordFields ofSession = RecordFields.builder().provider("taobao").login("buyer-3").reference("R-7").build();
    RecordFields ofMessage = RecordFields.builder().provider("taobao").reference("R-7").build();
    RecordFields ofOrder = RecordFields.builder().provider("taobao").login("buyer-3").type("BOOKING").state("RUNNING").orderId("O-7").build();
    RecordFields ofStatus = RecordFields.builder().provider("taobao").login("buyer-3").type("SHIPPED").state("OPEN").build();
    TimeRange since = TimeRange.of(NOON, null);

    assertGoesBy("record_reference", source, () -> store.find(RecordQuery.of("purchase", ofSession, 0, 500)));
    assertGoesBy("record_reference", source, () -> store.find(RecordQuery.of("purchase", ofMessage, 0, 500)));
    assertGoesBy("record_order", source, () -> store.find(RecordQuery.of("activity", ofOrder, 0, 500)));
    assertGoesBy("record_changed", source, () -> store.find(RecordQuery.of("purchase", ofStatus, 0, 500).before("0300").changed(since)));
    assertGoesBy("record_started", source, () -> store.find(RecordQuery.of("purchase", ofStatus, 0, 500).from("0300").started(since).changed(since)));
    assertGoesBy("record_reference", source, () -> store.find(RecordQuery.of("purchase", ofMessage, 0, 500).changed(since)));
    assertGoesBy("record_due", source, () -> store.due("activity", NOON, null, 100));
    assertGoesBy("record_due", source, () -> store.due(DueQuery.of("activity", NOON, 100).afterId("0100")));
    assertGoesBy("record_due", source, () -> store.due(DueQuery.of("purchase", NOON.plusSeconds(9), 100).dueAfter(NOON)));
    assertGoesBy(
        "record_session_due", source, () -> store.due(DueQuery.of("purchase", NOON, 1).ofSession("taobao", "buyer-3")));
  }

  /** As its statistics tell after some days, in which what was to be done some day has become due, and is done. */
  @Test
  void due_postgresExpectsManyDue_isNotLookedForAlongAllIds() {
    Database database = filled(Database.of(Dialect.POSTGRESQL, TestDatabase.sharedPostgres()));
    ExplainedQueries source = new ExplainedQueries(database);
    JdbcActivityStore store = JdbcActivityStore.builder(source).shop("shop-3").createTables(false).build();
    source.plans.clear();

    store.due("activity", NOON.plusSeconds(PER_KIND), null, 10);
    store.due(DueQuery.of("activity", NOON.plusSeconds(PER_KIND), 10));
    store.due(DueQuery.of("purchase", NOON.plusSeconds(PER_KIND), 1).ofSession("taobao", "buyer-3"));

    assertThat(source.plans).hasSize(3);
    source.plans.forEach((sql, plan) -> assertThat(plan).as(sql).anyMatch(line -> line.contains("Sort ")));
  }

  /** What is asked for often gets one plan for all values; for a rare type in a common state that would be another one than for the reverse. */
  @Test
  void find_byTypeAndState_postgresPlansForTheirValues() {
    Database database = filled(Database.of(Dialect.POSTGRESQL, TestDatabase.sharedPostgres()));
    ExplainedQueries source = new ExplainedQueries(database);
    JdbcActivityStore store = JdbcActivityStore.builder(source).shop("shop-3").createTables(false).build();
    source.plans.clear();

    store.find(RecordQuery.of("activity", RecordFields.builder().type("BOOKING").state("RUNNING").build(), 0, 1));
    assertThat(source.plans.keySet()).isNotEmpty().allMatch(sql -> sql.contains("type = 'BOOKING' AND state = 'RUNNING'"));
    source.plans.clear();

    RecordFields hostile = RecordFields.builder().type("BOOKING' OR '1' = '1").build();
    assertThat(store.find(RecordQuery.of("activity", hostile, 0, 1)).records()).isEmpty();
    assertThat(source.plans.keySet()).isNotEmpty().allMatch(sql -> sql.contains("type = ?"));
  }

  /** A shop's list of what has changed reads that, and not all that it ever bought. */
  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void find_fewInTheTime_goesByItsIndex(Database fresh) {
    Database database = filled(fresh);
    ExplainedQueries source = new ExplainedQueries(database);
    JdbcActivityStore store = JdbcActivityStore.builder(source).shop("shop-3").createTables(false).build();
    TimeRange lately = TimeRange.of(NOON.plusSeconds(PER_KIND - 5), null);
    RecordQuery query = RecordQuery.of("purchase", RecordFields.none(), 0, 100);
    source.plans.clear();

    assertThat(store.find(query.changed(lately)).records()).hasSize(5);
    assertThat(source.plans).isNotEmpty();
    source.plans.forEach((sql, plan) -> assertThat(plan.toString()).as(sql).containsIgnoringCase("record_changed"));
    source.plans.clear();
    assertThat(store.find(query.started(lately)).records()).hasSize(5);
    source.plans.forEach((sql, plan) -> assertThat(plan.toString()).as(sql).containsIgnoringCase("record_started"));
  }

  private static void assertGoesBy(String index, ExplainedQueries source, Supplier<?> read) {
    source.plans.clear();
    assertThat(read.get()).isNotNull();
    assertThat(source.plans).isNotEmpty();
    source.plans.forEach((sql, plan) -> assertThat(plan).as(sql).anyMatch(line -> line.contains("INDEX autopurchase_" + index + " (")));
  }

  private static boolean scans(Dialect dialect, String sql, String line) {
    if (dialect == Dialect.SQLITE) {
      // A constant row, and what was selected within.
      return line.contains("detail=SCAN ") && !line.contains("CONSTANT ROW") && !line.contains("SCAN counted");
    }
    if (dialect == Dialect.POSTGRESQL) {
      return line.contains("Seq Scan");
    }
    if (dialect == Dialect.H2) {
      return line.contains("tableScan") && !sql.startsWith("INSERT");
    }
    // What is inserted, or was selected within, is shown as a table that is read as a whole.
    return (line.contains("type=ALL ") || line.contains("type=index "))
        && !line.contains("select_type=INSERT")
        && !line.contains("table=<derived");
  }

  private static void ask(JdbcActivityStore store) {
    List<UnaryOperator<RecordFields.Builder>> filters =
        List.of(
            fields -> fields,
            fields -> fields.orderId("O-7"),
            fields -> fields.reference("R-7"),
            fields -> fields.state("RUNNING"),
            fields -> fields.type("BOOKING"),
            fields -> fields.type("BOOKING").state("RUNNING"),
            fields -> fields.provider("taobao"),
            fields -> fields.provider("taobao").login("buyer-3"),
            fields -> fields.provider("taobao").login("buyer-3").state("RUNNING"),
            fields -> fields.provider("taobao").login("buyer-3").type("BOOKING").state("RUNNING").orderId("O-7"),
            fields -> fields.text("shirt"),
            fields -> fields.text("order o-20"),
            fields -> fields.text("shirt").state("RUNNING"),
            fields -> fields.provider("taobao").login("buyer-3").text("absent"));
    for (UnaryOperator<RecordFields.Builder> filter : filters) {
      RecordFields fields = filter.apply(RecordFields.builder()).build();
      store.find(RecordQuery.of("activity", fields, 0, 1));
      store.find(RecordQuery.of("activity", fields, 20, 500));
      store.find(RecordQuery.of("activity", fields, 0, 10).before("0200"));
      store.find(RecordQuery.of("activity", fields, 0, 10).changed(TimeRange.of(NOON.plusSeconds(400), null)));
      store.find(RecordQuery.of("activity", fields, 5, 10).started(TimeRange.of(NOON, NOON.plusSeconds(20))).before("0200"));
    }
    store.load(new RecordKey("activity", "0007"));
    store.due("activity", NOON, null, 100);
    store.due("activity", NOON, "0100", 100);
    store.owner("line", "0007");
    store.events(null, true, 100);
    store.events(null, false, 100);
    store.events("0100", false, 100);
    List<UnaryOperator<EventFields.Builder>> filtersOfEvents =
        List.of(
            fields -> fields,
            fields -> fields.orderId("O-7"),
            fields -> fields.orderId("O-7").lineId("1"),
            fields -> fields.activity("0007"),
            fields -> fields.session("taobao", "buyer-3"),
            fields -> fields.type("ASKED"),
            fields -> fields.type("ASKED").session("taobao", "buyer-3"));
    for (UnaryOperator<EventFields.Builder> filter : filtersOfEvents) {
      StoredEventQuery query = StoredEventQuery.of(filter.apply(EventFields.builder()).build(), 100);
      store.events(query);
      store.events(query.beforeId("0200"));
      store.events(query.afterId("0100").oldestFirst());
      store.events(query.types(Set.of("ASKED", "CHANGED")));
    }
    assertThat(store.feed(0, 7)).hasSize(7);
    assertThat(store.feed(5, 7)).hasSize(7);
  }

  /** With limits by which the words of the few records here are common. */
  private static void searchCommonWords(ExplainedQueries source) {
    TextSearch.Limits limits = new TextSearch.Limits(10, 50);
    for (String state : new String[] {"RUNNING", "COMPLETED"}) {
      RecordFields fields = RecordFields.builder().state(state).text("shirt order").build();
      search(source, RecordQuery.of("activity", fields, 60, 20), limits);
    }
    search(source, RecordQuery.of("activity", RecordFields.builder().text("shirt").build(), 60, 20), limits);
  }

  private static void search(ExplainedQueries source, RecordQuery query, TextSearch.Limits limits) {
    try (Connection connection = source.getConnection()) {
      Dialect dialect = Dialect.of(connection);
      Rows rows = new Rows(connection, 10, new Tables(dialect, "autopurchase_"));
      assertThat(new TextSearch(rows, dialect, "shop-3", query, limits).page().total()).isPositive();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(JdbcActivityStore store) {
    UniqueName mine = new UniqueName("line", "mine", "A");
    Commit.Builder all = Commits.write();
    all.put(new RecordKey("activity", "0007"), 1, RecordFields.none(), 1, new byte[0]);
    all.put(new RecordKey("activity", "0010"), 1, RecordFields.builder().text("another shirt").build(), 1, new byte[0]);
    all.put(new RecordKey("activity", "new"), 0, RecordFields.none(), 1, new byte[0]);
    all.delete(new RecordKey("activity", "0008"), 1);
    all.expect(new RecordKey("activity", "0009"), 1);
    all.expect(new RecordKey("activity", "none"), 0);
    all.reserve(mine).append(event("new")).delivered("0001");
    assertThat(store.commit(all.build()).isApplied()).isTrue();
    // Runs into what is there, and looks.
    Commit.Builder again = Commits.write();
    again.put(new RecordKey("activity", "0009"), 0, RecordFields.none(), 1, new byte[0]).reserve(mine).append(event("new"));
    assertThat(store.commit(again.build()).isApplied()).isFalse();
    Commit.Builder looking = Commits.write().reserve(mine).append(event("new")).expect(new RecordKey("activity", "none2"), 0);
    assertThat(store.commit(looking.build()).isApplied()).isTrue();
    Commit.Builder usual = Commits.write().release(mine).reserve(new UniqueName("line", "other", "A")).append(event("new2")).delivered("new");
    usual.put(new RecordKey("activity", "0007"), 2, RecordFields.none(), 1, new byte[0]);
    usual.put(new RecordKey("activity", "new3"), 0, RecordFields.builder().text("shirt").build(), 1, new byte[0]);
    usual.delete(new RecordKey("purchase", "0008"), 1).expect(new RecordKey("activity", "0009"), 1);
    assertThat(store.commit(usual.build()).isApplied()).isTrue();
  }

  private static StoredEvent event(String id) {
    return new StoredEvent(id, NOON, EventFields.none(), 1, new byte[0]);
  }

  private static Database filled(Database fresh) {
    return FILLED.computeIfAbsent(
        fresh.dialect(),
        dialect -> {
          fill(fresh);
          return fresh;
        });
  }

  private static void fill(Database database) {
    for (int shop = 0; shop < SHOPS; shop++) {
      JdbcActivityStore store = JdbcActivityStore.builder(database.source()).shop("shop-" + shop).build();
      List<Commit> commits = new ArrayList<>();
      for (String kind : KINDS) {
        for (int i = 0; i < PER_KIND; i++) {
          commits.add(record(kind, i));
        }
      }
      assertThat(store.commitAll(commits)).allMatch(result -> result.isApplied());
    }
    for (int i = 0; i < 100; i++) {
      database.execute("INSERT INTO autopurchase_version_floor VALUES ('shop-" + i + "', 'activity', 5)");
    }
    for (int doubling = 0; doubling < 5; doubling++) {
      database.execute(
          "INSERT INTO autopurchase_version_floor SELECT CONCAT(shop, '/" + doubling + "'), kind, version FROM autopurchase_version_floor");
    }
    database.execute("INSERT INTO autopurchase_feed SELECT shop, 0 FROM autopurchase_version_floor");
    for (int doubling = 0; doubling < 3; doubling++) {
      database.execute(
          "INSERT INTO autopurchase_write_log (shop, write_id) SELECT shop, CONCAT(write_id, '/" + doubling + "') FROM autopurchase_write_log");
    }
    if (database.dialect() == Dialect.MARIADB || database.dialect() == Dialect.MYSQL) {
      for (String table : List.of("record", "word", "text", "event", "reservation", "write_log", "version_floor", "feed")) {
        database.execute("ANALYZE TABLE autopurchase_" + table);
      }
    } else {
      database.execute("ANALYZE");
    }
  }

  private static Commit record(String kind, int i) {
    String id = String.format("%04d", i);
    RecordFields fields =
        RecordFields.builder()
            .type(i % 3 == 0 ? "BOOKING" : "SYNCHRONIZATION")
            .state(i % 20 == 0 ? "RUNNING" : "COMPLETED")
            .provider("taobao")
            .login("buyer-" + i % 9)
            .orderId("O-" + i / 2)
            .reference("R-" + i)
            .text(kind.equals("activity") ? "a shirt of order o-" + i / 2 : null)
            .dueAt(i % 20 == 0 ? NOON : NOON.plusSeconds(i))
            .startedAt(NOON.plusSeconds(i))
            .changedAt(NOON.plusSeconds(i))
            .build();
    Commit.Builder commit = Commits.write().put(new RecordKey(kind, id), 0, fields, 1, new byte[200]);
    if (kind.equals("activity")) {
      EventFields ofEvent =
          EventFields.builder()
              .type(i % 7 == 0 ? "ASKED" : "CHANGED")
              .orderId("O-" + i / 2)
              .lineId(Integer.toString(i % 2))
              .activity(id)
              .session("taobao", "buyer-" + i % 9)
              .build();
      commit.reserve(new UniqueName("line", id, id)).append(new StoredEvent(id, NOON, ofEvent, 1, new byte[0]));
      commit.delivered(i % 20 == 0 ? "none" : id);
    }
    return commit.build();
  }
}

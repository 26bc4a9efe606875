package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.StoredRecord;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** H2's rows that make its updates exact. */
class VersionGuardsTest {
  private static final String GUARDS = "SELECT version FROM autopurchase_version_guard ORDER BY version";

  private final Database database = Database.h2();
  private final JdbcActivityStore store = JdbcActivityStore.create(database.source());

  @Test
  void commit_manyVersions_keepsTheLatestGuardsOnly() {
    for (int version = 0; version < 20; version++) {
      assertThat(store.commit(Commits.put("1", version)).isApplied()).isTrue();
    }

    assertThat(database.query(GUARDS)).containsExactly("17", "18", "19", "20");
  }

  @Test
  void commit_expectations_leaveNoGuards() {
    store.commit(Commits.put("1", 0));
    store.commit(Commits.put("gone", 0));
    store.commit(Commits.delete("gone", 1));
    database.execute("DELETE FROM autopurchase_version_guard");

    assertThat(
            store
                .commit(Commits.write().expect(Commits.key("1"), 1).expect(Commits.key("gone"), 0).expect(Commits.key("never"), 0).build())
                .isApplied())
        .isTrue();

    assertThat(database.query(GUARDS)).isEmpty();
  }

  @Test
  void commit_anotherHasMadeTheVersion_losesByTheKeyAlone() {
    store.commit(Commits.put("1", 0));
    // What H2's update overlooks now and then: another commit has made version 2.
    database.execute("INSERT INTO autopurchase_version_guard (shop, kind, id, version) VALUES ('default', 'activity', '1', 2)");
    CommitResult lost = new CommitResult.VersionConflict(Commits.key("1"));

    assertThat(store.commit(Commits.put("1", 1))).isEqualTo(lost);
    assertThat(store.commit(Commits.delete("1", 1))).isEqualTo(lost);
    assertThat(store.commit(Commits.write().expect(Commits.key("1"), 1).build())).isEqualTo(lost);
    assertThat(store.load(Commits.key("1")).map(StoredRecord::version)).contains(1L);
  }

  @Test
  void buryTombstones_guardsOfTheRecord_goWithIt() {
    for (int version = 0; version < 5; version++) {
      store.commit(Commits.put("1", version));
    }
    store.commit(Commits.delete("1", 5));
    database.execute("UPDATE autopurchase_record SET deleted_at = deleted_at - INTERVAL '5' HOUR");

    store.purger().buryTombstones();

    assertThat(database.query(GUARDS)).isEmpty();
  }

  @Test
  void open_tablesOfTheReleaseBefore_keepTheirRecordsAndGetGuards() throws Exception {
    Database old = Database.h2();
    try (Connection connection = old.source().getConnection()) {
      List<String> scripts = List.of(Schema.read(Dialect.H2, 1), Schema.read(Dialect.H2, 2));
      Schema.of(Dialect.H2, "autopurchase_", scripts).create(connection);
    }
    old.execute(
        "INSERT INTO autopurchase_record (shop, kind, id, version, expected, codec, body) VALUES ('default', 'activity', '1', 7, 0, 1, X'01')");
    old.execute(
        "INSERT INTO autopurchase_record (shop, kind, id, version, expected, codec, body, deleted_at)"
            + " VALUES ('default', 'activity', 'gone', 3, 0, 0, X'', CURRENT_TIMESTAMP)");

    JdbcActivityStore opened = JdbcActivityStore.create(old.source());

    assertThat(opened.load(Commits.key("1")).map(StoredRecord::version)).contains(7L);
    assertThat(opened.commit(Commits.put("1", 7)).isApplied()).isTrue();
    assertThat(opened.commit(Commits.put("1", 7))).isEqualTo(new CommitResult.VersionConflict(Commits.key("1")));
    assertThat(opened.commit(Commits.put("gone", 0)).isApplied()).isTrue();
    assertThat(opened.load(Commits.key("gone")).map(StoredRecord::version)).contains(4L);
  }
}

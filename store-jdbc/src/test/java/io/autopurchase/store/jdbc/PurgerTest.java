package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PurgerTest {
  private static final String RECORDS = "SELECT id FROM autopurchase_record ORDER BY id";

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void buryTombstones_oldOnes_goAndVersionsGoOnAboveThem(Database database) {
    JdbcActivityStore store = JdbcActivityStore.create(database.source());
    for (int version = 0; version < 7; version++) {
      store.commit(Commits.put("often", version));
    }
    store.commit(Commits.delete("often", 7));
    store.commit(Commits.put("once", 0));
    store.commit(Commits.delete("once", 1));
    store.commit(Commits.put("living", 0));

    makeOld(database, "record", "deleted_at");
    store.purger().buryTombstones();

    assertThat(database.query(RECORDS)).containsExactly("living");
    for (String id : new String[] {"often", "once", "new"}) {
      assertThat(store.commit(Commits.put(id, 0)).isApplied()).as(id).isTrue();
    }
    assertThat(store.load(Commits.key("often")).map(StoredRecord::version).orElseThrow()).isGreaterThan(7L);
    assertThat(store.commit(Commits.put("often", 7))).isEqualTo(new CommitResult.VersionConflict(Commits.key("often")));
    assertThat(store.load(Commits.key("living")).map(StoredRecord::version)).contains(1L);
  }

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void buryTombstones_again_neverLowersTheFloorNorTouchesOtherKinds(Database database) {
    JdbcActivityStore store = JdbcActivityStore.create(database.source());
    for (String id : new String[] {"high", "low"}) {
      store.commit(Commits.put(id, 0));
    }
    store.commit(Commits.put("high", 1));
    store.commit(Commits.put("high", 2));
    store.commit(Commits.delete("high", 3));
    makeOld(database, "record", "deleted_at");
    store.purger().buryTombstones();
    store.commit(Commits.delete("low", 1));
    makeOld(database, "record", "deleted_at");
    store.purger().buryTombstones();

    store.commit(Commits.put("high", 0));
    RecordKey other = new RecordKey("signal", "x");
    store.commit(Commits.write().put(other, 0, RecordFields.none(), 1, new byte[0]).build());

    assertThat(store.load(Commits.key("high")).map(StoredRecord::version).orElseThrow()).isGreaterThan(3L);
    assertThat(store.load(other).map(StoredRecord::version)).contains(1L);
  }

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void buryTombstones_freshOnes_stay(Database database) {
    JdbcActivityStore store = JdbcActivityStore.create(database.source());
    store.commit(Commits.put("1", 0));
    store.commit(Commits.delete("1", 1));

    store.purger().buryTombstones();

    assertThat(database.query(RECORDS)).containsExactly("1");
  }

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void forgetWrites_oldOnesBeyondTheLatest_go(Database database) {
    JdbcActivityStore store = JdbcActivityStore.create(database.source());
    Commit first = Commits.put("1", 0);
    Commit second = Commits.put("2", 0);
    Commit third = Commits.put("3", 0);
    store.commit(first);
    store.commit(second);
    makeOld(database, "write_log", "written_at");
    store.commit(third);

    store.purger().forgetWrites(2);

    assertThat(database.query("SELECT write_id FROM autopurchase_write_log ORDER BY number"))
        .containsExactly(second.writeId(), third.writeId());
    assertThat(store.commit(second)).isEqualTo(new CommitResult.AlreadyApplied());

    store.purger().forgetWrites(0);

    assertThat(store.commit(third)).as("a young one").isEqualTo(new CommitResult.AlreadyApplied());
  }

  private static void makeOld(Database database, String table, String column) {
    database.execute("UPDATE autopurchase_" + table + " SET " + column + " = " + database.earlier(column, 5));
  }
}

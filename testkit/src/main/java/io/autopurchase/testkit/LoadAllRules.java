package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S27: several records at once. */
interface LoadAllRules extends StoreRules {
  int MANY = 1_200;

  @Test
  default void required_S27a_keysOfSeveralKinds_eachThatIsThereAsLoadReadsIt() {
    RecordKey ofOtherKind = new RecordKey("another", record("1").id());
    RecordFields fields = RecordFields.builder().state("ON").text("red shoes").dueAt(Instant.EPOCH.plusMillis(7)).build();
    harness().apply(harness().write().put(record("1"), 0, fields, 3, new byte[] {1, 0, 2}).put(ofOtherKind, 0, RecordFields.none(), 1, new byte[0]));
    harness().apply(harness().put(record("2"), 0, "two"));
    harness().apply(harness().put(record("gone"), 0, "gone"));
    harness().apply(harness().write().delete(record("gone"), 1));
    harness().apply(harness().put(record("2"), 1, "two again"));

    List<StoredRecord> read =
        harness().store().loadAll(List.of(record("none"), record("2"), ofOtherKind, record("gone"), record("1"), new RecordKey("another", "2")));

    assertThat(read).as("those that are there, each once").extracting(StoredRecord::key).containsExactlyInAnyOrder(record("1"), record("2"), ofOtherKind);
    for (StoredRecord row : read) {
      StoredRecord alone = harness().store().load(row.key()).orElseThrow();
      assertThat(row.version()).as("the version of %s", row.key()).isEqualTo(alone.version());
      assertThat(row.fields()).as("the fields of %s", row.key()).isEqualTo(alone.fields());
      assertThat(row.codecVersion()).as("the codec version of %s", row.key()).isEqualTo(alone.codecVersion());
      assertThat(row.body()).as("the body of %s", row.key()).isEqualTo(alone.body());
    }
  }

  @Test
  default void required_S27a_noKeys_noRecords() {
    harness().apply(harness().put(record("1"), 0, "one"));

    assertThat(harness().store().loadAll(List.of())).as("the records of no keys").isEmpty();
  }

  @Test
  default void required_S27b_manyKeys_allThatAreThere() {
    Commit.Builder commit = harness().write();
    List<RecordKey> keys = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      keys.add(record("r" + i));
      if (i % 3 != 0) {
        commit.put(record("r" + i), 0, RecordFields.none(), 1, new byte[0]);
      }
    }
    harness().apply(commit);

    assertThat(harness().store().loadAll(keys)).as("the records of %d keys", MANY).hasSize(MANY * 2 / 3);
  }

  @Test
  default void required_S27c_afterACommit_showsIt() {
    List<RecordKey> keys = List.of(record("1"), record("2"));
    for (int version = 0; version < 20; version++) {
      harness().apply(harness().put(record("1"), version, "one").put(record("2"), version, RecordFields.none(), 1, new byte[] {(byte) version}));

      assertThat(harness().other().loadAll(keys)).as("versions after commit %d", version).extracting(StoredRecord::version).containsOnly(version + 1L);
    }
  }
}

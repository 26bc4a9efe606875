package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.NOON;
import static io.autopurchase.testkit.StoreHarness.event;
import static io.autopurchase.testkit.StoreHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.UniqueName;
import org.junit.jupiter.api.Test;

/** S11: reads see every commit that ended before they began. */
interface ReadRules extends StoreRules {
  @Test
  default void required_S11a_rightAfterACommit_everyConnectionSeesItByEveryRead() {
    for (int i = 1; i <= 25; i++) {
      String id = "record " + i;
      RecordFields fields = RecordFields.builder().orderId("order " + i).dueAt(NOON).build();
      ActivityStore reader = harness().either(i);
      harness()
          .either(i + 1)
          .commit(
              harness()
                  .write()
                  .put(record(id), 0, fields, 1, new byte[0])
                  .reserve(new UniqueName("line", id, "A"))
                  .append(event(String.format("e%03d", i)))
                  .delivered(String.format("e%03d", i - 1))
                  .build());

      assertThat(reader.load(record(id))).as("load of %s", id).isPresent();
      assertThat(reader.find(RecordQuery.of("activity", RecordFields.builder().orderId("order " + i).build(), 0, 5)).total())
          .as("find of %s", id)
          .isEqualTo(1);
      assertThat(reader.due("activity", NOON, null, 100)).as("what is due after %d commits", i).hasSize(i);
      assertThat(reader.owner("line", id)).as("owner of %s", id).contains("A");
      assertThat(reader.events(null, true, 10))
          .as("undelivered events after commit %d", i)
          .extracting(StoredEvent::id)
          .containsExactly(String.format("e%03d", i));
    }
  }

  @Test
  default void required_S11a_rightAfterADeletion_nobodySeesTheRecord() {
    RecordFields fields = RecordFields.builder().orderId("order").dueAt(NOON).build();
    for (int i = 0; i < 10; i++) {
      RecordKey key = record("record " + i);
      harness().store().commit(harness().write().put(key, 0, fields, 1, new byte[0]).build());
      assertThat(harness().other().load(key)).as("load before").isPresent();
      harness().store().commit(harness().write().delete(key, 1).build());

      assertThat(harness().other().load(key)).as("load after the deletion").isEmpty();
      assertThat(harness().other().find(RecordQuery.of("activity", fields, 0, 5)).total())
          .as("find after the deletion")
          .isZero();
      assertThat(harness().other().due("activity", NOON, null, 5)).as("due after the deletion").isEmpty();
    }
  }

  @Test
  default void required_S11b_readersDuringCommits_neverSeeTimeGoBack() {
    RecordKey key = record("counter");
    harness().apply(harness().put(key, 0, "x"));

    harness()
        .together(
            4,
            i -> {
              long before = 0;
              for (int step = 0; step < 60; step++) {
                long version = harness().either(step).load(key).map(StoredRecord::version).orElse(0L);
                assertThat(version)
                    .as("the version that one thread reads by either connection")
                    .isGreaterThanOrEqualTo(before);
                before = version;
                if (i == 0) {
                  assertThat(harness().settle(harness().store(), harness().put(key, version, "x").build()).isApplied())
                      .as("the write of the only writer, who has just read the version")
                      .isTrue();
                }
              }
              return before;
            });
  }
}

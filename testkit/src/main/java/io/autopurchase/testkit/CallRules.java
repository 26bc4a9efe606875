package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.NOON;
import static io.autopurchase.testkit.StoreHarness.event;
import static io.autopurchase.testkit.StoreHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.ConfigurationException;
import io.autopurchase.HostTransaction;
import io.autopurchase.StoreException;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import java.util.List;
import java.util.concurrent.Callable;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** S08, S14, S15, S18, S24: how a store behaves as an object. */
interface CallRules extends StoreRules {
  @Test
  default void required_S08c_transactionOfAnUnknownKind_isRefusedAndNothingIsChanged() {
    HostTransaction foreign = new HostTransaction() {};

    Throwable thrown =
        Assertions.catchThrowable(() -> harness().store().commit(harness().put(record("1"), 0, "one").build(), foreign));

    assertThat(thrown)
        .as("what a commit within a transaction of an unknown kind throws")
        .isInstanceOf(ConfigurationException.class);
    assertThat(harness().other().load(record("1"))).as("its record").isEmpty();
    assertThat(Assertions.catchThrowable(() -> harness().store().load(record("1"), foreign)))
        .as("what a read within it throws")
        .isInstanceOf(ConfigurationException.class);
    assertThat(Assertions.catchThrowable(() -> harness().store().owner("line", "1", foreign)))
        .as("what a question for an owner within it throws")
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  default void required_S14a_callsOfAnInterruptedThread_endAndTellTheTruth() {
    harness().apply(harness().put(record("0"), 0, "zero"));
    Commit commit = harness().put(record("1"), 0, "one").build();

    String outcome =
        harness()
            .within(
                harness().deadline(),
                () -> {
                  Thread.currentThread().interrupt();
                  try {
                    return harness().store().commit(commit).isApplied() ? "applied" : "refused";
                  } catch (StoreUnavailableException e) {
                    return "not applied";
                  } catch (StoreException e) {
                    return "unknown";
                  }
                });

    boolean there = harness().within(harness().deadline(), () -> isThere("1"));
    if (!outcome.equals("unknown")) {
      assertThat(there)
          .as("whether the record is there, of a commit that ended '%s' on an interrupted thread", outcome)
          .isEqualTo(outcome.equals("applied"));
    }
    assertThat(harness().settle(harness().store(), commit).isApplied()).as("the same write later").isTrue();
  }

  private boolean isThere(String id) {
    while (true) {
      try {
        return harness().store().load(record(id)).isPresent();
      } catch (StoreUnavailableException e) {
        Thread.yield(); // the connection that the interrupt broke is being replaced
      }
    }
  }

  @Test
  default void required_S14a_readsOfAnInterruptedThread_end() {
    harness().apply(harness().put(record("0"), 0, "zero"));

    String outcome =
        harness()
            .within(
                harness().deadline(),
                () -> {
                  Thread.currentThread().interrupt();
                  try {
                    return harness().store().load(record("0")).isPresent() ? "found" : "missing";
                  } catch (StoreUnavailableException e) {
                    return "unavailable";
                  }
                });

    assertThat(outcome)
        .as("how a read of a record that is there ends on an interrupted thread")
        .isIn("found", "unavailable");
    assertThat(harness().within(harness().deadline(), () -> isThere("0"))).as("a read later").isTrue();
  }

  @Test
  default void required_S15a_allCallsByManyThreadsOnOneObject_work() {
    ActivityStore store = harness().store();

    harness()
        .together(
            12,
            i -> {
              for (int step = 0; step < 12; step++) {
                String id = i + "." + step;
                Commit commit =
                    harness()
                        .write()
                        .put(record(id), 0, RecordFields.builder().orderId("O-" + i).dueAt(NOON).build(), 1, StoreHarness.bytes(id))
                        .append(event(id))
                        .build();
                assertThat(harness().settle(store, commit).isApplied())
                    .as("a commit that nothing stands in the way of")
                    .isTrue();
                assertThat(store.load(record(id)).map(StoreHarness::content)).as("the record of this thread").contains(id);
                RecordFields mine = RecordFields.builder().orderId("O-" + i).build();
                assertThat(store.find(RecordQuery.of(StoreHarness.KIND, mine, 0, 100)).records())
                    .as("the records of this thread")
                    .hasSize(step + 1);
                assertThat(store.due(StoreHarness.KIND, NOON, null, 1000)).as("what is due").hasSizeGreaterThan(step);
                assertThat(store.events(null, true, 1000)).as("undelivered events").hasSizeGreaterThan(step);
              }
              return i;
            });

    assertThat(harness().events(false)).as("events of all threads").hasSize(144).doesNotHaveDuplicates();
  }

  @Test
  default void required_S18a_durability_isDeclared() {
    assertThat(harness().store().durability()).as("the declared durability").isNotNull();
    assertThat(harness().other().durability()).as("that of another connection").isEqualTo(harness().store().durability());
  }

  @Test
  default void required_S24a_close_mayBeRepeatedAndHarmsNoOtherConnection() {
    harness().apply(harness().put(record("1"), 0, "one"));
    harness().other().load(record("1"));
    harness().store().close();
    harness().store().close();

    assertThat(harness().other().load(record("1")))
        .as("what another connection reads after the first was closed twice")
        .isPresent();
    assertThat(harness().other().commit(harness().put(record("1"), 1, "two").build()).isApplied())
        .as("what it commits")
        .isTrue();
    assertThat(harness().open(StoreHarness.SHOP).load(record("1")).map(StoreHarness::content))
        .as("what a connection that is opened then reads")
        .contains("two");
  }

  @Test
  default void required_S24a_openedByManyAtOnce_allWork() {
    List<Callable<ActivityStore>> opening = List.of(this::opened, this::opened, this::opened, this::opened);
    List<ActivityStore> stores = harness().together(opening);

    for (int i = 0; i < stores.size(); i++) {
      assertThat(stores.get(i).commit(harness().put(record("1"), i, "by " + i).build()).isApplied())
          .as("a commit by connection %d", i)
          .isTrue();
    }
  }

  private ActivityStore opened() {
    return harness().open(StoreHarness.SHOP);
  }
}

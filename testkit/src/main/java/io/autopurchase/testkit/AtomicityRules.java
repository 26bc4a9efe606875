package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.event;
import static io.autopurchase.testkit.StoreHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.UniqueName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** S01: a commit is applied as a whole or not at all. */
interface AtomicityRules extends StoreRules {
  RecordKey ALPHA = record("alpha");
  RecordKey BETA = record("beta");
  RecordKey GONE = record("gone");
  RecordKey OMEGA = record("omega");
  UniqueName OLD = new UniqueName("line", "old", "alpha");
  UniqueName NEW = new UniqueName("line", "new", "alpha");

  @Test
  default void required_S01a_commitOfAllParts_everyPartIsThere() {
    before();

    CommitResult result = harness().store().commit(everything().expect(OMEGA, 1).build());

    assertThat(result).as("the result of a commit that nothing stands in the way of").isEqualTo(new CommitResult.Applied());
    assertThat(picture(harness().other()))
        .as("what another connection sees of the commit")
        .containsExactly(
            "alpha 2 changed",
            "beta 1 made",
            "gone none",
            "omega 1 as it was",
            "old free",
            "new held by alpha",
            "events [e1, e2]",
            "undelivered [e2]");
  }

  @Test
  default void required_S01b_putThatExpectsAnOldVersion_nothingIsChanged() {
    refused(everything().put(OMEGA, 7, StoreHarness.text("late"), 1, new byte[0]));
  }

  @Test
  default void required_S01b_deletionThatExpectsAnOldVersion_nothingIsChanged() {
    refused(everything().delete(OMEGA, 7));
  }

  @Test
  default void required_S01b_expectationThatDoesNotHold_nothingIsChanged() {
    refused(everything().expect(OMEGA, 7));
  }

  @Test
  default void required_S01b_nameOfAnotherOwner_nothingIsChanged() {
    refused(everything().reserve(new UniqueName("line", "taken", "alpha")));
  }

  private void before() {
    harness().apply(
        harness()
            .put(ALPHA, 0, "as it was")
            .put(GONE, 0, StoreHarness.text("to go"), 1, StoreHarness.bytes("to go"))
            .put(OMEGA, 0, StoreHarness.text("as it was"), 1, StoreHarness.bytes("as it was"))
            .reserve(OLD)
            .reserve(new UniqueName("line", "taken", "other"))
            .append(event("e1")));
  }

  private Commit.Builder everything() {
    return harness()
        .put(ALPHA, 1, "changed")
        .put(BETA, 0, StoreHarness.text("made"), 1, StoreHarness.bytes("made"))
        .delete(GONE, 1)
        .release(OLD)
        .reserve(NEW)
        .append(event("e2"))
        .delivered("e1");
  }

  private void refused(Commit.Builder commit) {
    before();
    List<String> before = picture(harness().store());

    CommitResult result = harness().store().commit(commit.build());

    assertThat(result.isApplied()).as("a commit with one thing in its way is applied").isFalse();
    assertThat(picture(harness().store())).as("what is there after a commit was refused").isEqualTo(before);
    assertThat(picture(harness().other())).as("what another connection sees then").isEqualTo(before);
  }

  private List<String> picture(ActivityStore store) {
    List<String> lines = new ArrayList<>();
    for (RecordKey key : List.of(ALPHA, BETA, GONE, OMEGA)) {
      lines.add(key.id() + " " + store.load(key).map(row -> row.version() + " " + StoreHarness.content(row)).orElse("none"));
    }
    for (String name : List.of("old", "new")) {
      lines.add(name + " " + store.owner("line", name).map(owner -> "held by " + owner).orElse("free"));
    }
    lines.add("events " + store.events(null, false, 10).stream().map(StoredEvent::id).toList());
    lines.add("undelivered " + store.events(null, true, 10).stream().map(StoredEvent::id).toList());
    return lines;
  }

  @Test
  default void required_S01c_whoeverSeesOnePart_seesTheOthersFromThenOn() {
    harness().apply(step(1));
    AtomicBoolean written = new AtomicBoolean();
    Callable<Integer> writer =
        () -> {
          try {
            for (int i = 2; i <= 60; i++) {
              assertThat(harness().settle(harness().store(), step(i).build()).isApplied()).as("step %d is applied", i).isTrue();
            }
            return 0;
          } finally {
            written.set(true);
          }
        };
    Callable<Integer> reader =
        () -> {
          int looks = 0;
          do {
            look(harness().other());
            looks++;
          } while (!written.get());
          return looks;
        };

    List<Integer> looks = harness().together(List.of(writer, reader, reader));

    assertThat(looks.get(1)).as("looks while commits went on").isPositive();
  }

  private Commit.Builder step(int i) {
    return harness()
        .put(OMEGA, i - 1, "step " + i)
        .put(ALPHA, i - 1, StoreHarness.text("step"), 1, StoreHarness.bytes("step " + i))
        .reserve(new UniqueName("step", Integer.toString(i), "alpha"))
        .append(event(eventOf(i)));
  }

  private static String eventOf(long i) {
    return String.format("e%06d", i);
  }

  private static void look(ActivityStore store) {
    long omega = store.load(OMEGA).map(StoredRecord::version).orElse(0L);
    long alpha = store.load(ALPHA).map(StoredRecord::version).orElse(0L);
    assertThat(alpha)
        .as("the version of one record, after version %d of the other was seen, which came with it", omega)
        .isGreaterThanOrEqualTo(omega);
    assertThat(store.owner("step", Long.toString(alpha)))
        .as("the owner of the name that was reserved with version %d", alpha)
        .contains("alpha");
    assertThat(store.events(eventOf(alpha - 1), false, 1))
        .as("the event that was appended with version %d", alpha)
        .extracting(StoredEvent::id)
        .containsExactly(eventOf(alpha));
  }

  @Test
  default void required_S01d_commitOf4000Changes_isApplied() {
    Commit.Builder commit = harness().write();
    for (int i = 0; i < 2_200; i++) {
      commit.put(record("r" + i), 0, StoreHarness.text("one of many"), 1, StoreHarness.bytes("one of many"));
    }
    for (int i = 0; i < 1_200; i++) {
      commit.reserve(new UniqueName("line", "name " + i, "alpha"));
    }
    for (int i = 0; i < 600; i++) {
      commit.append(event(eventOf(i)));
    }

    harness().apply(commit);

    RecordQuery all = RecordQuery.of(StoreHarness.KIND, RecordFields.none(), 0, 1);
    assertThat(harness().other().find(all).total()).as("records of the commit").isEqualTo(2_200);
    assertThat(harness().events(false)).as("events of the commit").hasSize(600);
    assertThat(harness().store().owner("line", "name 1199")).as("the owner of the last name").contains("alpha");
  }

  @Test
  default void required_S01e_commitOfNothing_isApplied() {
    assertThat(harness().store().commit(harness().write().build()))
        .as("a commit that holds only its id")
        .isEqualTo(new CommitResult.Applied());
  }

  @Test
  default void required_S01e_eventIsAppendedAndMarkedInOneCommit_isThereAndDelivered() {
    harness().apply(harness().write().append(event("e1")).delivered("e1"));

    assertThat(harness().events(false)).as("all events").containsExactly("e1");
    assertThat(harness().events(true)).as("undelivered events").isEmpty();
  }

  @Test
  default void required_S01e_nameIsHandedOnInOneCommit_theNewOwnerHoldsIt() {
    harness().apply(harness().write().reserve(new UniqueName("line", "1", "A")));

    CommitResult result =
        harness()
            .store()
            .commit(
                harness().write().reserve(new UniqueName("line", "1", "B")).release(new UniqueName("line", "1", "A")).build());

    assertThat(result).as("a commit that releases a name of A and reserves it for B").isEqualTo(new CommitResult.Applied());
    assertThat(harness().other().owner("line", "1")).as("the owner of the name").contains("B");
  }
}

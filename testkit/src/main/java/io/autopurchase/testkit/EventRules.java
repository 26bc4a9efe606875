package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S21: events. */
interface EventRules extends StoreRules {
  @Test
  default void required_S21a_eventWhoseIdIsThere_isLeftAsItIs() {
    harness().apply(harness().write().append(event("e1")));

    harness().apply(harness().write().append(new StoredEvent("e1", StoreHarness.NOON.plusSeconds(1), EventFields.none(), 9, new byte[] {1})));

    assertThat(harness().events(false)).as("the ids of all events").containsExactly("e1");
    StoredEvent there = harness().other().events(null, false, 10).get(0);
    assertThat(Difference.of(StoreHarness.bytes("event e1"), there.body())).as("what changed in the body of the first").isEmpty();
    assertThat(there.codecVersion()).as("the codec of the first").isEqualTo(1);
    assertThat(there.at()).as("the time of the first").isEqualTo(StoreHarness.NOON);
  }

  @Test
  default void required_S21a_deliveredEventIsAppendedAgain_staysDelivered() {
    harness().apply(harness().write().append(event("e1")));
    harness().apply(harness().write().delivered("e1"));

    harness().apply(harness().write().append(event("e1")));

    assertThat(harness().events(true)).as("undelivered events").isEmpty();
  }

  @Test
  default void required_S21b_eventsOfManyCommits_comeByTheirIds() {
    List<String> ids = List.of("b", "B", "a", "_", "0", "a-1", "a0", "aB", "ab", "Z");
    Commit.Builder together = harness().write();
    ids.subList(0, 5).forEach(id -> together.append(event(id)));
    harness().apply(together);
    ids.subList(5, 10).forEach(id -> harness().apply(harness().write().append(event(id))));

    assertThat(harness().events(false)).as("all ids").isEqualTo(ids.stream().sorted().toList());
    assertThat(harness().events(true)).as("undelivered ids").isEqualTo(ids.stream().sorted().toList());
  }

  @Test
  default void required_S21b_pagesByTheLastId_holdEveryEventOnce() {
    Commit.Builder commit = harness().write();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 53; i++) {
      ids.add(String.format("e%03d", i));
      commit.append(event(ids.get(i)));
    }
    harness().apply(commit);

    List<String> seen = new ArrayList<>();
    String after = null;
    List<StoredEvent> page;
    do {
      page = harness().store().events(after, false, 10);
      assertThat(page).as("a page of at most 10").hasSizeLessThanOrEqualTo(10);
      for (StoredEvent row : page) {
        seen.add(row.id());
        after = row.id();
      }
    } while (!page.isEmpty());

    assertThat(seen).as("the ids of all pages").isEqualTo(ids);
    assertThat(harness().store().events("e0505", false, 10))
        .as("a page after an id that there is not")
        .extracting(StoredEvent::id)
        .containsExactly("e051", "e052");
  }

  @Test
  default void required_S21b_undeliveredPagesWhileMarksAreSet_skipNone() {
    for (int i = 0; i < 30; i++) {
      harness().apply(harness().write().append(event(String.format("e%03d", i))));
    }

    List<String> seen = new ArrayList<>();
    String after = null;
    List<StoredEvent> page = harness().store().events(null, true, 7);
    while (!page.isEmpty()) {
      Commit.Builder marks = harness().write();
      for (StoredEvent row : page) {
        seen.add(row.id());
        after = row.id();
        marks.delivered(row.id());
      }
      harness().apply(marks);
      page = harness().store().events(after, true, 7);
    }

    assertThat(seen).as("the events seen by pages, each marked as soon as it was seen").hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  default void required_S21c_markedEvent_isDeliveredButNotGone() {
    harness().apply(harness().write().append(event("e1")).append(event("e2")).append(event("e3")));

    harness().apply(harness().write().delivered("e2"));

    assertThat(harness().other().events(null, true, 10))
        .as("undelivered")
        .extracting(StoredEvent::id)
        .containsExactly("e1", "e3");
    assertThat(harness().events(false)).as("all").containsExactly("e1", "e2", "e3");
  }

  @Test
  default void required_S21e_oldEventsAreRemoved_theOldestFirstAndNoOthers() {
    Commit.Builder commit = harness().write();
    List.of("e1", "e2", "e3", "e4", "e5").forEach(id -> commit.append(event(id)));
    harness().apply(commit);
    harness().apply(harness().write().delivered("e1").delivered("e4"));

    assertThat(harness().store().forgetEvents("e4", 2)).as("how many were removed of three, two at most").isEqualTo(2);
    assertThat(harness().events(false)).as("all").containsExactly("e3", "e4", "e5");
    assertThat(harness().events(true)).as("undelivered").containsExactly("e3", "e5");
    assertThat(harness().store().forgetEvents("e4", 2)).as("how many were removed of one").isEqualTo(1);
    assertThat(harness().store().forgetEvents("e4", 2)).as("how many were removed of none").isZero();
    assertThat(harness().other().events(null, false, 10)).as("what is left").extracting(StoredEvent::id).containsExactly("e4", "e5");
  }

  @Test
  default void required_S21c_marksOfUnknownEventsAndRepeatedMarks_areIgnored() {
    harness().apply(harness().write().append(event("e1")));

    harness().apply(harness().write().delivered("late").delivered("e1").delivered("e1"));
    harness().apply(harness().write().delivered("e1"));
    harness().apply(harness().write().append(event("late")));

    assertThat(harness().events(true)).as("an event that was marked before it was there").containsExactly("late");
  }
}

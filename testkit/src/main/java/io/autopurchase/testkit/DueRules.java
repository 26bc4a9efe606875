package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.NOON;
import static io.autopurchase.testkit.StoreHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.DueQuery;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;

/** S12, S16: what is due is found. */
interface DueRules extends StoreRules {
  private List<String> due(Instant now, @Nullable String after, int limit) {
    return harness().store().due(StoreHarness.KIND, now, after, limit).stream().map(row -> row.key().id()).toList();
  }

  private void putDue(String id, long expected, @Nullable Instant at) {
    harness().apply(harness().write().put(record(id), expected, StoreHarness.due(at), 1, new byte[0]));
  }

  @Test
  default void required_S12a_dueTimeUpToNow_isDueAndALaterOneIsNot() {
    putDue("before", 0, NOON.minusMillis(1));
    putDue("just now", 0, NOON);
    putDue("later", 0, NOON.plusMillis(1));
    putDue("never", 0, null);
    harness().apply(harness().write().put(new RecordKey("signal", "other kind"), 0, StoreHarness.due(NOON), 1, new byte[0]));

    assertThat(due(NOON, null, 10)).as("what is due at noon").containsExactly("before", "just now");
  }

  @Test
  default void required_S12a_dueRecord_comesWhole() {
    harness().apply(harness().write().put(record("1"), 0, StoreHarness.due(NOON), 7, StoreHarness.bytes("whole")));

    List<StoredRecord> rows = harness().other().due(StoreHarness.KIND, NOON, null, 10);
    assertThat(rows).as("what is due").hasSize(1);
    StoredRecord row = rows.get(0);
    assertThat(row.key()).as("its key").isEqualTo(record("1"));
    assertThat(row.version()).as("its version").isEqualTo(1);
    assertThat(row.fields()).as("its fields").isEqualTo(StoreHarness.due(NOON));
    assertThat(row.codecVersion()).as("its codec").isEqualTo(7);
    assertThat(StoreHarness.content(row)).as("its body").isEqualTo("whole");
  }

  @Test
  default void required_S12b_pagesByTheLastId_holdEveryRecordOnceInTheOrderOfIds() {
    Commit.Builder commit = harness().write();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 53; i++) {
      ids.add(String.format("%s%02d", i % 2 == 0 ? "a" : "B", i));
      // The order of due times is another one than that of ids.
      commit.put(record(ids.get(i)), 0, StoreHarness.due(NOON.minusSeconds(i * 37L % 53)), 1, new byte[0]);
    }
    harness().apply(commit);

    assertThat(pages(10, () -> {})).as("the ids of all pages").isEqualTo(ids.stream().sorted().toList());
    assertThat(due(NOON, "a5", 100)).as("a page after an id that there is not").containsExactly("a50", "a52");
    assertThat(due(NOON, "zz", 100)).as("a page after the last id").isEmpty();
  }

  private List<String> pages(int size, Runnable between) {
    List<String> seen = new ArrayList<>();
    List<String> page = due(NOON, null, size);
    while (!page.isEmpty()) {
      assertThat(page).as("a page of at most %d", size).hasSizeLessThanOrEqualTo(size);
      seen.addAll(page);
      between.run();
      page = due(NOON, page.get(page.size() - 1), size);
    }
    return seen;
  }

  @Test
  default void required_S12b_recordsLeaveBetweenPages_noneOfTheOthersIsSkipped() {
    for (int i = 0; i < 30; i++) {
      putDue(String.format("r%02d", i), 0, NOON);
    }

    List<String> first = due(NOON, null, 10);
    harness().apply(harness().write().delete(record(first.get(9)), 1).delete(record(first.get(0)), 1));
    putDue(first.get(5), 1, null);
    List<String> second = due(NOON, first.get(9), 10);

    assertThat(second).as("the second page, after records of the first are gone").startsWith("r10").hasSize(10);
  }

  @Test
  default void required_S12c_everyUpdate_movesTheDueTime() {
    putDue("1", 0, NOON.plusSeconds(60));
    assertThat(due(NOON, null, 10)).as("due before its time").isEmpty();
    putDue("1", 1, NOON);
    assertThat(due(NOON, null, 10)).as("due after an update to an earlier time").containsExactly("1");
    putDue("1", 2, NOON.plusSeconds(60));
    assertThat(due(NOON, null, 10)).as("due after an update to a later time").isEmpty();
    putDue("1", 3, NOON.minusSeconds(60));
    assertThat(due(NOON, null, 10)).as("due after an update to the past").containsExactly("1");
    putDue("1", 4, null);
    assertThat(due(NOON, null, 10)).as("due after an update to no time").isEmpty();
    putDue("1", 5, NOON);
    harness().apply(harness().write().delete(record("1"), 6));
    assertThat(due(NOON, null, 10)).as("due after its deletion").isEmpty();
    putDue("1", 0, NOON);
    assertThat(due(NOON, null, 10)).as("due after it was made again").containsExactly("1");
  }

  @Test
  default void required_S12d_whileOthersComeAndGo_whatIsDueIsOnEveryPass() {
    List<String> steady = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      steady.add("steady " + (char) ('a' + i));
      putDue(steady.get(i), 0, NOON);
    }
    Random random = new Random(1);
    for (int pass = 0; pass < 20; pass++) {
      List<String> seen = pages(4, () -> comeOrGo(record("steady " + (char) ('a' + random.nextInt(25)) + random.nextInt(10))));

      assertThat(seen).as("pass %d over what is due, while other records come and go", pass).containsAll(steady);
    }
  }

  private void comeOrGo(RecordKey key) {
    long version = harness().other().load(key).map(StoredRecord::version).orElse(0L);
    Commit.Builder commit = harness().write();
    commit = version == 0 ? commit.put(key, 0, StoreHarness.due(NOON), 1, new byte[0]) : commit.delete(key, version);
    assertThat(harness().other().commit(commit.build()).isApplied()).as("the change by another connection").isTrue();
  }

  private List<String> due(DueQuery query) {
    return harness().store().due(query).stream().map(row -> row.key().id()).toList();
  }

  @Test
  default void required_S12f_dueOfASession_holdsNoOtherSessions() {
    harness().apply(harness().write().put(record("a 1"), 0, dueOf("taobao", "anna"), 1, new byte[] {1}).put(record("b 1"), 0, dueOf("taobao", "bob"), 1, new byte[] {1}));
    harness().apply(harness().write().put(record("a 2"), 0, dueOf("1688", "anna"), 1, new byte[] {1}).put(record("a 3"), 0, dueOf("taobao", "anna"), 1, new byte[] {1}));
    putDue("without an owner", 0, NOON);
    DueQuery annas = DueQuery.of(StoreHarness.KIND, NOON, 10).ofSession("taobao", "anna");

    assertThat(due(annas)).as("what is due of a session").containsExactly("a 1", "a 3");
    assertThat(due(annas.afterId("a 1"))).as("what is due of it after an id").containsExactly("a 3");
    assertThat(due(DueQuery.of(StoreHarness.KIND, NOON, 1).ofSession("taobao", "anna"))).as("a page of one").containsExactly("a 1");
    assertThat(due(DueQuery.of(StoreHarness.KIND, NOON, 1).ofSession("taobao", "anna").afterId("a 1"))).as("the page after it, past other sessions").containsExactly("a 3");
    assertThat(due(DueQuery.of(StoreHarness.KIND, NOON.minusMillis(1), 10).ofSession("taobao", "anna"))).as("before its time").isEmpty();
  }

  private static RecordFields dueOf(String provider, String login) {
    return RecordFields.builder().provider(provider).login(login).dueAt(NOON).build();
  }

  @Test
  default void required_S12g_dueAfterAMoment_holdsOnlyWhatIsDueLater() {
    putDue("before", 0, NOON.minusMillis(1));
    putDue("just then", 0, NOON);
    putDue("after", 0, NOON.plusMillis(1));
    putDue("far", 0, NOON.plusSeconds(3600));

    assertThat(due(DueQuery.of(StoreHarness.KIND, NOON.plusSeconds(60), 10).dueAfter(NOON))).as("due after noon").containsExactly("after");
    StoredRecord row = harness().store().due(DueQuery.of(StoreHarness.KIND, NOON.plusSeconds(60), 10).dueAfter(NOON)).get(0);
    assertThat(row.version()).as("its version").isEqualTo(1);
    assertThat(row.fields().dueAt()).as("its due time").contains(NOON.plusMillis(1));
  }

  @Test
  default void required_S16a_nowIsWhatTheCallSays_notWhatAClockSays() {
    Instant longAgo = Instant.parse("1999-12-31T23:59:59.999Z");
    Instant farAhead = Instant.parse("2199-01-01T00:00:00Z");
    putDue("long ago", 0, longAgo);
    putDue("far ahead", 0, farAhead);

    assertThat(due(longAgo.minusMillis(1), null, 10)).as("due a moment before the first").isEmpty();
    assertThat(due(longAgo, null, 10)).as("due at the first").containsExactly("long ago");
    assertThat(due(farAhead.minusMillis(1), null, 10)).as("due a moment before the second").containsExactly("long ago");
    assertThat(due(farAhead, null, 10)).as("due at the second").containsExactly("far ahead", "long ago");
  }
}

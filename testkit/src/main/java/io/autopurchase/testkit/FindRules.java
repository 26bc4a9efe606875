package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.NOON;
import static io.autopurchase.testkit.StoreHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.TimeRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S22: what matches is found. */
interface FindRules extends StoreRules {
  private List<String> found(RecordFields fields) {
    return ids(harness().store().find(RecordQuery.of(StoreHarness.KIND, fields, 0, 100)));
  }

  private static List<String> ids(RecordPage page) {
    return page.records().stream().map(row -> row.key().id()).toList();
  }

  private void put(String id, RecordFields fields) {
    harness().apply(harness().write().put(record(id), 0, fields, 1, new byte[0]));
  }

  private static RecordFields.Builder all() {
    return RecordFields.builder().type("BOOKING").state("WAITING").provider("taobao").login("nick").orderId("O-1").reference("R-1");
  }

  @Test
  default void required_S22a_eachField_isAFilterOfItsOwn() {
    put("0", all().build());
    put("1 type", all().type("BINDING").build());
    put("2 state", all().state("RUNNING").build());
    put("3 provider", all().provider("tmall").build());
    put("4 login", all().login("nack").build());
    put("5 order", all().orderId("O-2").build());
    put("6 reference", all().reference("R-2").build());
    put("7 none", RecordFields.none());
    harness().apply(harness().write().put(new RecordKey("purchase", "other kind"), 0, all().build(), 1, new byte[0]));

    assertThat(found(RecordFields.none())).as("without any filter").hasSize(8);
    assertThat(found(all().build())).as("all fields").containsExactly("0");
    assertThat(found(RecordFields.builder().type("BINDING").build())).as("by type").containsExactly("1 type");
    assertThat(found(RecordFields.builder().state("RUNNING").build())).as("by state").containsExactly("2 state");
    assertThat(found(RecordFields.builder().provider("tmall").build())).as("by provider").containsExactly("3 provider");
    assertThat(found(RecordFields.builder().login("nack").build())).as("by login").containsExactly("4 login");
    assertThat(found(RecordFields.builder().orderId("O-2").build())).as("by order").containsExactly("5 order");
    assertThat(found(RecordFields.builder().reference("R-2").build())).as("by reference").containsExactly("6 reference");
    assertThat(found(RecordFields.builder().orderId("O").build())).as("by the beginning of an order").isEmpty();
    assertThat(found(all().dueAt(StoreHarness.NOON).build()))
        .as("by all fields and a due time, which is no filter")
        .containsExactly("0");
  }

  @Test
  default void required_S22a_everyUpdate_isFoundByItsNewFieldsOnly() {
    put("1", RecordFields.builder().state("RUNNING").orderId("O-1").text("red shoes").build());

    RecordFields updated = RecordFields.builder().state("DONE").text("blue hats").build();
    harness().apply(harness().write().put(record("1"), 1, updated, 1, new byte[0]));

    assertThat(found(RecordFields.builder().state("RUNNING").build())).as("by its old state").isEmpty();
    assertThat(found(RecordFields.builder().orderId("O-1").build())).as("by a field that it has not any more").isEmpty();
    assertThat(found(StoreHarness.text("shoes"))).as("by its old text").isEmpty();
    assertThat(found(RecordFields.builder().state("DONE").build())).as("by its new state").containsExactly("1");
    assertThat(found(StoreHarness.text("hats"))).as("by its new text").containsExactly("1");
  }

  @Test
  default void required_S22b_matches_comeLastIdFirst() {
    List<String> ids = List.of("b", "B", "a", "_", "0", "a-1", "a0", "aB", "ab", "a b", "Z", "a/1");
    ids.forEach(id -> put(id, RecordFields.none()));

    assertThat(found(RecordFields.none()))
        .as("the ids, in the order of their characters' codes, the last one first")
        .isEqualTo(ids.stream().sorted(Comparator.reverseOrder()).toList());
  }

  @Test
  default void required_S22b_idsBeyondAscii_haveOneOrderInAllQueries() {
    List<String> ids = List.of("a", "ä", "z", "中", "\uFF5E", "\uD83D\uDE00", "é", "e\u0301", "Ω");
    ids.forEach(id -> put(id, StoreHarness.due(StoreHarness.NOON)));

    List<String> found = new ArrayList<>(found(RecordFields.none()));
    List<String> due = new ArrayList<>();
    List<String> page;
    String after = null;
    do {
      page = harness().store().due(StoreHarness.KIND, StoreHarness.NOON, after, 2).stream().map(row -> row.key().id()).toList();
      due.addAll(page);
      after = page.isEmpty() ? after : page.get(page.size() - 1);
    } while (!page.isEmpty());

    Collections.reverse(found);
    assertThat(due).as("the ids of what is due by pages, against those of find from behind").isEqualTo(found);
    assertThat(due).as("all ids").containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  default void required_S22a_deletedAndMadeAgain_isFoundByItsNewTextOnly() {
    put("1", StoreHarness.text("red shoes"));

    harness().apply(harness().write().delete(record("1"), 1));
    assertThat(found(StoreHarness.text("shoes"))).as("by the text of a record that is deleted").isEmpty();
    put("1", StoreHarness.text("blue hats"));
    assertThat(found(StoreHarness.text("shoes"))).as("by the text that it had before it was deleted").isEmpty();
    assertThat(found(StoreHarness.text("hats"))).as("by its new text").containsExactly("1");
    harness().apply(harness().write().put(record("1"), harness().version(record("1")), RecordFields.none(), 1, new byte[0]));
    assertThat(found(StoreHarness.text("hats"))).as("by a text that it has not any more").isEmpty();
  }

  @Test
  default void required_S22c_eachWordOfTheQuery_beginsAWordOfTheText() {
    put("1", StoreHarness.text("two red shoes from 上海"));
    put("2", StoreHarness.text("two blue shoes"));
    put("3", StoreHarness.text("redness"));
    put("4", RecordFields.none());

    assertThat(found(StoreHarness.text("blue"))).as("by a word in the middle").containsExactly("2");
    assertThat(found(StoreHarness.text("two"))).as("by the first word").containsExactly("2", "1");
    assertThat(found(StoreHarness.text("上海"))).as("by the last word").containsExactly("1");
    assertThat(found(StoreHarness.text("上"))).as("by the beginning of a word of other characters").containsExactly("1");
    assertThat(found(StoreHarness.text("red"))).as("by the beginning of a word").containsExactly("3", "1");
    assertThat(found(StoreHarness.text("sh re"))).as("by two beginnings, in another order").containsExactly("1");
    assertThat(found(StoreHarness.text("two two t"))).as("by one word, several times").containsExactly("2", "1");
    assertThat(found(StoreHarness.text("hoes"))).as("by the end of a word").isEmpty();
    assertThat(found(StoreHarness.text("blue red"))).as("by words of two records").isEmpty();
    assertThat(found(StoreHarness.text("tworedshoes"))).as("by words without their blanks").isEmpty();
  }

  @Test
  default void required_S22c_wordsOfAnyLength_areComparedToTheirEnd() {
    String longWord = "w".repeat(1500);
    put("1", StoreHarness.text("a " + longWord + "x z"));
    put("2", StoreHarness.text("a " + longWord + "y z"));

    assertThat(found(StoreHarness.text(longWord))).as("by the beginning of two long words").containsExactly("2", "1");
    assertThat(found(StoreHarness.text(longWord + "x"))).as("by a word that differs in its last character").containsExactly("1");
    assertThat(found(StoreHarness.text(longWord + "z"))).as("by a long word that is not there").isEmpty();
  }

  @Test
  default void required_S22c_signsThatQueryLanguagesUse_areTakenLiterally() {
    List<String> signs =
        List.of(
            "100% wool", "a_b", "back\\slash", "[x]", "a.*b", "it's", "say \"so\"", "q?", "star*", "^top$", "(p|q)", "!bang",
            "#1", "{j}", "-- x");
    for (String sign : signs) {
      put("with " + sign, StoreHarness.text(sign));
    }
    put("without", StoreHarness.text("aXb and 100 wool, qq stars, top, x, p, ajb"));

    for (String sign : signs) {
      assertThat(found(StoreHarness.text(sign))).as("by the text %s", sign).containsExactly("with " + sign);
    }
    for (String wildcard : List.of("%", "_", "?", "*", ".*", "\\")) {
      assertThat(found(StoreHarness.text(wildcard))).as("by %s, with which no word begins", wildcard).isEmpty();
    }
  }

  @Test
  default void required_S22d_total_countsAllMatchesWhateverThePage() {
    many(25);
    RecordFields on = RecordFields.builder().state("ON").build();
    RecordFields off = RecordFields.builder().state("OFF").build();

    for (int[] page : new int[][] {{0, 10}, {10, 10}, {20, 10}, {30, 10}, {0, 1}, {0, 1000}, {25, 10}}) {
      RecordPage found = harness().store().find(RecordQuery.of(StoreHarness.KIND, on, page[0], page[1]));
      assertThat(found.total()).as("the total of a page from %d with a limit of %d", page[0], page[1]).isEqualTo(25);
      assertThat(found.isTotalExact()).as("whether a total of 25 is exact").isTrue();
    }
    assertThat(harness().store().find(RecordQuery.of(StoreHarness.KIND, off, 0, 10)).total())
        .as("the total if nothing matches")
        .isZero();
  }

  @Test
  default void required_S22e_offsetAndLimit_cutThePageOutOfTheMatches() {
    many(25);
    RecordFields on = RecordFields.builder().state("ON").build();
    List<String> ids = found(on);

    assertThat(ids).as("all matches").hasSize(25);
    assertThat(ids(harness().store().find(RecordQuery.of(StoreHarness.KIND, on, 0, 10))))
        .as("the first 10")
        .isEqualTo(ids.subList(0, 10));
    assertThat(ids(harness().store().find(RecordQuery.of(StoreHarness.KIND, on, 10, 10))))
        .as("10 from 10")
        .isEqualTo(ids.subList(10, 20));
    assertThat(ids(harness().store().find(RecordQuery.of(StoreHarness.KIND, on, 20, 10))))
        .as("the rest")
        .isEqualTo(ids.subList(20, 25));
    assertThat(ids(harness().store().find(RecordQuery.of(StoreHarness.KIND, on, 25, 10)))).as("beyond the end").isEmpty();
  }

  @Test
  default void required_S22f_before_leavesOutTheIdAndAllThatComeBeforeItInThePage() {
    many(25);
    RecordFields on = RecordFields.builder().state("ON").build();
    List<String> ids = found(on);

    List<String> paged = new ArrayList<>();
    RecordPage page = harness().store().find(RecordQuery.of(StoreHarness.KIND, on, 0, 10).before(null));
    while (!page.records().isEmpty()) {
      assertThat(page.total()).as("the total of what is left after %d", paged.size()).isEqualTo(25 - paged.size());
      paged.addAll(ids(page));
      String last = paged.get(paged.size() - 1);
      page = harness().store().find(RecordQuery.of(StoreHarness.KIND, on, 0, 10).before(last));
    }

    assertThat(paged).as("pages, each before the last id of the one before it").isEqualTo(ids);
    assertThat(ids(harness().store().find(RecordQuery.of(StoreHarness.KIND, on, 1, 2).before("r3"))))
        .as("two from the second on, before r3")
        .isEqualTo(ids.stream().filter(id -> id.compareTo("r3") < 0).skip(1).limit(2).toList());
    assertThat(ids(harness().store().find(RecordQuery.of(StoreHarness.KIND, on, 0, 10).from("r3").before("r5"))))
        .as("from r3 on, before r5")
        .isEqualTo(ids.stream().filter(id -> id.compareTo("r3") >= 0 && id.compareTo("r5") < 0).toList());
    assertThat(harness().store().find(RecordQuery.of(StoreHarness.KIND, on, 0, 1).from("r2x")).total())
        .as("how many come after an id that is not there")
        .isEqualTo(ids.stream().filter(id -> id.compareTo("r2x") >= 0).count());
    assertThat(ids(harness().store().find(RecordQuery.of(StoreHarness.KIND, on, 0, 10).before("r1x"))))
        .as("before an id that is not there")
        .isEqualTo(ids.stream().filter(id -> id.compareTo("r1x") < 0).limit(10).toList());
  }

  @Test
  default void required_S22h_timeRanges_includeTheirBeginningAndNotTheirEnd() {
    put("none", all().build());
    for (int i = 0; i < 4; i++) {
      put("started " + i, all().startedAt(NOON.plusMillis(i)).changedAt(NOON.plusMillis(9)).build());
      put("changed " + i, all().startedAt(NOON.plusMillis(9)).changedAt(NOON.plusMillis(i)).build());
    }
    RecordQuery all = RecordQuery.of(StoreHarness.KIND, all().build(), 0, 100);
    TimeRange middle = TimeRange.of(NOON.plusMillis(1), NOON.plusMillis(3));

    assertThat(ids(harness().store().find(all.started(middle)))).as("started from 1 until 3").containsExactly("started 2", "started 1");
    assertThat(ids(harness().store().find(all.changed(middle)))).as("changed from 1 until 3").containsExactly("changed 2", "changed 1");
    assertThat(ids(harness().store().find(all.changed(TimeRange.of(null, NOON.plusMillis(1)))))).as("changed until 1").containsExactly("changed 0");
    assertThat(harness().store().find(all.changed(TimeRange.of(NOON.plusMillis(3), null))).total()).as("the total of those changed from 3 on").isEqualTo(5);
    assertThat(ids(harness().store().find(all.started(middle).changed(middle)))).as("both from 1 until 3").isEmpty();
    assertThat(ids(harness().store().find(all.started(middle).before("started 2")))).as("started from 1 until 3, before an id").containsExactly("started 1");
    assertThat(ids(harness().store().find(all.started(TimeRange.ANY).changed(TimeRange.ANY)))).as("at any time").hasSize(9).contains("none");
  }

  @Test
  default void required_S22h_everyUpdate_isFoundByItsNewTimesOnly() {
    TimeRange before = TimeRange.of(null, NOON.plusMillis(1));
    TimeRange after = TimeRange.of(NOON.plusMillis(1), null);
    RecordQuery all = RecordQuery.of(StoreHarness.KIND, RecordFields.none(), 0, 100);
    put("1", RecordFields.builder().startedAt(NOON).changedAt(NOON).build());

    harness().apply(harness().write().put(record("1"), 1, RecordFields.builder().changedAt(NOON.plusMillis(1)).build(), 1, new byte[0]));

    assertThat(ids(harness().store().find(all.started(before)))).as("by a time that it has not any more").isEmpty();
    assertThat(ids(harness().store().find(all.changed(before)))).as("by its old time").isEmpty();
    assertThat(ids(harness().store().find(all.changed(after)))).as("by its new time").containsExactly("1");
    harness().apply(harness().write().delete(record("1"), 2));
    assertThat(ids(harness().store().find(all.changed(after)))).as("once it is deleted").isEmpty();
  }

  private void many(int count) {
    Commit.Builder commit = harness().write();
    for (int i = 0; i < count; i++) {
      commit.put(record("r" + i), 0, RecordFields.builder().state("ON").build(), 1, new byte[0]);
      commit.put(record("s" + i), 0, RecordFields.builder().state("HALF").build(), 1, new byte[0]);
    }
    harness().apply(commit);
  }
}

package io.autopurchase.testkit;

import static io.autopurchase.testkit.StoreHarness.NOON;
import static io.autopurchase.testkit.StoreHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.UniqueName;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** S13: what is stored comes back exactly. */
interface RoundTripRules extends StoreRules {
  /** Each differs from each, though some collations and normal forms take them for the same. */
  List<String> ALIKE =
      List.of(
          "a", "A", "\u00e4", "a\u0308", "\u00c4", "a ", " a", "a  ", "\uff41", "\u0430", "ss", "\u00df", "i", "I", "\u0130",
          "\u0131", "\uD83D\uDE00", "\uD83D\uDE01", "\uD842\uDFB7", "a\u200d", "\u212b", "\u00c5", "A\u030a", "1", "01", "1.0",
          "null", "NULL", "a/b", "a%b", "a_b", "a'b", "a\\b", "\u4e0a\u6d77");

  private StoredRecord roundTrip(String id, RecordFields fields, int codec, byte[] body) {
    harness().apply(harness().write().put(record(id), 0, fields, codec, body));
    return harness().other().load(record(id)).orElseThrow();
  }

  @Test
  default void required_S13a_bodiesOfAnySize_comeBackByteForByte() {
    Random random = new Random(1);
    for (int size : new int[] {0, 1, 255, 256, 4096, 65_535, 65_536, 100_000, 262_144}) {
      byte[] body = new byte[size];
      random.nextBytes(body);

      StoredRecord row = roundTrip("size " + size, RecordFields.none(), 1, body);

      assertThat(Difference.of(body, row.body())).as("what differs in a body of %d bytes", size).isEmpty();
    }
  }

  @Test
  default void required_S13a_everyByte_comesBack() {
    byte[] body = new byte[256];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) i;
    }

    byte[] back = roundTrip("bytes", RecordFields.none(), 1, body).body();
    assertThat(Difference.of(body, back)).as("what differs in a body of all values of a byte").isEmpty();
    harness().apply(harness().write().append(new StoredEvent("e1", NOON, EventFields.none(), 3, body)).append(new StoredEvent("e2", NOON, EventFields.none(), 3, new byte[0])));
    List<StoredEvent> events = harness().other().events(null, false, 10);
    assertThat(Difference.of(body, events.get(0).body())).as("what differs in an event of all values of a byte").isEmpty();
    assertThat(events.get(1).body()).as("an event of no bytes").isEmpty();
  }

  @Test
  default void required_S13a_codecVersions_comeBack() {
    for (int codec : new int[] {0, 1, 7, 1000, Integer.MAX_VALUE}) {
      assertThat(roundTrip("codec " + codec, RecordFields.none(), codec, new byte[] {1}).codecVersion())
          .as("codec version %d", codec)
          .isEqualTo(codec);
    }
  }

  @Test
  default void required_S13b_instants_comeBackToTheMillisecond() {
    List<Instant> instants =
        List.of(
            Instant.EPOCH,
            Instant.parse("2026-03-29T01:30:00.001Z"),
            Instant.parse("2026-10-25T01:59:59.999Z"),
            Instant.parse("2038-01-19T03:14:08.123Z"),
            Instant.parse("9999-12-31T23:59:59.999Z"));
    for (int i = 0; i < instants.size(); i++) {
      Instant at = instants.get(i);
      RecordFields times = RecordFields.builder().dueAt(at).startedAt(at).changedAt(at).build();
      assertThat(Difference.of(times, roundTrip("at " + i, times, 1, new byte[0]).fields())).as("what differs in times of %s", at).isEmpty();
      String id = "e" + i;
      harness().apply(harness().write().append(new StoredEvent(id, at, EventFields.none(), 1, new byte[0])));
      assertThat(harness().other().events(null, false, 10).get(i).at()).as("the time of an event at %s", at).isEqualTo(at);
    }
  }

  @Test
  default void required_S13c_textsOfAnyCharacters_comeBack() {
    for (String text : ALIKE) {
      RecordFields fields =
          RecordFields.builder().type(text).state(text).provider(text).login(text).orderId(text).reference(text).text(text).build();

      RecordFields back = roundTrip("of " + text, fields, 1, new byte[0]).fields();
      assertThat(Difference.of(fields, back)).as("what differs in fields of '%s'", text).isEmpty();
    }
  }

  @Test
  default void required_S13c_textsAsLongAsTheyMayBe_comeBack() {
    for (String character : List.of("x", "\u4e0a", "\uD83D\uDE00")) {
      RecordFields fields =
          RecordFields.builder()
              .type(ofLength(64, character))
              .state(ofLength(64, character))
              .provider(ofLength(64, character))
              .login(ofLength(255, character))
              .orderId(ofLength(255, character))
              .reference(ofLength(255, character))
              .text(ofLength(4000, character))
              .build();
      String id = ofLength(255, character);

      RecordFields back = roundTrip(id, fields, 1, new byte[0]).fields();
      assertThat(Difference.of(fields, back)).as("what differs in the longest fields of '%s'", character).isEmpty();
      harness().apply(harness().write().reserve(new UniqueName("s".repeat(32), id, id)));
      assertThat(harness().other().owner("s".repeat(32), id)).as("the longest owner of '%s'", character).contains(id);
    }
    RecordKey key = new RecordKey("k".repeat(32), "x");
    String event = "e".repeat(120);
    harness()
        .apply(
            Commit.builder("w".repeat(64))
                .put(key, 0, RecordFields.none(), 1, new byte[0])
                .append(new StoredEvent(event, NOON, EventFields.none(), 1, new byte[0])));
    assertThat(harness().other().load(key)).as("a record of the longest kind").isPresent();
    assertThat(harness().events(false)).as("the longest id of an event").containsExactly(event);
  }

  private static String ofLength(int length, String character) {
    return character.repeat(length / character.length()) + "x".repeat(length % character.length());
  }

  @Test
  default void required_S13d_emptyText_isNoMissingText() {
    RecordFields empty =
        RecordFields.builder().type("").state("").provider("").login("").orderId("").reference("").text("").build();

    RecordFields there = roundTrip("empty", empty, 1, new byte[0]).fields();
    RecordFields missing = roundTrip("missing", RecordFields.none(), 1, new byte[0]).fields();

    assertThat(Difference.of(empty, there)).as("what differs in fields of empty texts").isEmpty();
    assertThat(Difference.of(RecordFields.none(), missing)).as("what differs in fields that are missing").isEmpty();
    assertThat(
            harness()
                .store()
                .find(RecordQuery.of(StoreHarness.KIND, RecordFields.builder().orderId("").build(), 0, 10))
                .records())
        .as("what is found by an order of an empty text")
        .extracting(row -> row.key().id())
        .containsExactly("empty");
  }

  @Test
  default void required_S13e_idsThatLookAlike_areDifferentRecords() {
    for (String id : ALIKE) {
      assertThat(harness().store().commit(harness().put(record(id), 0, "content of " + id).build()))
          .as("making a record of the id '%s' beside those that look alike", id)
          .isEqualTo(new CommitResult.Applied());
    }

    for (String id : ALIKE) {
      StoredRecord row = harness().other().load(record(id)).orElseThrow(() -> new AssertionError("the record '" + id + "' is not there"));
      assertThat(StoreHarness.content(row)).as("the content of '%s'", id).isEqualTo("content of " + id);
      assertThat(row.key()).as("the key of '%s' as it comes back", id).isEqualTo(record(id));
    }
    assertThat(harness().other().load(record("b"))).as("a record that is not there").isEmpty();
  }

  @Test
  default void required_S13e_namesAndOwnersThatLookAlike_areDifferent() {
    for (String name : ALIKE) {
      assertThat(harness().store().commit(harness().write().reserve(new UniqueName("line", name, "of " + name)).build()))
          .as("reserving '%s' beside those that look alike", name)
          .isEqualTo(new CommitResult.Applied());
    }
    for (String name : ALIKE) {
      assertThat(harness().other().owner("line", name)).as("the owner of '%s'", name).contains("of " + name);
      if (!name.equals("a")) {
        harness().apply(harness().write().release(new UniqueName("line", "a", "of " + name)));
      }
    }
    assertThat(harness().other().owner("line", "a"))
        .as("the owner of 'a', after owners that look alike released it")
        .contains("of a");
  }

  @Test
  default void required_S13e_valuesThatLookAlike_areNotFoundForEachOther() {
    for (int i = 0; i < ALIKE.size(); i++) {
      RecordFields fields = RecordFields.builder().orderId(ALIKE.get(i)).text(word(ALIKE.get(i))).build();
      harness().apply(harness().write().put(record("r" + i), 0, fields, 1, new byte[0]));
    }
    for (int i = 0; i < ALIKE.size(); i++) {
      RecordFields byOrder = RecordFields.builder().orderId(ALIKE.get(i)).build();
      assertThat(harness().store().find(RecordQuery.of(StoreHarness.KIND, byOrder, 0, 10)).records())
          .as("what is found by the order '%s'", ALIKE.get(i))
          .extracting(row -> row.key().id())
          .containsExactly("r" + i);
      RecordFields byText = StoreHarness.text(word(ALIKE.get(i)));
      assertThat(harness().store().find(RecordQuery.of(StoreHarness.KIND, byText, 0, 10)).records())
          .as("what is found by the text '%s'", word(ALIKE.get(i)))
          .extracting(row -> row.key().id())
          .containsExactly("r" + i);
    }
  }

  /** One word, which is the beginning of none that looks alike. */
  private static String word(String alike) {
    return "<" + alike.replace(' ', '-') + ">";
  }

  @Test
  default void required_S13f_arraysThatWentInOrOut_areLeftAlone() {
    byte[] in = StoreHarness.bytes("first body, handed in");
    harness().apply(harness().write().put(record("1"), 0, RecordFields.none(), 1, in));
    harness().apply(harness().put(record("2"), 0, "other body, handed in"));

    byte[] out = harness().store().load(record("1")).orElseThrow().body();
    List<StoredRecord> found = harness().store().find(RecordQuery.of(StoreHarness.KIND, RecordFields.none(), 0, 10)).records();
    harness().store().load(record("2"));
    harness().apply(harness().put(record("1"), 1, "third"));

    byte[] first = StoreHarness.bytes("first body, handed in");
    assertThat(Difference.of(first, in)).as("what changed in an array that was handed in").isEmpty();
    assertThat(Difference.of(first, out)).as("what changed in an array that came out, by other reads and writes").isEmpty();
    assertThat(StoreHarness.content(found.get(0))).as("one record of a page").isEqualTo("other body, handed in");
    assertThat(StoreHarness.content(found.get(1))).as("the next record of the page").isEqualTo("first body, handed in");
  }
}

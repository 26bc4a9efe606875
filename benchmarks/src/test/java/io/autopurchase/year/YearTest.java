package io.autopurchase.year;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The year in a small form: some days of a small shop, whose retention is a day. */
class YearTest {
  private static final int DAYS = 6;
  private static final int PARTS = 10;
  private static final int BOOKINGS = 50;

  @Test
  void run_daysAfterTheRetentionTime_rowsAreFlatAndCopiesAreAsManyAsTheSampleSays(@TempDir Path folder) throws Exception {
    Year.Settings settings = new Year.Settings(DAYS, BOOKINGS, PARTS, 1, Set.of(5), 2);
    Year.Result result;
    try (YearDatabase database = YearDatabase.sqlite(folder.resolve("year.db"))) {
      result = new Year(database, settings).run();
    }

    assertCopies(result);
    Map<String, Long> day5 = result.measurements().get(0).rows();
    Map<String, Long> day6 = result.measurements().get(1).rows();
    for (String flat : List.of("activity PAYMENT", "purchase OPEN", "session", "synchronization", "tombstone")) {
      assertThat(day6.get(flat)).as(flat).isEqualTo(day5.get(flat));
    }
    assertThat(day5.get("activity BOOKING")).isEqualTo(BOOKINGS);
    assertThat(day6.get("activity BOOKING")).as("with those that the probes have made after day 5").isEqualTo(BOOKINGS + 20);
    assertThat(day6.get("purchase") - day5.get("purchase")).as("lines stay, of those 20 too").isEqualTo(BOOKINGS + 20);
    assertThat(day6.get("reservation") - day5.get("reservation")).as("client order ids and links stay").isEqualTo(2 * BOOKINGS);
    assertThat(day6.get("event")).as("events of a day").isLessThan(2 * day5.get("event"));
    assertThat(Year.growing(settings, result.measurements())).isEmpty();
    assertThat(Year.report(settings, result)).contains("| rows: activity BOOKING | 50 | 70 |", "p99");
  }

  @Test
  void growing_moreRowsOfAKindThatTheRetentionRemoves_areReported() {
    Year.Settings settings = new Year.Settings(9, 10, 10, 3, Set.of(), 1);
    Year.Measurement early = new Year.Measurement(3, Map.of("event", 1L), Map.of(), Map.of());
    Year.Measurement before = new Year.Measurement(5, Map.of("event", 5000L, "purchase", 5000L), Map.of(), Map.of());
    Year.Measurement after = new Year.Measurement(9, Map.of("event", 6000L, "purchase", 9000L), Map.of(), Map.of());

    assertThat(Year.growing(settings, List.of(early, before, after))).containsExactly("event: 5000 to 6000");
  }

  private static void assertCopies(Year.Result result) {
    assertThat(result.engine().records).containsEntry("BOOKING", (long) DAYS * BOOKINGS / PARTS).containsKeys("PAYMENT", "SYNCHRONIZATION", "purchase");
    result.engine().records.forEach(
        (kind, count) -> assertThat(result.copied().records.get(kind)).as(kind).isEqualTo(count * (PARTS - 1)));
    assertThat(result.copied().events).isEqualTo(result.engine().events * (PARTS - 1));
    assertThat(result.copied().names).isEqualTo(result.engine().names * (PARTS - 1));
  }

  @Test
  void run_messages_leaveASynchronizationPerSessionAndBurstAndNothingElse(@TempDir Path folder) throws Exception {
    Year.Result result;
    try (YearDatabase database = YearDatabase.sqlite(folder.resolve("year.db"))) {
      result = new Year(database, new Year.Settings(3, 200, 10, 1, Set.of(), 1)).run();
    }

    YearShop.Messages messages = result.messages();
    assertThat(messages.accepted).isGreaterThan(100);
    assertThat(messages.synchronizations).isPositive().isLessThanOrEqualTo(3L * 2 * YearShop.SESSIONS + YearShop.SESSIONS);
    assertThat(messages.otherRecords).isZero();
    assertThat(messages.events).isZero();
    assertThat(messages.otherNames).isZero();
  }
}

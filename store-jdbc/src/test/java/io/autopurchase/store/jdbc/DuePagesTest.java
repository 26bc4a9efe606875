package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.DueQuery;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is due comes in pages by its ids, however much it is: few are sorted, many are walked through. */
class DuePagesTest {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final int PAGE = 300;

  @TempDir Path folder;

  private JdbcActivityStore filled(int rows) {
    JdbcActivityStore store = JdbcActivityStore.openSqlite(folder.resolve("shop.db"));
    List<Commit> commits = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      // The ids go against the times, and every fifth is not due.
      RecordFields due =
          RecordFields.builder().provider("taobao").login("buyer-" + i % 2).dueAt(NOON.plusSeconds(i % 5 == 0 ? 10 : -i)).build();
      commits.add(Commit.builder("w" + i).put(new RecordKey("activity", id(i)), 0, due, 1, new byte[] {1}).build());
    }
    assertThat(store.commitAll(commits)).allMatch(result -> result.isApplied());
    return store;
  }

  private static String id(int i) {
    return String.format("a%05d", i);
  }

  private static List<String> all(Function<String, List<StoredRecord>> pages) {
    List<String> ids = new ArrayList<>();
    List<StoredRecord> page;
    do {
      page = pages.apply(ids.isEmpty() ? null : ids.get(ids.size() - 1));
      page.forEach(row -> ids.add(row.key().id()));
    } while (page.size() == PAGE);
    return ids;
  }

  @Test
  void due_fewRows_eachOnceInTheOrderOfIds() {
    check(1_000);
  }

  @Test
  void due_manyRows_eachOnceInTheOrderOfIds() {
    check(4_000);
  }

  private void check(int rows) {
    List<String> expected = new ArrayList<>();
    List<String> ofOne = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      if (i % 5 != 0) {
        expected.add(id(i));
      }
      if (i % 5 != 0 && i % 2 == 1) {
        ofOne.add(id(i));
      }
    }
    try (JdbcActivityStore store = filled(rows)) {
      assertThat(all(after -> store.due("activity", NOON, after, PAGE))).isEqualTo(expected);
      assertThat(all(after -> store.due(DueQuery.of("activity", NOON, PAGE).afterId(after)))).isEqualTo(expected);
      assertThat(all(after -> store.due(DueQuery.of("activity", NOON, PAGE).ofSession("taobao", "buyer-1").afterId(after)))).isEqualTo(ofOne);
    }
  }
}

package io.autopurchase.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ways of a search, for rare words and for common ones, find what a look at every record finds. */
class TextSearchTest {
  private static final int RECORDS = 150;
  private static final List<String> WORDS =
      List.of("red", "redness", "shirt", "shoe", "shoes", "上海", "上", "海", "100%", "a_b", "\uD83D\uDE00", "w".repeat(70) + "x", "w".repeat(70) + "y");

  /** With all words rare; with all common, in windows far smaller than the records; and between. */
  private static final List<TextSearch.Limits> LIMITS =
      List.of(new TextSearch.Limits(RECORDS, 10), new TextSearch.Limits(0, 7), new TextSearch.Limits(40, 50));

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void page_anyLimits_isWhatALookAtEveryRecordGives(Database database) throws SQLException {
    JdbcActivityStore store = JdbcActivityStore.builder(database.source()).shop("mine").build();
    JdbcActivityStore others = JdbcActivityStore.builder(database.source()).shop("other").build();
    Random random = new Random(7);
    fill(store, random);
    fill(others, random);
    List<StoredRecord> all = store.find(RecordQuery.of("activity", RecordFields.none(), 0, 1000)).records();
    assertThat(all).hasSize(RECORDS);

    try (Connection connection = database.source().getConnection()) {
      Rows rows = new Rows(connection, 10, new Tables(database.dialect(), "autopurchase_"));
      for (int i = 0; i < 150; i++) {
        RecordQuery query = query(random, all);
        TextSearch.Limits limits = LIMITS.get(i % LIMITS.size());
        List<StoredRecord> matches = all.stream().filter(query::matches).toList();

        RecordPage page = new TextSearch(rows, database.dialect(), "mine", query, limits).page();

        String asked = query.fields().text() + " " + query.fields().state() + " " + query.beforeId() + " " + limits;
        assertThat(keys(page.records()))
            .as(asked)
            .isEqualTo(keys(matches.stream().skip(query.offset()).limit(query.limit()).toList()));
        if (page.isTotalExact()) {
          assertThat(page.total()).as(asked).isEqualTo(matches.size());
        } else {
          assertThat(page.total()).as(asked).isLessThanOrEqualTo(matches.size()).isGreaterThanOrEqualTo(query.offset() + page.records().size());
          assertThat(limits.rare()).as("words are rare, all matches known").isLessThan(RECORDS);
        }
      }
    }
  }

  private static List<RecordKey> keys(List<StoredRecord> records) {
    return records.stream().map(StoredRecord::key).toList();
  }

  private static RecordQuery query(Random random, List<StoredRecord> all) {
    RecordFields fields =
        RecordFields.builder()
            .text(beginning(random) + (random.nextBoolean() ? "" : " " + beginning(random)))
            .state(random.nextInt(3) == 0 ? "ODD" : null)
            .build();
    String before = random.nextInt(3) == 0 ? all.get(random.nextInt(RECORDS)).key().id() : null;
    return RecordQuery.of("activity", fields, random.nextInt(3) * 5, 1 + random.nextInt(20)).before(before);
  }

  private static String beginning(Random random) {
    String word = WORDS.get(random.nextInt(WORDS.size()));
    int length = word.codePointCount(0, word.length());
    return random.nextInt(3) > 0 ? word : word.substring(0, word.offsetByCodePoints(0, 1 + random.nextInt(length)));
  }

  /** Each record is written, changed, and some are deleted and made again, so that their words are those of the last text. */
  private static void fill(JdbcActivityStore store, Random random) {
    for (int round = 0; round < 2; round++) {
      List<Commit> commits = new ArrayList<>();
      for (int i = 0; i < RECORDS; i++) {
        RecordKey key = new RecordKey("activity", String.format("%04d", i));
        if (round == 1 && i % 7 == 0) {
          commits.add(Commits.write().delete(key, 1).build());
          commits.add(Commits.write().put(key, 0, fields(i, random), 1, new byte[0]).build());
        } else {
          commits.add(Commits.write().put(key, round, fields(i, random), 1, new byte[0]).build());
        }
        commits.add(
            Commits.write().put(new RecordKey("other", key.id()), round, fields(i, random), 1, new byte[0]).build());
      }
      assertThat(store.commitAll(commits)).allMatch(result -> result.isApplied());
    }
  }

  private static RecordFields fields(int i, Random random) {
    List<String> text = new ArrayList<>();
    for (int word = random.nextInt(6); word > 0; word--) {
      text.add(WORDS.get((int) (Math.pow(random.nextDouble(), 2) * WORDS.size())));
    }
    return RecordFields.builder()
        .state(i % 2 == 0 ? "EVEN" : "ODD")
        .text(text.isEmpty() && random.nextBoolean() ? null : String.join(" ", text))
        .build();
  }

  @Test
  void find_moreThanAreCounted_totalIsWhatThereIsAtLeast() {
    JdbcActivityStore store = JdbcActivityStore.create(Database.h2().source());
    Commit.Builder many = Commits.write();
    for (int i = 0; i <= Rows.COUNTED; i++) {
      many.put(Commits.key(String.format("%05d", i)), 0, RecordFields.builder().state(i > 0 ? "NEW" : "OLD").build(), 1, new byte[0]);
    }
    assertThat(store.commit(many.build()).isApplied()).isTrue();

    RecordPage all = store.find(RecordQuery.of("activity", RecordFields.none(), 0, 10));
    assertThat(all.total()).isEqualTo(Rows.COUNTED);
    assertThat(all.isTotalExact()).isFalse();
    RecordPage counted = store.find(RecordQuery.of("activity", RecordFields.builder().state("NEW").build(), 0, 10));
    assertThat(counted.total()).isEqualTo(Rows.COUNTED);
    assertThat(counted.isTotalExact()).isTrue();
    RecordPage last = store.find(RecordQuery.of("activity", RecordFields.none(), Rows.COUNTED, 10));
    assertThat(last.records()).hasSize(1);
    assertThat(last.total()).isEqualTo(Rows.COUNTED + 1);
    assertThat(last.isTotalExact()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void commit_sameText_leavesTheIndexOfWordsAlone(Database database) {
    ExplainedQueries source = new ExplainedQueries(database);
    JdbcActivityStore store = JdbcActivityStore.create(source);
    RecordFields fields = RecordFields.builder().state("QUEUED").text("red shoes").build();
    store.commit(Commits.write().put(Commits.key("1"), 0, fields, 1, new byte[0]).build());
    source.plans.clear();

    RecordFields later = RecordFields.builder().state("RUNNING").text("red shoes").build();
    assertThat(store.commit(Commits.write().put(Commits.key("1"), 1, later, 1, new byte[0]).build()).isApplied()).isTrue();

    assertThat(source.plans.keySet()).noneMatch(sql -> sql.contains("autopurchase_word") || sql.contains("autopurchase_text") || sql.startsWith("SELECT search"));
    assertThat(words(database)).containsExactly("red", "shoes");
  }

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void commit_otherTexts_theIndexHoldsTheWordsOfTheLastOne(Database database) {
    JdbcActivityStore store = JdbcActivityStore.create(database.source());
    List<String> texts = new ArrayList<>();
    texts.add("red shoes red");
    texts.add("blue shoes");
    texts.add(null);
    texts.add("");
    texts.add("blue hats " + "w".repeat(100) + "1 " + "w".repeat(100) + "2");
    for (int version = 0; version < texts.size(); version++) {
      String text = texts.get(version);
      Commit.Builder commit =
          Commits.write().put(Commits.key("1"), version, RecordFields.builder().text(text).build(), 1, new byte[0]);
      assertThat(store.commit(commit.build()).isApplied()).isTrue();
      assertThat(words(database)).as("after the text '%s'", text).isEqualTo(new ArrayList<>(SearchWords.of(text)));
      assertThat(store.load(Commits.key("1")).orElseThrow().fields().text()).isEqualTo(Optional.ofNullable(text));
    }

    assertThat(store.commit(Commits.delete("1", texts.size())).isApplied()).isTrue();
    assertThat(words(database)).as("after the deletion").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void commit_wordIsInTheIndexAlready_isNoObstacle(Database database) {
    JdbcActivityStore store = JdbcActivityStore.create(database.source());
    database.execute("INSERT INTO autopurchase_word (shop, kind, word, id) VALUES ('default', 'activity', 'red', '1')");

    RecordFields red = RecordFields.builder().text("red shoes").build();
    assertThat(store.commit(Commits.write().put(Commits.key("1"), 0, red, 1, new byte[0]).build()).isApplied()).isTrue();

    assertThat(words(database)).containsExactly("red", "shoes");
  }

  @ParameterizedTest
  @MethodSource("io.autopurchase.store.jdbc.Database#all")
  void commit_lostRaceWithAnotherText_leavesTheIndexAsItWas(Database database) {
    JdbcActivityStore store = JdbcActivityStore.create(database.source());
    RecordFields red = RecordFields.builder().text("red").build();
    RecordFields blue = RecordFields.builder().text("blue").build();
    store.commit(Commits.write().put(Commits.key("1"), 0, red, 1, new byte[0]).build());

    Commit late = Commits.write().put(Commits.key("1"), 7, blue, 1, new byte[0]).put(Commits.key("2"), 0, blue, 1, new byte[0]).build();

    assertThat(store.commit(late).isApplied()).isFalse();
    assertThat(words(database)).containsExactly("red");
  }

  private static List<String> words(Database database) {
    return database.query("SELECT word FROM autopurchase_word").stream().sorted(Comparator.naturalOrder()).toList();
  }
}

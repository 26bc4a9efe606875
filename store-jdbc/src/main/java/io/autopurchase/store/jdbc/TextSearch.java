package io.autopurchase.store.jdbc;

import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds records by the words of their texts. Where one of the words is rare, the index of words tells all records that may
 * match, and those are looked at. Where each of them is common, so are mostly the matches, and the newest records are looked
 * at until there are enough for the page. No other way is left to the planner of the database, which knows nothing of words.
 */
final class TextSearch {
  private static final int IDS_AT_ONCE = 1000;

  /**
   * @param rare a word that more records have is common: to look at all of them would take longer than to look at the newest
   * @param window how many of the newest are looked at first
   */
  record Limits(int rare, int window) {
    static final Limits DEFAULT = new Limits(4000, 10_000);
  }

  private final Rows rows;
  private final Dialect dialect;
  private final String shop;
  private final RecordQuery query;
  private final Limits limits;
  private final Selection selection;

  TextSearch(Rows rows, Dialect dialect, String shop, RecordQuery query, Limits limits) {
    this.limits = limits;
    this.rows = rows;
    this.dialect = dialect;
    this.shop = shop;
    this.query = query;
    this.selection = Selection.of(shop, query);
  }

  RecordPage page() throws SQLException {
    Optional<String> rare = rarestWord();
    return rare.isPresent() ? amongThoseWith(rare.get()) : amongTheNewest();
  }

  /** Empty where every word is common. */
  private Optional<String> rarestWord() throws SQLException {
    int fewest = limits.rare + 1;
    String rarest = null;
    for (String word : longestFirst()) {
      int count = rows.count(rows.tables.word, beginningWith(word), fewest);
      if (count < fewest) {
        fewest = count;
        rarest = word;
      }
      if (fewest == 0) {
        break;
      }
    }
    return Optional.ofNullable(rarest);
  }

  /** They are mostly the rarer ones, and the search for a rarer one goes no further than the last one's count. */
  private List<String> longestFirst() {
    return query.words().stream().sorted(Comparator.comparing(String::length).reversed()).toList();
  }

  private Selection beginningWith(String word) {
    String indexed = Words.indexed(word);
    return new Selection("shop = ? AND kind = ?", List.of(shop, query.kind()))
        .and("word >= ? AND word < ?", indexed, indexed + dialect.lastCharacter());
  }

  private RecordPage amongThoseWith(String word) throws SQLException {
    Selection entries = beginningWith(word);
    String sql = "SELECT DISTINCT id FROM " + rows.tables.word + " WHERE " + entries.condition() + " ORDER BY id DESC";
    List<String> candidates = rows.select(sql, entries.values(), row -> row.getString(1));
    List<String> matches = new ArrayList<>();
    for (int from = 0; from < candidates.size(); from += IDS_AT_ONCE) {
      List<String> some = candidates.subList(from, Math.min(candidates.size(), from + IDS_AT_ONCE));
      matches.addAll(rows.ids(withWords().of(some), some.size(), 0));
    }
    return new RecordPage(recordsOf(matches), matches.size());
  }

  private RecordPage amongTheNewest() throws SQLException {
    List<String> matches = new ArrayList<>();
    Selection left = selection;
    Selection leftWithWords = withWords();
    int window = limits.window;
    while (true) {
      List<String> last = rows.ids(left, 1, window - 1);
      if (last.isEmpty()) {
        matches.addAll(rows.ids(leftWithWords, window, 0));
        return new RecordPage(recordsOf(matches), matches.size());
      }
      matches.addAll(rows.ids(leftWithWords.and("id >= ?", last.get(0)), window, 0));
      if (matches.size() >= query.offset() + query.limit()) {
        return new RecordPage(recordsOf(matches), matches.size(), false);
      }
      left = selection.and("id < ?", last.get(0));
      leftWithWords = withWords().and("id < ?", last.get(0));
      window *= 2;
    }
  }

  private Selection withWords() {
    Selection all = selection;
    for (String word : query.words()) {
      all = all.withWord(word);
    }
    return all;
  }

  private List<StoredRecord> recordsOf(List<String> matches) throws SQLException {
    int from = Math.min(query.offset(), matches.size());
    List<String> ids = matches.subList(from, Math.min(matches.size(), from + query.limit()));
    return ids.isEmpty() ? List.of() : rows.records(withWords().of(ids), ids.size(), 0);
  }
}

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
 * Finds records by the words of their texts. If one of the words is rare, or the other fields leave few records, those are
 * looked at. If all is common, so are mostly the matches, and the newest texts are looked at until there are enough for the
 * page. The choice is not left to the planner of the database, which knows nothing of words.
 */
final class TextSearch {
  private static final int IDS_AT_ONCE = 1000;

  /**
   * @param rare a word that more records have is common: to look at all of them would take longer than to look at the newest
   * @param window how many of the newest are looked at first
   */
  record Limits(int rare, int window) {
    static final Limits DEFAULT = new Limits(4000, 2_500);
  }

  private final Rows rows;
  private final Dialect dialect;
  private final String shop;
  private final RecordQuery query;
  private final Limits limits;
  private final Selection selection;

  TextSearch(Rows rows, Dialect dialect, String shop, RecordQuery query, Limits limits) {
    this.rows = rows;
    this.dialect = dialect;
    this.shop = shop;
    this.query = query;
    this.limits = limits;
    this.selection = Selection.of(dialect, shop, query);
  }

  RecordPage page() throws SQLException {
    Optional<String> rare = rarestWord();
    if (rare.isPresent()) {
      List<String> matches = among(idsWith(rare.get()), Long.MAX_VALUE);
      return new RecordPage(recordsOf(matches), matches.size());
    }
    if (Selection.isFiltered(query) && rows.count(rows.tables.record, selection, limits.rare + 1) <= limits.rare) {
      List<String> matches = rows.ids(rows.tables.record, withWords(selection), Integer.MAX_VALUE, 0);
      return new RecordPage(recordsOf(matches), matches.size());
    }
    return amongTheNewest();
  }

  /** Empty if every word is common. */
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
    String indexed = SearchWords.indexed(word);
    return Selection.ofKind(shop, query.kind())
        .and("word >= ? AND word < ?", indexed, indexed + dialect.lastCharacter());
  }

  /** Last id first. */
  private List<String> idsWith(String word) throws SQLException {
    Selection entries = beginningWith(word);
    String sql = "SELECT DISTINCT id FROM " + rows.tables.word + " WHERE " + entries.condition() + " ORDER BY id DESC";
    return rows.select(sql, entries.values(), row -> row.getString(1));
  }

  /** Those of them that match, or some more than are enough. */
  private List<String> among(List<String> ids, long enough) throws SQLException {
    List<String> matches = new ArrayList<>();
    for (int from = 0; from < ids.size() && matches.size() < enough; from += IDS_AT_ONCE) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_AT_ONCE));
      matches.addAll(rows.ids(rows.tables.record, withWords(selection).of(some), some.size(), 0));
    }
    return matches;
  }

  private RecordPage amongTheNewest() throws SQLException {
    long enough = query.offset() + (long) query.limit();
    List<String> matches = new ArrayList<>();
    String before = query.beforeId().orElse(null);
    boolean isEnd = false;
    for (int window = limits.window; !isEnd && matches.size() < enough; window *= 2) {
      Selection left = Selection.ofKind(shop, query.kind()).before(before).from(query.fromId().orElse(null));
      List<String> last = rows.ids(rows.tables.text, left, 1, window - 1);
      isEnd = last.isEmpty();
      Selection looked = isEnd ? left : left.and("id >= ?", last.get(0));
      List<String> found = rows.ids(rows.tables.text, withWords(looked), window, 0);
      long wanted = isEnd ? Long.MAX_VALUE : enough - matches.size();
      matches.addAll(Selection.isFiltered(query) ? among(found, wanted) : found);
      before = isEnd ? before : last.get(0);
    }
    return new RecordPage(recordsOf(matches), matches.size(), isEnd);
  }

  private Selection withWords(Selection of) {
    Selection all = of;
    for (String word : query.words()) {
      all = all.withWord(dialect, word);
    }
    return all;
  }

  private List<StoredRecord> recordsOf(List<String> matches) throws SQLException {
    int from = Math.min(query.offset(), matches.size());
    List<String> ids = matches.subList(from, Math.min(matches.size(), from + query.limit()));
    return ids.isEmpty() ? List.of() : rows.records(withWords(selection).of(ids), ids.size());
  }
}

package io.autopurchase.testkit;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.DueQuery;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import io.autopurchase.spi.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/** Stores that find too little, too much or too late: S11, S12, S16, S22. */
final class BrokenReads {
  private BrokenReads() {}

  static List<BrokenStore> all() {
    return List.of(
        new BrokenStore("reads from a replica that lags by one commit", "S11a", LagsBehind::new),
        new BrokenStore("reads now here, now from a replica that lags", "S11b", LagsNowAndThen::new),
        new BrokenStore("takes what is due just now for later", "S12a", NotYetDue::new),
        new BrokenStore("gives no second page of what is due", "S12b", OnePageOfDue::new),
        new BrokenStore("counts offsets over what is due", "S12b", DueByOffset::new),
        new BrokenStore("gives the longest due first", "S12b", LongestDueFirst::new),
        new BrokenStore("keeps the due time of the first write", "S12c", KeepsFirstDue::new),
        new BrokenStore("loses the sight of what is due while others come and go", "S12d", DueByOffset::new),
        new BrokenStore("ignores the session of a query for what is due", "S12f", IgnoresSession::new),
        new BrokenStore("cuts a page of what is due before it looks at the session", "S12f", CutsBeforeSession::new),
        new BrokenStore("ignores the moment after which to list what is due", "S12g", IgnoresDueAfter::new),
        new BrokenStore("includes the moment after which to list what is due", "S12g", IncludesDueAfter::new),
        new BrokenStore("asks its own clock what is due", "S16a", AsksItsClock::new),
        new BrokenStore("takes the beginning of an order for the order", "S22a", MatchesPrefixes::new),
        new BrokenStore("finds the first id first", "S22b", FirstIdFirst::new),
        new BrokenStore("finds by words of an earlier text", "S22a", KeepsOldTexts::new),
        new BrokenStore("takes signs of a text for wildcards", "S22c", TakesWildcards::new),
        new BrokenStore("finds words by what is in their middle", "S22c", MatchesMiddles::new),
        new BrokenStore("finds whole words only", "S22c", MatchesWholeWords::new),
        new BrokenStore("is content with one word of several", "S22c", MatchesAnyWord::new),
        new BrokenStore("compares the beginning of long words", "S22c", CutsWords::new),
        new BrokenStore("counts the page, not the matches", "S22d", CountsThePage::new),
        new BrokenStore("is never sure of its total", "S22d", NeverExact::new),
        new BrokenStore("ignores offsets", "S22e", IgnoresOffsets::new),
        new BrokenStore("begins a page with the id that it is before", "S22f", IncludesTheId::new),
        new BrokenStore("ignores the id from which on to find", "S22f", IgnoresFrom::new),
        new BrokenStore("counts what a page leaves out", "S22f", CountsAllBefore::new),
        new BrokenStore("ignores the times of a query", "S22h", IgnoresTimes::new),
        new BrokenStore("finds what has no time at all times", "S22h", FindsWithoutTime::new),
        new BrokenStore("includes the end of a time", "S22h", IncludesTheEnd::new),
        new BrokenStore("reads several records of the first one's kind only", "S27a", LoadsOneKind::new),
        new BrokenStore("reads several records with the deleted ones", "S27a", LoadsDeleted::new),
        new BrokenStore("reads up to 700 records at once", "S27b", LoadsSevenHundred::new),
        new BrokenStore("keeps what it has read of several records", "S27c", KeepsWhatItHasLoaded::new),
        new BrokenStore("keeps the time of the first write", "S22h", KeepsFirstChange::new));
  }

  private static class LagsBehind extends ReferenceStore {
    LagsBehind(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void apply(Commit commit) {
      shop.notes.put("before", shop.copy());
      super.apply(commit);
    }

    @Override
    Shop view() {
      return (Shop) shop.notes.getOrDefault("before", shop);
    }
  }

  private static final class LagsNowAndThen extends LagsBehind {
    private int reads;

    LagsNowAndThen(Data data, String shop) {
      super(data, shop);
    }

    @Override
    Shop view() {
      return reads++ % 3 == 2 ? super.view() : shop;
    }
  }

  private static final class NotYetDue extends ReferenceStore {
    NotYetDue(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean isDue(StoredRecord row, Instant now) {
      return super.isDue(row, now.minusMillis(1));
    }
  }

  private static final class OnePageOfDue extends ReferenceStore {
    OnePageOfDue(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<StoredRecord> due(String kind, Instant now, @Nullable String afterId, int limit) {
      return afterId == null ? super.due(kind, now, null, limit) : List.of();
    }
  }

  private static final class DueByOffset extends ReferenceStore {
    DueByOffset(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<StoredRecord> due(String kind, Instant now, @Nullable String afterId, int limit) {
      return read(
          () -> {
            int offset = afterId == null ? 0 : (int) shop.notes.getOrDefault(afterId, 0);
            List<StoredRecord> page = rows(kind).filter(row -> isDue(row, now)).skip(offset).limit(limit).toList();
            if (!page.isEmpty()) {
              shop.notes.put(page.get(page.size() - 1).key().id(), offset + page.size());
            }
            return page;
          });
    }
  }

  private static final class LongestDueFirst extends ReferenceStore {
    LongestDueFirst(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<StoredRecord> due(String kind, Instant now, @Nullable String afterId, int limit) {
      return super.due(kind, now, afterId, Integer.MAX_VALUE).stream()
          .sorted(Comparator.comparing(row -> row.fields().dueAt().orElseThrow()))
          .limit(limit)
          .toList();
    }
  }

  private static final class IgnoresSession extends ReferenceStore {
    IgnoresSession(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<StoredRecord> due(DueQuery query) {
      DueQuery wider = DueQuery.of(query.kind(), query.until(), query.limit()).afterId(query.afterId().orElse(null));
      return super.due(query.dueAfter().map(wider::dueAfter).orElse(wider));
    }
  }

  private static final class CutsBeforeSession extends ReferenceStore {
    CutsBeforeSession(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<StoredRecord> due(DueQuery query) {
      return due(query.kind(), query.until(), query.afterId().orElse(null), query.limit()).stream().filter(query::matches).toList();
    }
  }

  private static final class IgnoresDueAfter extends ReferenceStore {
    IgnoresDueAfter(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<StoredRecord> due(DueQuery query) {
      return super.due(query.dueAfter(Instant.EPOCH));
    }
  }

  private static final class IncludesDueAfter extends ReferenceStore {
    IncludesDueAfter(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<StoredRecord> due(DueQuery query) {
      return super.due(query.dueAfter().map(moment -> query.dueAfter(moment.minusMillis(1))).orElse(query));
    }
  }

  private static final class KeepsFirstDue extends ReferenceStore {
    KeepsFirstDue(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void put(Commit.Put put) {
      super.put(put);
      shop.notes.putIfAbsent(put.key(), put.fields().dueAt());
    }

    @Override
    boolean isDue(StoredRecord row, Instant now) {
      Optional<?> first = (Optional<?>) shop.notes.get(row.key());
      return first.map(at -> !((Instant) at).isAfter(now)).orElse(false);
    }
  }

  private static final class AsksItsClock extends ReferenceStore {
    AsksItsClock(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean isDue(StoredRecord row, Instant now) {
      return super.isDue(row, Instant.now());
    }
  }

  private static final class MatchesPrefixes extends ReferenceStore {
    MatchesPrefixes(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean matches(RecordQuery query, StoredRecord row) {
      Optional<String> order = query.fields().orderId();
      return super.matches(query, row)
          || order.isPresent() && row.fields().orderId().filter(has -> has.startsWith(order.get())).isPresent();
    }
  }

  private static final class FirstIdFirst extends ReferenceStore {
    FirstIdFirst(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public RecordPage find(RecordQuery query) {
      List<StoredRecord> page = new ArrayList<>(super.find(query).records());
      Collections.reverse(page);
      return new RecordPage(page, super.find(query).total());
    }
  }

  /** Judges the words of texts by itself. */
  private abstract static class OtherWords extends ReferenceStore {
    OtherWords(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean matches(RecordQuery query, StoredRecord row) {
      if (query.words().isEmpty()) {
        return super.matches(query, row);
      }
      RecordFields has = row.fields();
      RecordQuery others = RecordQuery.of(query.kind(), withoutText(query.fields()), query.offset(), query.limit());
      return super.matches(others.before(query.beforeId().orElse(null)), row)
          && has.text().filter(text -> matches(query.words(), text)).isPresent();
    }

    boolean matches(Set<String> words, String text) {
      return words.stream().allMatch(word -> matches(word, text));
    }

    abstract boolean matches(String word, String text);

    private static RecordFields withoutText(RecordFields fields) {
      return RecordFields.builder()
          .type(fields.type().orElse(null))
          .state(fields.state().orElse(null))
          .provider(fields.provider().orElse(null))
          .login(fields.login().orElse(null))
          .orderId(fields.orderId().orElse(null))
          .reference(fields.reference().orElse(null))
          .build();
    }
  }

  private static final class TakesWildcards extends OtherWords {
    TakesWildcards(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean matches(String word, String text) {
      String pattern = Pattern.quote(" " + word).replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q");
      return Pattern.compile(pattern).matcher(" " + text).find();
    }
  }

  private static final class MatchesMiddles extends OtherWords {
    MatchesMiddles(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean matches(String word, String text) {
      return text.contains(word);
    }
  }

  private static final class MatchesWholeWords extends OtherWords {
    MatchesWholeWords(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean matches(String word, String text) {
      return (" " + text + " ").contains(" " + word + " ");
    }
  }

  private static final class MatchesAnyWord extends OtherWords {
    MatchesAnyWord(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean matches(Set<String> words, String text) {
      return words.stream().anyMatch(word -> matches(word, text));
    }

    @Override
    boolean matches(String word, String text) {
      return (" " + text).contains(" " + word);
    }
  }

  private static final class CutsWords extends OtherWords {
    private static final int LENGTH = 255;

    CutsWords(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean matches(String word, String text) {
      return (" " + text).contains(" " + word.substring(0, Math.min(LENGTH, word.length())));
    }
  }

  private static final class KeepsOldTexts extends OtherWords {
    KeepsOldTexts(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void put(Commit.Put put) {
      super.put(put);
      put.fields().text().ifPresent(text -> shop.notes.merge(put.key(), text, (old, now) -> old + " " + now));
    }

    @Override
    boolean matches(RecordQuery query, StoredRecord row) {
      String texts = (String) shop.notes.getOrDefault(row.key(), "");
      return query.words().isEmpty() ? super.matches(query, row) : matches(query.words(), texts);
    }

    @Override
    boolean matches(String word, String text) {
      return (" " + text).contains(" " + word);
    }
  }

  private static final class IgnoresTimes extends ReferenceStore {
    IgnoresTimes(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean matches(RecordQuery query, StoredRecord row) {
      return super.matches(query.started(TimeRange.ANY).changed(TimeRange.ANY), row);
    }
  }

  private static final class FindsWithoutTime extends ReferenceStore {
    FindsWithoutTime(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean matches(RecordQuery query, StoredRecord row) {
      boolean isTimeless = row.fields().startedAt().isEmpty() && row.fields().changedAt().isEmpty();
      return super.matches(isTimeless ? query.started(TimeRange.ANY).changed(TimeRange.ANY) : query, row);
    }
  }

  private static final class IncludesTheEnd extends ReferenceStore {
    IncludesTheEnd(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean matches(RecordQuery query, StoredRecord row) {
      return super.matches(query.started(longer(query.started())).changed(longer(query.changed())), row);
    }

    private static TimeRange longer(TimeRange range) {
      return TimeRange.of(range.since().orElse(null), range.until().map(end -> end.plusMillis(1)).orElse(null));
    }
  }

  private static final class LoadsOneKind extends ReferenceStore {
    LoadsOneKind(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<StoredRecord> loadAll(Collection<RecordKey> keys) {
      return super.loadAll(keys.stream().filter(key -> key.kind().equals(keys.iterator().next().kind())).toList());
    }
  }

  private static final class LoadsDeleted extends ReferenceStore {
    LoadsDeleted(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void put(Commit.Put put) {
      super.put(put);
      shop.notes.put(put.key(), shop.records.get(key(put.key())));
    }

    @Override
    public List<StoredRecord> loadAll(Collection<RecordKey> keys) {
      return keys.stream().map(shop.notes::get).filter(StoredRecord.class::isInstance).map(StoredRecord.class::cast).toList();
    }
  }

  private static final class LoadsSevenHundred extends ReferenceStore {
    LoadsSevenHundred(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<StoredRecord> loadAll(Collection<RecordKey> keys) {
      return super.loadAll(keys).stream().limit(700).toList();
    }
  }

  private static final class KeepsWhatItHasLoaded extends ReferenceStore {
    KeepsWhatItHasLoaded(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public List<StoredRecord> loadAll(Collection<RecordKey> keys) {
      super.loadAll(keys).forEach(row -> shop.notes.putIfAbsent(row.key(), row));
      return keys.stream().map(shop.notes::get).filter(StoredRecord.class::isInstance).map(StoredRecord.class::cast).toList();
    }
  }

  private static final class KeepsFirstChange extends ReferenceStore {
    KeepsFirstChange(Data data, String shop) {
      super(data, shop);
    }

    @Override
    void put(Commit.Put put) {
      super.put(put);
      shop.notes.putIfAbsent(put.key(), put.fields().changedAt());
    }

    @Override
    boolean matches(RecordQuery query, StoredRecord row) {
      return super.matches(query.changed(TimeRange.ANY), row) && query.changed().includes(first(row));
    }

    private Optional<Instant> first(StoredRecord row) {
      return ((Optional<?>) shop.notes.get(row.key())).map(Instant.class::cast);
    }
  }

  private static final class CountsThePage extends ReferenceStore {
    CountsThePage(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public RecordPage find(RecordQuery query) {
      List<StoredRecord> page = super.find(query).records();
      return new RecordPage(page, page.size());
    }
  }

  private static final class IgnoresOffsets extends ReferenceStore {
    IgnoresOffsets(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public RecordPage find(RecordQuery query) {
      return super.find(RecordQuery.of(query.kind(), query.fields(), 0, query.limit()));
    }
  }

  private static final class NeverExact extends ReferenceStore {
    NeverExact(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public RecordPage find(RecordQuery query) {
      RecordPage page = super.find(query);
      return new RecordPage(page.records(), page.total(), false);
    }
  }

  private static final class IncludesTheId extends ReferenceStore {
    IncludesTheId(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean matches(RecordQuery query, StoredRecord row) {
      return super.matches(query.before(query.beforeId().map(id -> id + " ").orElse(null)), row);
    }
  }

  private static final class IgnoresFrom extends ReferenceStore {
    IgnoresFrom(Data data, String shop) {
      super(data, shop);
    }

    @Override
    boolean matches(RecordQuery query, StoredRecord row) {
      return super.matches(query.from(null), row);
    }
  }

  private static final class CountsAllBefore extends ReferenceStore {
    CountsAllBefore(Data data, String shop) {
      super(data, shop);
    }

    @Override
    public RecordPage find(RecordQuery query) {
      return new RecordPage(super.find(query).records(), super.find(query.before(null)).total());
    }
  }
}

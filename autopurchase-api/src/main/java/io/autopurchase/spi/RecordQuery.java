package io.autopurchase.spi;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.concurrent.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a kind to find. Fields that are not given match everything, given ones must be equal, and an empty value equals only
 * an empty value. Immutable.
 *
 * <p>Only {@link RecordFields#text()} is not compared as a whole: its words stand between single blanks, and each of them must
 * be the beginning of a word of the record's text. So {@code "shi r"} finds {@code "red shirts"}.
 */
@Immutable
public final class RecordQuery {
  private final String kind;
  private final RecordFields fields;
  private final int offset;
  private final int limit;
  @Nullable private final String beforeId;
  @Nullable private final String fromId;
  private final TimeRange started;
  private final TimeRange changed;

  private RecordQuery(
      String kind,
      RecordFields fields,
      int offset,
      int limit,
      @Nullable String beforeId,
      @Nullable String fromId,
      TimeRange started,
      TimeRange changed) {
    this.kind = kind;
    this.fields = fields;
    this.offset = offset;
    this.limit = limit;
    this.beforeId = beforeId;
    this.fromId = fromId;
    this.started = started;
    this.changed = changed;
  }

  /**
   * Records of a kind, by their fields.
   *
   * @param kind of the records, as in their keys
   * @param fields each that is present must be equal, except {@link RecordFields#text()}, whose words are searched literally
   *     (no wildcards, capitals count), and the times, which are ignored
   * @param offset matches to leave out, from 0
   * @param limit matches to return at most, from 1 to 1000
   * @throws IllegalArgumentException if a text is given that has no word
   */
  public static RecordQuery of(String kind, RecordFields fields, int offset, int limit) {
    if (fields.text().filter(text -> words(text).isEmpty()).isPresent()) {
      throw new IllegalArgumentException("a text to search has one word at least");
    }
    return new RecordQuery(kind, fields, offset, limit, null, null, TimeRange.ANY, TimeRange.ANY);
  }

  /**
   * The same, but only records whose id comes before this one, whether there is such a record or not; null for all. Pages that each begin
   * after the last id of the previous one do not shift, and each costs the same.
   *
   * @param id usually the last one of the page before
   */
  public RecordQuery before(@Nullable String id) {
    return new RecordQuery(kind, fields, offset, limit, id, fromId, started, changed);
  }

  /**
   * The same, but only records whose id does not come before this one, whether there is such a record or not; null for all.
   *
   * @param id the first one that may match
   */
  public RecordQuery from(@Nullable String id) {
    return new RecordQuery(kind, fields, offset, limit, beforeId, id, started, changed);
  }

  /**
   * The same, but only records with a {@link RecordFields#startedAt()} of this range.
   *
   * @param range {@link TimeRange#ANY} for all records, also those without this time
   */
  public RecordQuery started(TimeRange range) {
    return new RecordQuery(kind, fields, offset, limit, beforeId, fromId, range, changed);
  }

  /**
   * The same, but only records with a {@link RecordFields#changedAt()} of this range.
   *
   * @param range {@link TimeRange#ANY} for all records, also those without this time
   */
  public RecordQuery changed(TimeRange range) {
    return new RecordQuery(kind, fields, offset, limit, beforeId, fromId, started, range);
  }

  /** The kind in the keys of the records. */
  public String kind() {
    return kind;
  }

  /** The required fields of the records; missing fields match everything, and times do not matter. */
  public RecordFields fields() {
    return fields;
  }

  /** Matches to leave out, from 0. */
  public int offset() {
    return offset;
  }

  /** Matches to return at most, from 1 to 1000. */
  public int limit() {
    return limit;
  }

  /** Only records whose id comes before this one; empty for all. */
  public Optional<String> beforeId() {
    return Optional.ofNullable(beforeId);
  }

  /** Only records whose id does not come before this one; empty for all. */
  public Optional<String> fromId() {
    return Optional.ofNullable(fromId);
  }

  /** In which time {@link RecordFields#startedAt()} must lie; {@link TimeRange#ANY} if it does not matter. */
  public TimeRange started() {
    return started;
  }

  /** In which time {@link RecordFields#changedAt()} must lie; {@link TimeRange#ANY} if it does not matter. */
  public TimeRange changed() {
    return changed;
  }

  /** The words of the text, each once; none if no text is asked for. */
  public Set<String> words() {
    return fields.text().map(RecordQuery::words).orElse(Set.of());
  }

  private static Set<String> words(String text) {
    Set<String> words = new LinkedHashSet<>(List.of(text.split(" ")));
    words.remove("");
    return words;
  }

  /**
   * Whether a record is a match; for stores that look at each, and order ids as {@link String#compareTo} does.
   *
   * @param row as it is stored; its body is not looked at
   */
  public boolean matches(StoredRecord row) {
    RecordFields has = row.fields();
    return row.key().kind().equals(kind)
        && matches(fields.type().orElse(null), has.type())
        && matches(fields.state().orElse(null), has.state())
        && matches(fields.provider().orElse(null), has.provider())
        && matches(fields.login().orElse(null), has.login())
        && matches(fields.orderId().orElse(null), has.orderId())
        && matches(fields.reference().orElse(null), has.reference())
        && (beforeId == null || row.key().id().compareTo(beforeId) < 0)
        && (fromId == null || row.key().id().compareTo(fromId) >= 0)
        && started.includes(has.startedAt())
        && changed.includes(has.changedAt())
        && words().stream().allMatch(word -> has.text().filter(text -> (" " + text).contains(" " + word)).isPresent());
  }

  private static boolean matches(@Nullable String wanted, Optional<String> actual) {
    return wanted == null || actual.isPresent() && actual.get().equals(wanted);
  }
}

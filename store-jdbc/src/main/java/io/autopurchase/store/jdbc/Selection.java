package io.autopurchase.store.jdbc;

import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.TimeRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import javax.annotation.concurrent.Immutable;

/**
 * Which records: a condition, the values in the places of its question marks, and what they are ordered by, the last one first.
 * Immutable.
 */
@Immutable
record Selection(String condition, List<Object> values, String order) {
  static Selection ofKind(String shop, String kind) {
    return new Selection("shop = ? AND kind = ?", List.of(shop, kind), "id");
  }

  /** All that a query demands but for its words. */
  static Selection of(Dialect dialect, String shop, RecordQuery query) {
    RecordFields fields = query.fields();
    UnaryOperator<String> wide = column -> isNarrow(query) ? dialect.unindexed(column) : column;
    Selection all = ofKind(shop, query.kind()).before(query.beforeId().orElse(null)).from(query.fromId().orElse(null));
    // What is deleted has no fields; to say so again would keep the database from answering by an index alone.
    return isFiltered(query)
        ? all.equal(dialect, fields, wide)
            .within(dialect.unindexed("started_at"), query.started())
            .within(dialect.unindexed("changed_at"), query.changed())
        : all.and("deleted_at IS NULL");
  }

  /** The same, by an index of the times and sorted: for times in which few records lie. */
  static Selection byTime(Dialect dialect, String shop, RecordQuery query) {
    String id = dialect.concat("id", "''"); // no index holds the expression
    Selection all = new Selection("shop = ? AND kind = ?", List.of(shop, query.kind()), id);
    for (String before : query.beforeId().stream().toList()) {
      all = all.and(id + " < ?", before);
    }
    for (String from : query.fromId().stream().toList()) {
      all = all.and(id + " >= ?", from);
    }
    return all.equal(dialect, query.fields(), dialect::unindexed).times(dialect, query);
  }

  /** What lies in the times of a query, whatever else it demands; empty if it names none, or what it names leaves a handful anyway. */
  static Optional<Selection> inTime(Dialect dialect, String shop, RecordQuery query) {
    boolean isTimed = !query.started().isAny() || !query.changed().isAny();
    return isTimed && !isNarrow(query) ? Optional.of(ofKind(shop, query.kind()).times(dialect, query)) : Optional.empty();
  }

  /** Of two times, an index is chosen for when it started: that is the narrower one. */
  private Selection times(Dialect dialect, RecordQuery query) {
    String changedAt = query.started().isAny() ? "changed_at" : dialect.unindexed("changed_at");
    return within("started_at", query.started()).within(changedAt, query.changed());
  }

  private Selection within(String column, TimeRange range) {
    Selection since = range.since().map(at -> and(column + " >= ?", at.toEpochMilli())).orElse(this);
    return range.until().map(at -> since.and(column + " < ?", at.toEpochMilli())).orElse(since);
  }

  private Selection equal(Dialect dialect, RecordFields fields, UnaryOperator<String> wide) {
    return equal(dialect, wide.apply("type"), fields.type())
        .equal(dialect, wide.apply("state"), fields.state())
        .equal(wide.apply("provider"), fields.provider())
        .equal(wide.apply("login"), fields.login())
        .equal("order_id", fields.orderId())
        .equal("reference", fields.reference());
  }

  /** An order leaves a handful of records, whatever else is asked for. */
  private static boolean isNarrow(RecordQuery query) {
    return query.fields().orderId().isPresent() || query.fields().reference().isPresent();
  }

  /** Whether anything but words is asked for. */
  static boolean isFiltered(RecordQuery query) {
    RecordFields fields = query.fields();
    return !query.started().isAny()
        || !query.changed().isAny()
        || Stream.of(fields.type(), fields.state(), fields.provider(), fields.login(), fields.orderId(), fields.reference())
            .anyMatch(Optional::isPresent);
  }

  Selection before(@Nullable String id) {
    return id == null ? this : and("id < ?", id);
  }

  Selection from(@Nullable String id) {
    return id == null ? this : and("id >= ?", id);
  }

  Selection and(String more, Object... moreValues) {
    return new Selection(
        condition + " AND " + more, Stream.concat(values.stream(), Arrays.stream(moreValues)).toList(), order);
  }

  /** Of these ids only. */
  Selection of(List<String> ids) {
    return and("id IN (?" + ", ?".repeat(ids.size() - 1) + ")", ids.toArray());
  }

  /** A word of the text begins so. */
  Selection withWord(Dialect dialect, String word) {
    return and(dialect.contains(dialect.concat("' '", "search")), dialect.sought(" " + word));
  }

  /** A value of which some records have many and others few: the database may have to know it to choose an index. */
  private Selection equal(Dialect dialect, String column, Optional<String> value) {
    Optional<String> literal = value.flatMap(dialect::literal);
    return literal.isPresent() ? and(column + " = " + literal.get()) : equal(column, value);
  }

  private Selection equal(String column, Optional<String> value) {
    return value.map(text -> and(column + " = ?", text)).orElse(this);
  }

  List<Object> valuesAnd(Object... more) {
    List<Object> all = new ArrayList<>(values);
    all.addAll(Arrays.asList(more));
    return all;
  }
}

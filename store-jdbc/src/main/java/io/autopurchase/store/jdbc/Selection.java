package io.autopurchase.store.jdbc;

import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/** Which records: a condition, and the values in the places of its question marks. Immutable. */
record Selection(String condition, List<Object> values) {
  static Selection ofKind(String shop, String kind) {
    return new Selection("shop = ? AND kind = ?", List.of(shop, kind));
  }

  /** All that a query demands but for its words. */
  static Selection of(Dialect dialect, String shop, RecordQuery query) {
    RecordFields fields = query.fields();
    // An order leaves a handful of records, whatever else is asked for.
    boolean isNarrow = fields.orderId().isPresent() || fields.reference().isPresent();
    UnaryOperator<String> wide = column -> isNarrow ? dialect.unindexed(column) : column;
    Selection all = ofKind(shop, query.kind()).before(query.beforeId().orElse(null)).from(query.fromId().orElse(null));
    // What is deleted has no fields; to say so again would keep the database from answering by an index alone.
    return isFiltered(fields)
        ? all.equal(wide.apply("type"), fields.type())
            .equal(wide.apply("state"), fields.state())
            .equal(wide.apply("provider"), fields.provider())
            .equal(wide.apply("login"), fields.login())
            .equal("order_id", fields.orderId())
            .equal("reference", fields.reference())
        : all.and("deleted_at IS NULL");
  }

  /** Whether anything but words is asked for. */
  static boolean isFiltered(RecordFields fields) {
    return Stream.of(fields.type(), fields.state(), fields.provider(), fields.login(), fields.orderId(), fields.reference())
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
        condition + " AND " + more, Stream.concat(values.stream(), Arrays.stream(moreValues)).toList());
  }

  /** Of these ids only. */
  Selection of(List<String> ids) {
    return and("id IN (?" + ", ?".repeat(ids.size() - 1) + ")", ids.toArray());
  }

  /** A word of the text begins so. */
  Selection withWord(Dialect dialect, String word) {
    return and(dialect.contains(dialect.concat("' '", "search")), dialect.sought(" " + word));
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

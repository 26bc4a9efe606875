package io.autopurchase.store.jdbc;

import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which records: a condition, and the values in the places of its question marks. Immutable. */
record Selection(String condition, List<Object> values) {
  /** All that a query demands but for its words. */
  static Selection of(String shop, RecordQuery query) {
    RecordFields fields = query.fields();
    return new Selection("shop = ? AND kind = ?", List.of(shop, query.kind()))
        .equal("type", fields.type())
        .equal("state", fields.state())
        .equal("provider", fields.provider())
        .equal("login", fields.login())
        .equal("order_id", fields.orderId())
        .equal("reference", fields.reference())
        .and("deleted_at IS NULL")
        .andIf("id < ?", query.beforeId());
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
  Selection withWord(String word) {
    return and("CONCAT(' ', search) LIKE ? ESCAPE '!'", Sql.containing(" " + word));
  }

  private Selection equal(String column, Optional<String> value) {
    return andIf(column + " = ?", value);
  }

  private Selection andIf(String more, Optional<String> value) {
    return value.map(text -> and(more, text)).orElse(this);
  }

  List<Object> valuesAnd(Object... more) {
    List<Object> all = new ArrayList<>(values);
    all.addAll(Arrays.asList(more));
    return all;
  }
}

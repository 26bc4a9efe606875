package io.autopurchase.store.jdbc;

import io.autopurchase.spi.DueQuery;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;

/** What the store can be asked. Each query goes by an index that begins with the shop. */
final class Queries {
  /** So many rows that are due are not sorted for each page. */
  private static final int MANY = 2_000;

  /** So many rows in a range of times are not sorted for each page. */
  private static final int MANY_IN_TIME = 20_000;

  private static final int KEYS_AT_ONCE = 100;

  private final Transactions transactions;
  private final Tables tables;
  private final String shop;

  Queries(Transactions transactions, Tables tables, String shop) {
    this.transactions = transactions;
    this.tables = tables;
    this.shop = shop;
  }

  Optional<StoredRecord> load(Connection connection, RecordKey key) throws SQLException {
    String sql =
        "SELECT " + Sql.RECORD_COLUMNS + " FROM " + tables.record
            + " WHERE shop = ? AND kind = ? AND id = ? AND deleted_at IS NULL";
    return rows(connection).select(sql, List.of(shop, key.kind(), key.id()), Sql::record).stream().findFirst();
  }

  /** In one statement for each some hundred keys; on PostgreSQL with one text, however many they are. */
  List<StoredRecord> loadAll(Connection connection, Collection<RecordKey> keys) throws SQLException {
    List<RecordKey> all = List.copyOf(keys);
    List<StoredRecord> found = new ArrayList<>();
    for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
      List<RecordKey> some = all.subList(from, Math.min(all.size(), from + KEYS_AT_ONCE));
      found.addAll(transactions.dialect.runsScripts() ? byArrays(connection, some) : byPairs(connection, some));
    }
    return found;
  }

  /** The arrays are hidden from the planner, which would make a plan for each length of them: so one plan serves all. */
  private List<StoredRecord> byArrays(Connection connection, List<RecordKey> keys) throws SQLException {
    String sql =
        "SELECT it.* FROM unnest((SELECT ?::text[]), (SELECT ?::text[])) AS u(kind, id) CROSS JOIN LATERAL (SELECT " + Sql.RECORD_COLUMNS + " FROM " + tables.record
            + " r WHERE r.shop = ? AND r.kind = u.kind AND r.id = u.id AND r.deleted_at IS NULL LIMIT 1) it";
    Object kinds = connection.createArrayOf("text", keys.stream().map(RecordKey::kind).toArray());
    Object ids = connection.createArrayOf("text", keys.stream().map(RecordKey::id).toArray());
    return rows(connection).select(sql, List.of(kinds, ids, shop), Sql::record);
  }

  private List<StoredRecord> byPairs(Connection connection, List<RecordKey> keys) throws SQLException {
    String one = "SELECT " + Sql.RECORD_COLUMNS + " FROM " + tables.record + " WHERE shop = ? AND kind = ? AND id = ? AND deleted_at IS NULL";
    List<Object> values = new ArrayList<>();
    keys.forEach(key -> values.addAll(List.of(shop, key.kind(), key.id())));
    return rows(connection).select(one + (" UNION ALL " + one).repeat(keys.size() - 1), values, Sql::record);
  }

  RecordPage find(RecordQuery query) {
    return read(
        rows ->
            query.words().isEmpty()
                ? rows.page(selection(rows, query), query)
                : new TextSearch(rows, transactions.dialect, shop, query, TextSearch.Limits.DEFAULT).page());
  }

  /** If many rows lie in the times that are asked for, the next ones are close by their ids. */
  private Selection selection(Rows rows, RecordQuery query) throws SQLException {
    Optional<Selection> inTime = Selection.inTime(transactions.dialect, shop, query);
    boolean areFew = inTime.isPresent() && rows.count(tables.record, inTime.get(), MANY_IN_TIME + 1) <= MANY_IN_TIME;
    return areFew ? Selection.byTime(transactions.dialect, shop, query) : Selection.of(transactions.dialect, shop, query);
  }

  List<StoredRecord> due(String kind, Instant now, @Nullable String afterId, int limit) {
    String due = " FROM " + tables.record + " WHERE shop = ? AND kind = ? AND due_at <= ? AND deleted_at IS NULL";
    return page(Sql.RECORD_COLUMNS, due, List.of(shop, kind, now.toEpochMilli()), afterId, limit, Sql::record);
  }

  List<StoredRecord> due(DueQuery query) {
    List<Object> values = new ArrayList<>(List.of(shop, query.kind()));
    StringBuilder due = new StringBuilder(" FROM " + tables.record + " WHERE shop = ? AND kind = ?");
    query.login().ifPresent(login -> with(due, values, " AND login = ?", login));
    query.provider().ifPresent(provider -> with(due, values, " AND provider = ?", provider));
    with(due, values, " AND due_at <= ?", query.until().toEpochMilli());
    query.dueAfter().ifPresent(after -> with(due, values, " AND due_at > ?", after.toEpochMilli()));
    return page(Sql.DUE_COLUMNS, due, values, query.afterId().orElse(null), query.limit(), Sql::recordWithoutBody);
  }

  /**
   * A page of what is due, by its ids. If few rows are due, or a first page is asked for, they are found by their due time and
   * sorted: databases whose statistics are some days old, or that have none, expect more of them, and would look for the first
   * ones along all ids. If many are due that would sort all of them for each page, and the next ones are close by their ids.
   */
  private List<StoredRecord> page(
      String columns, CharSequence due, List<Object> values, @Nullable String afterId, int limit, Rows.Reader<StoredRecord> reader) {
    boolean isSorted = afterId == null || areFew(due, values);
    String id = isSorted ? transactions.dialect.concat("id", "''") : "id"; // no index holds the expression
    List<Object> all = new ArrayList<>(values);
    all.add(Sql.orEmpty(afterId));
    all.add(limit);
    return select("SELECT " + columns + due + " AND " + id + " > ? ORDER BY " + id + " LIMIT ?", all, reader);
  }

  private boolean areFew(CharSequence due, List<Object> values) {
    List<Object> all = new ArrayList<>(values);
    all.add(MANY);
    return select("SELECT due_at" + due + " ORDER BY due_at LIMIT 1 OFFSET ?", all, row -> row.getLong(1)).isEmpty();
  }

  private static void with(StringBuilder sql, List<Object> values, String condition, Object value) {
    sql.append(condition);
    values.add(value);
  }

  Optional<String> owner(Connection connection, String scope, String name) throws SQLException {
    String sql = "SELECT owner FROM " + tables.reservation + " WHERE shop = ? AND scope = ? AND name = ?";
    return rows(connection).select(sql, List.of(shop, scope, name), row -> row.getString(1)).stream().findFirst();
  }

  List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
    String sql =
        "SELECT " + Sql.EVENT_COLUMNS + " FROM " + tables.event + " WHERE shop = ? AND id > ?"
            + (undeliveredOnly ? " AND delivered = FALSE" : "") + " ORDER BY id LIMIT ?";
    return select(sql, List.of(shop, Sql.orEmpty(afterId), limit), Sql::event);
  }

  private <T> List<T> select(String sql, List<Object> values, Rows.Reader<T> reader) {
    return read(rows -> rows.select(sql, values, reader));
  }

  /** What is read from rows. */
  private interface Read<T> {
    T from(Rows rows) throws SQLException;
  }

  private <T> T read(Read<T> read) {
    return transactions.read(connection -> read.from(rows(connection)));
  }

  private Rows rows(Connection connection) {
    return new Rows(connection, transactions.timeoutSeconds, tables);
  }
}

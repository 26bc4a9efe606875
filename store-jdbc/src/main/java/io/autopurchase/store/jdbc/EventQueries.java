package io.autopurchase.store.jdbc;

import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.PositionedEvent;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredEventQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Events by their fields, and the feed of all of them.
 *
 * <p>Commits don't number their events: a number that is given within a transaction can be seen later than a larger one that another
 * transaction got after it. A reader of the feed numbers what was committed since the last one, under a lock of its own; so every number is
 * there for all readers before the next one is given, and commits wait for no reader.
 */
final class EventQueries {
  /** So many events get their positions in one transaction. */
  private static final int NUMBERED_AT_ONCE = 1000;

  private final Transactions transactions;
  private final Tables tables;
  private final String shop;

  EventQueries(Transactions transactions, Tables tables, String shop) {
    this.transactions = transactions;
    this.tables = tables;
    this.shop = shop;
  }

  /** Each part goes by an index that ends with the id, so that it costs what it returns. */
  List<StoredEvent> find(StoredEventQuery query) {
    EventFields fields = query.fields();
    boolean isNarrow = fields.orderId().isPresent() || fields.activity().isPresent();
    if (isNarrow || query.types().size() < 2) {
      return find(query, query.types());
    }
    Comparator<StoredEvent> order = Comparator.comparing(StoredEvent::id);
    return query.types().stream()
        .map(type -> find(query, Set.of(type)))
        .flatMap(Collection::stream)
        .sorted(query.isOldestFirst() ? order : order.reversed())
        .limit(query.limit())
        .toList();
  }

  private List<StoredEvent> find(StoredEventQuery query, Set<String> types) {
    EventFields fields = query.fields();
    StringBuilder sql = new StringBuilder("SELECT " + Sql.EVENT_COLUMNS + " FROM " + tables.event + " WHERE shop = ?");
    List<Object> values = new ArrayList<>(List.of(shop));
    with(sql, values, " AND order_id = ?", fields.orderId());
    with(sql, values, " AND line_id = ?", fields.lineId());
    with(sql, values, " AND activity = ?", fields.activity());
    with(sql, values, " AND login = ?", fields.login());
    with(sql, values, " AND provider = ?", fields.provider());
    with(sql, values, " AND type = ?", fields.type());
    if (!types.isEmpty()) {
      sql.append(" AND type IN (?").append(", ?".repeat(types.size() - 1)).append(')');
      values.addAll(types);
    }
    with(sql, values, " AND id > ?", query.afterId());
    with(sql, values, " AND id < ?", query.beforeId());
    sql.append(query.isOldestFirst() ? " ORDER BY id LIMIT ?" : " ORDER BY id DESC LIMIT ?");
    values.add(query.limit());
    return transactions.read(connection -> rows(connection).select(sql.toString(), values, Sql::event));
  }

  private static void with(StringBuilder sql, List<Object> values, String condition, Optional<String> value) {
    if (value.isPresent()) {
      sql.append(condition);
      values.add(value.get());
    }
  }

  /** Numbers only what it needs for a full page. */
  List<PositionedEvent> feed(long after, int limit) {
    List<PositionedEvent> page = numbered(after, limit);
    while (page.size() < limit && number()) {
      page = numbered(after, limit);
    }
    return page;
  }

  private List<PositionedEvent> numbered(long after, int limit) {
    String sql =
        "SELECT " + Sql.EVENT_COLUMNS + ", position FROM " + tables.event + " WHERE shop = ? AND position > ? ORDER BY position LIMIT ?";
    return transactions.read(
        connection ->
            rows(connection).select(sql, List.of(shop, after, limit), row -> new PositionedEvent(row.getLong(11), Sql.event(row))));
  }

  /** Returns whether there was anything to number. */
  private boolean number() {
    boolean[] isAny = {false};
    transactions.write(
        lease -> {
          Connection connection = lease.connection;
          long last = lockLast(connection);
          List<String> ids =
              rows(connection)
                  .select(
                      "SELECT id FROM " + tables.event + " WHERE shop = ? AND position IS NULL ORDER BY id LIMIT ?",
                      List.of(shop, NUMBERED_AT_ONCE),
                      row -> row.getString(1));
          isAny[0] = !ids.isEmpty();
          if (isAny[0]) {
            number(connection, ids, last);
          }
          return isAny[0];
        });
    return isAny[0];
  }

  /** The last position that was given. Other readers wait for the row until this transaction ends. */
  private long lockLast(Connection connection) throws SQLException {
    String lock = "UPDATE " + tables.feed + " SET last_position = last_position + 0 WHERE shop = ?";
    if (update(connection, lock, shop) == 0) {
      update(connection, tables.insertFeed, shop);
      update(connection, lock, shop);
    }
    String select = "SELECT last_position FROM " + tables.feed + " WHERE shop = ?";
    return rows(connection).select(select, List.of(shop), row -> row.getLong(1)).get(0);
  }

  private void number(Connection connection, List<String> ids, long last) throws SQLException {
    try (PreparedStatement set = prepare(connection, "UPDATE " + tables.event + " SET position = ? WHERE shop = ? AND id = ?")) {
      long position = last;
      for (String id : ids) {
        set.setLong(1, ++position);
        set.setString(2, shop);
        set.setString(3, id);
        set.addBatch();
      }
      Sql.executeBatch(set);
    }
    update(connection, "UPDATE " + tables.feed + " SET last_position = ? WHERE shop = ?", last + ids.size(), shop);
  }

  private int update(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      statement.setQueryTimeout(transactions.timeoutSeconds);
      return statement;
    } catch (SQLException | RuntimeException e) {
      try (statement) {
        throw e;
      }
    }
  }

  private Rows rows(Connection connection) {
    return new Rows(connection, transactions.timeoutSeconds, tables);
  }
}

package io.autopurchase.store.jdbc;

import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.Nullable;

/** What the store can be asked. Each query goes by an index that begins with the shop. */
final class Queries {
  private final Transactions transactions;
  private final Tables tables;
  private final String shop;

  Queries(Transactions transactions, Tables tables, String shop) {
    this.transactions = transactions;
    this.tables = tables;
    this.shop = shop;
  }

  Optional<StoredRecord> load(RecordKey key) {
    return transactions.read(
        connection -> {
          String sql =
              "SELECT " + Sql.RECORD_COLUMNS + " FROM " + tables.record
                  + " WHERE shop = ? AND kind = ? AND id = ? AND deleted_at IS NULL";
          try (PreparedStatement select = prepare(connection, sql)) {
            select.setString(1, shop);
            select.setString(2, key.kind());
            select.setString(3, key.id());
            return records(select).stream().findFirst();
          }
        });
  }

  RecordPage find(RecordQuery query) {
    List<String> values = new ArrayList<>(List.of(shop, query.kind()));
    String where = where(query.fields(), values);
    String from = " FROM " + tables.record + " WHERE shop = ? AND kind = ? AND deleted_at IS NULL" + where;
    return transactions.read(
        connection -> {
          List<StoredRecord> page = page(connection, from, values, query);
          boolean isAll = query.offset() == 0 && page.size() < query.limit();
          return new RecordPage(page, isAll ? page.size() : count(connection, from, values));
        });
  }

  private List<StoredRecord> page(Connection connection, String from, List<String> values, RecordQuery query)
      throws SQLException {
    String sql = "SELECT " + Sql.RECORD_COLUMNS + from + " ORDER BY id DESC LIMIT ? OFFSET ?";
    try (PreparedStatement select = prepare(connection, sql)) {
      int next = set(select, values);
      select.setInt(next, query.limit());
      select.setInt(next + 1, query.offset());
      return records(select);
    }
  }

  private long count(Connection connection, String from, List<String> values) throws SQLException {
    try (PreparedStatement select = prepare(connection, "SELECT COUNT(*)" + from)) {
      set(select, values);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  List<StoredRecord> due(String kind, Instant now, @Nullable String afterId, int limit) {
    return transactions.read(
        connection -> {
          String sql =
              "SELECT " + Sql.RECORD_COLUMNS + " FROM " + tables.record
                  + " WHERE shop = ? AND kind = ? AND due_at <= ? AND id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?";
          try (PreparedStatement select = prepare(connection, sql)) {
            select.setString(1, shop);
            select.setString(2, kind);
            select.setLong(3, now.toEpochMilli());
            select.setString(4, Sql.orEmpty(afterId));
            select.setInt(5, limit);
            return records(select);
          }
        });
  }

  Optional<String> owner(String scope, String name) {
    return transactions.read(
        connection -> {
          String sql = "SELECT owner FROM " + tables.reservation + " WHERE shop = ? AND scope = ? AND name = ?";
          try (PreparedStatement select = prepare(connection, sql)) {
            select.setString(1, shop);
            select.setString(2, scope);
            select.setString(3, name);
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
          }
        });
  }

  List<StoredEvent> events(@Nullable String afterId, boolean undeliveredOnly, int limit) {
    return transactions.read(
        connection -> {
          String sql =
              "SELECT id, at_millis, codec, body FROM " + tables.event + " WHERE shop = ? AND id > ?"
                  + (undeliveredOnly ? " AND delivered = FALSE" : "") + " ORDER BY id LIMIT ?";
          try (PreparedStatement select = prepare(connection, sql)) {
            select.setString(1, shop);
            select.setString(2, Sql.orEmpty(afterId));
            select.setInt(3, limit);
            List<StoredEvent> events = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                events.add(Sql.event(row));
              }
            }
            return events;
          }
        });
  }

  private static String where(RecordFields fields, List<String> values) {
    StringBuilder where = new StringBuilder();
    equal(where, values, "type", fields.type());
    equal(where, values, "state", fields.state());
    equal(where, values, "provider", fields.provider());
    equal(where, values, "login", fields.login());
    equal(where, values, "order_id", fields.orderId());
    equal(where, values, "reference", fields.reference());
    fields
        .text()
        .ifPresent(
            text -> {
              where.append(" AND search LIKE ? ESCAPE '!'");
              values.add(Sql.containing(text));
            });
    return where.toString();
  }

  private static void equal(StringBuilder where, List<String> values, String column, Optional<String> value) {
    value.ifPresent(
        text -> {
          where.append(" AND ").append(column).append(" = ?");
          values.add(text);
        });
  }

  private static int set(PreparedStatement statement, List<String> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setString(i + 1, values.get(i));
    }
    return values.size() + 1;
  }

  private static List<StoredRecord> records(PreparedStatement statement) throws SQLException {
    List<StoredRecord> records = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        records.add(Sql.record(row));
      }
    }
    return records;
  }

  private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(transactions.timeoutSeconds);
    return statement;
  }
}

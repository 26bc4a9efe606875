package io.autopurchase.store.jdbc;

import io.autopurchase.spi.RecordPage;
import io.autopurchase.spi.RecordQuery;
import io.autopurchase.spi.StoredRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads rows on a connection. */
final class Rows {
  /** So many matches are counted; if there are more, a page costs no more for it. */
  static final int COUNTED = 10_000;

  final Tables tables;
  private final Connection connection;
  private final int timeoutSeconds;

  Rows(Connection connection, int timeoutSeconds, Tables tables) {
    this.connection = connection;
    this.timeoutSeconds = timeoutSeconds;
    this.tables = tables;
  }

  /** Reads one row. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> List<T> select(String sql, List<Object> values, Reader<T> reader) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setQueryTimeout(timeoutSeconds);
      for (int i = 0; i < values.size(); i++) {
        select.setObject(i + 1, values.get(i));
      }
      List<T> all = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          all.add(reader.read(row));
        }
      }
      return all;
    }
  }

  /** Those selected, last id first. */
  List<StoredRecord> records(Selection selection, int limit) throws SQLException {
    String sql =
        "SELECT " + Sql.RECORD_COLUMNS + " FROM " + tables.record + " WHERE " + selection.condition()
            + " ORDER BY " + selection.order() + " DESC LIMIT ?";
    return select(sql, selection.valuesAnd(limit), Sql::record);
  }

  /** The ids of a table's selected rows, the last one first. */
  List<String> ids(String table, Selection selection, int limit, int offset) throws SQLException {
    String sql = "SELECT id FROM " + table + " WHERE " + selection.condition() + " ORDER BY " + selection.order() + " DESC LIMIT ? OFFSET ?";
    return select(sql, selection.valuesAnd(limit, offset), row -> row.getString(1));
  }

  /** How many rows of a table are selected, counted up to a limit. */
  int count(String table, Selection selection, int limit) throws SQLException {
    String sql =
        "SELECT COUNT(*) FROM (SELECT id FROM " + table + " WHERE " + selection.condition() + " LIMIT ?) counted";
    return select(sql, selection.valuesAnd(limit), row -> row.getInt(1)).get(0);
  }

  /** What comes before the page is passed by in the index alone, if that holds all that is asked for. */
  private List<StoredRecord> recordsFrom(Selection selection, int limit, int offset) throws SQLException {
    List<String> ids = ids(tables.record, selection, limit, offset);
    return ids.isEmpty() ? List.of() : records(selection.of(ids), ids.size());
  }

  RecordPage page(Selection selection, RecordQuery query) throws SQLException {
    List<StoredRecord> records =
        query.offset() == 0 ? records(selection, query.limit()) : recordsFrom(selection, query.limit(), query.offset());
    long seen = query.offset() + (long) records.size();
    if (records.size() < query.limit() && (query.offset() == 0 || !records.isEmpty())) {
      return new RecordPage(records, seen);
    }
    int counted = count(tables.record, selection, COUNTED + 1);
    return counted <= COUNTED
        ? new RecordPage(records, counted)
        : new RecordPage(records, Math.max(COUNTED, records.isEmpty() ? 0 : seen), false);
  }
}

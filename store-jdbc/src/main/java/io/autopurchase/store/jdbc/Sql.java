package io.autopurchase.store.jdbc;

import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.StoredRecord;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.annotation.Nullable;

/** Small things between JDBC and the SPI. */
final class Sql {
  static final String RECORD_COLUMNS =
      "kind, id, version, type, state, provider, login, order_id, reference, search, due_at, started_at, changed_at, codec, body";

  /** The same, with nothing in place of the text and the body. */
  static final String DUE_COLUMNS =
      "kind, id, version, type, state, provider, login, order_id, reference, NULL, due_at, started_at, changed_at, codec";

  static final String EVENT_COLUMNS = "id, at_millis, type, order_id, line_id, activity, provider, login, codec, body";

  private static final byte[] NO_BODY = {};
  private static final int MYSQL_DUPLICATE_ENTRY = 1062;
  private static final int SQLITE_BUSY = 5;
  private static final int SQLITE_CONSTRAINT = 19;

  private Sql() {}

  /**
   * Runs what was added to a batch. PostgreSQL's exception for a batch quotes the statement with all its values, which are customers'
   * data; the one behind it says what is wrong without them.
   */
  static int[] executeBatch(PreparedStatement statement) throws SQLException {
    try {
      return statement.executeBatch();
    } catch (BatchUpdateException e) {
      throw e.getNextException() == null ? e : e.getNextException();
    }
  }

  /** Whether a unique key was violated. */
  static boolean isDuplicate(SQLException e) {
    for (SQLException each = e; each != null; each = each.getNextException()) {
      if ("23505".equals(each.getSQLState()) || each.getErrorCode() == MYSQL_DUPLICATE_ENTRY || isSqliteDuplicate(each)) {
        return true;
      }
    }
    return false;
  }

  /** SQLite's results for violated constraints differ only in their texts. */
  private static boolean isSqliteDuplicate(SQLException e) {
    return e.getErrorCode() == SQLITE_CONSTRAINT && String.valueOf(e.getMessage()).contains("UNIQUE constraint failed");
  }

  /** Whether SQLite had another writer for longer than the connection waits. */
  static boolean isSqliteBusy(SQLException e) {
    return e.getErrorCode() == SQLITE_BUSY;
  }

  /**
   * Whether a failed COMMIT certainly applied nothing: a deadlock, a failed serialization, a deferred constraint, or a
   * transaction that had failed before. Not so 40003, by which a database says that it does not know.
   */
  static boolean isRolledBack(Exception e) {
    String state = e instanceof SQLException failure ? failure.getSQLState() : null;
    return state != null
        && (state.startsWith("40") && !state.equals("40003") || state.startsWith("23") || state.startsWith("25"));
  }

  /**
   * Whether PostgreSQL has answered that a statement failed, and with it the transaction. What ends the connection (57P01 to 57P05), or is
   * an error of the connection, the system or the server itself (08, 58, XX), may have come after a COMMIT that got no answer.
   */
  static boolean isAnswered(SQLException e) {
    String state = e.getSQLState();
    return state != null && !state.equals("40003") && !state.startsWith("57P") && Set.of("08", "58", "XX").stream().noneMatch(state::startsWith);
  }

  /** Sets the eleven columns from type to body, without the text, beginning at an index, and returns the next index. */
  static int set(PreparedStatement statement, int from, RecordFields fields, int codec, byte[] body)
      throws SQLException {
    int i = from;
    statement.setString(i++, fields.type().orElse(null));
    statement.setString(i++, fields.state().orElse(null));
    statement.setString(i++, fields.provider().orElse(null));
    statement.setString(i++, fields.login().orElse(null));
    statement.setString(i++, fields.orderId().orElse(null));
    statement.setString(i++, fields.reference().orElse(null));
    setMillis(statement, i++, fields.dueAt());
    setMillis(statement, i++, fields.startedAt());
    setMillis(statement, i++, fields.changedAt());
    statement.setInt(i++, codec);
    statement.setBytes(i++, body);
    return i;
  }

  static StoredRecord record(ResultSet row) throws SQLException {
    return record(row, row.getBytes(15));
  }

  static StoredRecord recordWithoutBody(ResultSet row) throws SQLException {
    return record(row, NO_BODY);
  }

  private static StoredRecord record(ResultSet row, byte[] body) throws SQLException {
    RecordFields fields =
        RecordFields.builder()
            .type(row.getString(4))
            .state(row.getString(5))
            .provider(row.getString(6))
            .login(row.getString(7))
            .orderId(row.getString(8))
            .reference(row.getString(9))
            .text(row.getString(10))
            .dueAt(millis(row, 11))
            .startedAt(millis(row, 12))
            .changedAt(millis(row, 13))
            .build();
    RecordKey key = new RecordKey(row.getString(1), row.getString(2));
    return new StoredRecord(key, row.getLong(3), fields, row.getInt(14), body);
  }

  @Nullable
  private static Instant millis(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  /** Sets the columns of an event, beginning at an index. */
  static void set(PreparedStatement statement, int from, StoredEvent event) throws SQLException {
    EventFields fields = event.fields();
    int i = from;
    statement.setString(i++, event.id());
    statement.setLong(i++, event.at().toEpochMilli());
    statement.setString(i++, fields.type().orElse(null));
    statement.setString(i++, fields.orderId().orElse(null));
    statement.setString(i++, fields.lineId().orElse(null));
    statement.setString(i++, fields.activity().orElse(null));
    statement.setString(i++, fields.provider().orElse(null));
    statement.setString(i++, fields.login().orElse(null));
    statement.setInt(i++, event.codecVersion());
    statement.setBytes(i, event.body());
  }

  static StoredEvent event(ResultSet row) throws SQLException {
    EventFields fields =
        EventFields.builder()
            .type(row.getString(3))
            .orderId(row.getString(4))
            .lineId(row.getString(5))
            .activity(row.getString(6))
            .session(row.getString(7), row.getString(8))
            .build();
    return new StoredEvent(row.getString(1), Instant.ofEpochMilli(row.getLong(2)), fields, row.getInt(9), row.getBytes(10));
  }

  /** A pattern that finds a text as it is in another one, with {@code !} as the escape character. */
  static String containing(String text) {
    return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String orEmpty(@Nullable String id) {
    return id == null ? "" : id;
  }

  private static void setMillis(PreparedStatement statement, int index, Optional<Instant> at) throws SQLException {
    if (at.isPresent()) {
      statement.setLong(index, at.get().toEpochMilli());
    } else {
      statement.setNull(index, Types.BIGINT);
    }
  }
}

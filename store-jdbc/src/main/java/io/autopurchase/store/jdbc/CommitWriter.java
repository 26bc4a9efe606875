package io.autopurchase.store.jdbc;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.Reservation;
import io.autopurchase.spi.StoredEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes one commit within a transaction that somebody else ends. Every guard is a condition of the statement that writes,
 * so that read committed is isolation enough; rows are taken in the order of their keys, so that commits don't wait for
 * each other in a circle.
 */
final class CommitWriter {
  private static final Comparator<Reservation> ORDER =
      Comparator.comparing(Reservation::scope).thenComparing(Reservation::name);

  private final Connection connection;
  private final String shop;
  private final String prefix;
  private final int timeoutSeconds;

  CommitWriter(Connection connection, String shop, String prefix, int timeoutSeconds) {
    this.connection = connection;
    this.shop = shop;
    this.prefix = prefix;
    this.timeoutSeconds = timeoutSeconds;
  }

  /** Returns {@link CommitResult.Applied}, or what stands in the way; then the caller takes everything back. */
  CommitResult write(Commit commit) throws SQLException {
    if (!log(commit.writeId())) {
      return new CommitResult.AlreadyApplied();
    }
    for (Guarded change : inOrder(commit)) {
      if (!change.apply()) {
        return new CommitResult.Lost(change.key());
      }
    }
    for (Reservation release : commit.releases().stream().sorted(ORDER).toList()) {
      release(release);
    }
    for (Reservation wanted : commit.reservations().stream().sorted(ORDER).toList()) {
      Optional<CommitResult> conflict = reserve(wanted);
      if (conflict.isPresent()) {
        return conflict.get();
      }
    }
    for (StoredEvent event : commit.events()) {
      append(event);
    }
    markDelivered(commit.delivered());
    return new CommitResult.Applied();
  }

  /** A guarded change of one record; false where the guard does not hold. */
  private interface Change {
    boolean apply() throws SQLException;
  }

  private record Guarded(RecordKey key, Change change) {
    boolean apply() throws SQLException {
      return change.apply();
    }
  }

  private Iterable<Guarded> inOrder(Commit commit) {
    TreeMap<RecordKey, Guarded> changes = new TreeMap<>();
    commit.puts().forEach(put -> changes.put(put.key(), new Guarded(put.key(), () -> put(put))));
    commit.deletions().forEach(gone -> changes.put(gone.key(), new Guarded(gone.key(), () -> delete(gone))));
    commit.expectations().forEach(same -> changes.put(same.key(), new Guarded(same.key(), () -> expect(same))));
    return changes.values();
  }

  private boolean log(String writeId) throws SQLException {
    try (PreparedStatement insert = prepare("INSERT INTO " + prefix + "write_log (shop, write_id) VALUES (?, ?)")) {
      insert.setString(1, shop);
      insert.setString(2, writeId);
      return insertUnlessThere(insert);
    }
  }

  private boolean put(Commit.Put put) throws SQLException {
    boolean isNew = put.expectedVersion() == 0;
    String guard = isNew ? "deleted = TRUE" : "deleted = FALSE AND version = ?";
    try (PreparedStatement update =
        prepare(
            "UPDATE " + prefix + "record SET version = version + 1, deleted = FALSE, type = ?, state = ?, provider = ?,"
                + " login = ?, order_id = ?, reference = ?, search = ?, due_at = ?, codec = ?, body = ?"
                + " WHERE shop = ? AND kind = ? AND id = ? AND " + guard)) {
      int next = Sql.set(update, 1, put.fields(), put.codecVersion(), put.body());
      next = setKey(update, next, put.key());
      if (!isNew) {
        update.setLong(next, put.expectedVersion());
      }
      if (update.executeUpdate() == 1) {
        return true;
      }
    }
    return isNew && insert(put);
  }

  private boolean insert(Commit.Put put) throws SQLException {
    try (PreparedStatement insert =
        prepare(
            "INSERT INTO " + prefix + "record (type, state, provider, login, order_id, reference, search, due_at, codec,"
                + " body, shop, kind, id, version, deleted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, FALSE)")) {
      setKey(insert, Sql.set(insert, 1, put.fields(), put.codecVersion(), put.body()), put.key());
      return insertUnlessThere(insert);
    }
  }

  private boolean delete(Commit.Deletion gone) throws SQLException {
    // The row stays as a tombstone, so that its versions are never used again.
    try (PreparedStatement update =
        prepare(
            "UPDATE " + prefix + "record SET deleted = TRUE, type = NULL, state = NULL, provider = NULL, login = NULL,"
                + " order_id = NULL, reference = NULL, search = NULL, due_at = NULL, body = ?"
                + " WHERE shop = ? AND kind = ? AND id = ? AND deleted = FALSE AND version = ?")) {
      update.setBytes(1, new byte[0]);
      update.setLong(setKey(update, 2, gone.key()), gone.expectedVersion());
      return update.executeUpdate() == 1;
    }
  }

  private boolean expect(Commit.Expectation same) throws SQLException {
    try (PreparedStatement select =
        prepare(
            "SELECT version, deleted FROM " + prefix + "record WHERE shop = ? AND kind = ? AND id = ? FOR UPDATE")) {
      setKey(select, 1, same.key());
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          return (row.getBoolean(2) ? 0 : row.getLong(1)) == same.version();
        }
      }
    }
    return same.version() == 0 && insertTombstone(same.key());
  }

  /** What is not there cannot be locked; a tombstone can. */
  private boolean insertTombstone(RecordKey key) throws SQLException {
    try (PreparedStatement insert =
        prepare(
            "INSERT INTO " + prefix + "record (shop, kind, id, version, deleted, codec, body)"
                + " VALUES (?, ?, ?, 0, TRUE, 0, ?)")) {
      insert.setBytes(setKey(insert, 1, key), new byte[0]);
      return insertUnlessThere(insert);
    }
  }

  private void release(Reservation release) throws SQLException {
    try (PreparedStatement delete =
        prepare("DELETE FROM " + prefix + "reservation WHERE shop = ? AND scope = ? AND name = ? AND owner = ?")) {
      delete.setString(1, shop);
      delete.setString(2, release.scope());
      delete.setString(3, release.name());
      delete.setString(4, release.owner());
      delete.executeUpdate();
    }
  }

  private Optional<CommitResult> reserve(Reservation wanted) throws SQLException {
    try (PreparedStatement select =
        prepare("SELECT owner FROM " + prefix + "reservation WHERE shop = ? AND scope = ? AND name = ?")) {
      select.setString(1, shop);
      select.setString(2, wanted.scope());
      select.setString(3, wanted.name());
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          return row.getString(1).equals(wanted.owner())
              ? Optional.empty()
              : Optional.of(new CommitResult.Duplicate(wanted.scope(), wanted.name(), row.getString(1)));
        }
      }
    }
    try (PreparedStatement insert =
        prepare("INSERT INTO " + prefix + "reservation (shop, scope, name, owner) VALUES (?, ?, ?, ?)")) {
      insert.setString(1, shop);
      insert.setString(2, wanted.scope());
      insert.setString(3, wanted.name());
      insert.setString(4, wanted.owner());
      return insertUnlessThere(insert)
          ? Optional.empty()
          : Optional.of(new CommitResult.Duplicate(wanted.scope(), wanted.name(), ""));
    }
  }

  private void append(StoredEvent event) throws SQLException {
    try (PreparedStatement select = prepare("SELECT 1 FROM " + prefix + "event WHERE shop = ? AND id = ?")) {
      select.setString(1, shop);
      select.setString(2, event.id());
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          return;
        }
      }
    }
    try (PreparedStatement insert =
        prepare(
            "INSERT INTO " + prefix + "event (shop, id, at_millis, codec, body, delivered) VALUES (?, ?, ?, ?, ?, FALSE)")) {
      insert.setString(1, shop);
      insert.setString(2, event.id());
      insert.setLong(3, event.at().toEpochMilli());
      insert.setInt(4, event.codecVersion());
      insert.setBytes(5, event.body());
      insert.executeUpdate();
    }
  }

  private void markDelivered(List<String> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement update =
        prepare("UPDATE " + prefix + "event SET delivered = TRUE WHERE shop = ? AND id = ?")) {
      for (String id : ids.stream().sorted().toList()) {
        update.setString(1, shop);
        update.setString(2, id);
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private int setKey(PreparedStatement statement, int from, RecordKey key) throws SQLException {
    statement.setString(from, shop);
    statement.setString(from + 1, key.kind());
    statement.setString(from + 2, key.id());
    return from + 3;
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(timeoutSeconds);
    return statement;
  }

  private static boolean insertUnlessThere(PreparedStatement insert) throws SQLException {
    try {
      insert.executeUpdate();
      return true;
    } catch (SQLException e) {
      if (Sql.isDuplicate(e)) {
        return false;
      }
      throw e;
    }
  }
}

package io.autopurchase.store.jdbc;

import io.autopurchase.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Removes what is no longer needed, a little now and then: the ids of old writes, and the tombstones of deleted records.
 *
 * <p>A write id stays for four hours and for the next hundred thousand writes, whichever is longer: far longer than anybody
 * repeats a commit. So does a tombstone for four hours. When tombstones of a kind go, the highest version among them becomes
 * the floor of the kind, and new records begin above it: so the versions of a key only grow, without a row for every key
 * that ever was. The hours are by the database's clock, and decide about nothing but tidiness.
 */
final class Purger {
  private static final System.Logger log = System.getLogger(Purger.class.getName());
  private static final int EVERY = 1000;
  private static final int KEPT_WRITES = 100_000;
  private static final int WRITES_AT_ONCE = 2000;
  private static final int TOMBSTONES_AT_ONCE = 500;

  private final Transactions transactions;
  private final Tables tables;
  private final String shop;
  private final AtomicInteger commits = new AtomicInteger();

  Purger(Transactions transactions, Tables tables, String shop) {
    this.transactions = transactions;
    this.tables = tables;
    this.shop = shop;
  }

  /** To be called after commits. Never fails: what is left lying is found the next time. */
  void committed(int count) {
    int before = commits.getAndAdd(count);
    if (before / EVERY != (before + count) / EVERY) {
      try {
        forgetWrites(KEPT_WRITES);
        buryTombstones();
      } catch (StoreException e) {
        log.log(System.Logger.Level.DEBUG, "Old rows stay until the next time: {0}", e.getMessage());
      }
    }
  }

  /** @param kept how many of the latest stay, whatever their age */
  void forgetWrites(long kept) {
    transactions.write(
        lease -> {
          long first = number(lease.connection, "SELECT MIN(number) FROM " + tables.writeLog);
          long last = number(lease.connection, "SELECT MAX(number) FROM " + tables.writeLog);
          long end = Math.min(first + WRITES_AT_ONCE, last - kept + 1);
          if (end <= first) {
            return false;
          }
          String sql = "DELETE FROM " + tables.writeLog + " WHERE number >= ? AND number < ? AND written_at < " + tables.longAgo;
          try (PreparedStatement delete = prepare(lease.connection, sql)) {
            delete.setLong(1, first);
            delete.setLong(2, end);
            return delete.executeUpdate() > 0;
          }
        });
  }

  /** Removes the oldest events before an id. Returns how many. */
  int forgetEvents(String beforeId, int limit) {
    int[] count = {0};
    transactions.write(
        lease -> {
          Optional<String> last = lastOfOldest(lease.connection, beforeId, limit);
          if (last.isEmpty()) {
            return false;
          }
          try (PreparedStatement delete = prepare(lease.connection, "DELETE FROM " + tables.event + " WHERE shop = ? AND id <= ?")) {
            delete.setString(1, shop);
            delete.setString(2, last.get());
            count[0] = delete.executeUpdate();
          }
          return true;
        });
    return count[0];
  }

  private Optional<String> lastOfOldest(Connection connection, String beforeId, int limit) throws SQLException {
    String sql = "SELECT MAX(id) FROM (SELECT id FROM " + tables.event + " WHERE shop = ? AND id < ? ORDER BY id LIMIT ?) oldest";
    try (PreparedStatement select = prepare(connection, sql)) {
      select.setString(1, shop);
      select.setString(2, beforeId);
      select.setInt(3, limit);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
      }
    }
  }

  private record Tombstone(String kind, String id, long version) {}

  void buryTombstones() {
    transactions.write(
        lease -> {
          List<Tombstone> old = tombstones(lease.connection);
          Map<String, Long> highest = new HashMap<>();
          old.forEach(tombstone -> highest.merge(tombstone.kind(), tombstone.version(), Math::max));
          for (Map.Entry<String, Long> floor : highest.entrySet()) {
            raiseFloor(lease.connection, floor.getKey(), floor.getValue());
          }
          delete(lease.connection, old);
          return !old.isEmpty();
        });
  }

  private List<Tombstone> tombstones(Connection connection) throws SQLException {
    String sql =
        "SELECT kind, id, version FROM " + tables.record + " WHERE shop = ? AND deleted_at < " + tables.longAgo
            + " ORDER BY deleted_at LIMIT " + TOMBSTONES_AT_ONCE;
    List<Tombstone> tombstones = new ArrayList<>();
    try (PreparedStatement select = prepare(connection, sql)) {
      select.setString(1, shop);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          tombstones.add(new Tombstone(row.getString(1), row.getString(2), row.getLong(3)));
        }
      }
    }
    return tombstones;
  }

  /** Two nodes that make the same floor for the first time run into each other; the loser leaves it for the next time. */
  private void raiseFloor(Connection connection, String kind, long version) throws SQLException {
    String floor = "SELECT version FROM " + tables.versionFloor + " WHERE shop = ? AND kind = ?" + tables.lock;
    try (PreparedStatement select = prepare(connection, floor)) {
      select.setString(1, shop);
      select.setString(2, kind);
      try (ResultSet row = select.executeQuery()) {
        if (row.next() && row.getLong(1) >= version) {
          return;
        }
      }
    }
    String update = "UPDATE " + tables.versionFloor + " SET version = ? WHERE shop = ? AND kind = ?";
    String insert = "INSERT INTO " + tables.versionFloor + " (version, shop, kind) VALUES (?, ?, ?)";
    if (setFloor(connection, update, kind, version) == 0) {
      setFloor(connection, insert, kind, version);
    }
  }

  private int setFloor(Connection connection, String sql, String kind, long version) throws SQLException {
    try (PreparedStatement set = prepare(connection, sql)) {
      set.setLong(1, version);
      set.setString(2, shop);
      set.setString(3, kind);
      return set.executeUpdate();
    }
  }

  private void delete(Connection connection, List<Tombstone> old) throws SQLException {
    if (tables.guardsVersions) {
      // Who makes the record again in the meantime wants the same row.
      forEach(connection, tables.guard, old, 1);
    }
    forEach(
        connection,
        "DELETE FROM " + tables.record + " WHERE shop = ? AND kind = ? AND id = ? AND deleted_at IS NOT NULL AND version = ?",
        old,
        0);
    if (tables.guardsVersions) {
      forEach(connection, tables.forgetGuards, old, 1);
    }
  }

  /** @param above added to the version of the tombstone */
  private void forEach(Connection connection, String sql, List<Tombstone> old, int above) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql)) {
      for (Tombstone tombstone : old) {
        statement.setString(1, shop);
        statement.setString(2, tombstone.kind());
        statement.setString(3, tombstone.id());
        statement.setLong(4, tombstone.version() + above);
        statement.addBatch();
      }
      Sql.executeBatch(statement);
    }
  }

  private long number(Connection connection, String sql) throws SQLException {
    try (PreparedStatement select = prepare(connection, sql);
        ResultSet row = select.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
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
}

package io.autopurchase.store.jdbc;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.RecordKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes updates exact on a database whose conditional update may have two winners: under load H2 says of one in some 1,500
 * contested updates {@code ... WHERE version = ?} that a row was changed, though another transaction has changed it first.
 *
 * <p>Before a commit touches a record it inserts a row with the record's key and the version that it is about to make, into a
 * table in which that is a unique key. So the second waits for the first, and then fails by the key. A commit that only
 * expects a version takes the row as well, since a change of the record must not pass it, and deletes it before it ends.
 *
 * <p>The rows of the latest versions are kept, older ones are deleted. That opens no gap: a commit that comes with such an old
 * version inserts its row only after the deletion was committed, and its update, which begins later still, finds a record that
 * is several versions ahead.
 */
final class VersionGuards {
  private static final int KEPT = 4;

  private final Tables tables;
  private final String shop;

  VersionGuards(Tables tables, String shop) {
    this.tables = tables;
    this.shop = shop;
  }

  /** What is to be written before the records. */
  List<Operation> take(Map<Integer, Commit> commits) {
    TreeMap<RecordKey, Operation> operations = new TreeMap<>();
    commits.forEach(
        (number, commit) -> {
          commit.puts().forEach(put -> operations.put(put.key(), take(number, put.key(), put.expectedVersion())));
          commit.deletions().forEach(gone -> operations.put(gone.key(), take(number, gone.key(), gone.expectedVersion())));
          commit.expectations().forEach(same -> operations.put(same.key(), take(number, same.key(), same.version())));
        });
    return List.copyOf(operations.values());
  }

  /** What is to be written after the records. */
  List<Operation> letGo(Map<Integer, Commit> commits) {
    List<Operation> operations = new ArrayList<>();
    commits.forEach(
        (number, commit) -> {
          commit.puts().forEach(put -> forget(operations, number, put.key(), put.expectedVersion()));
          commit.deletions().forEach(gone -> forget(operations, number, gone.key(), gone.expectedVersion()));
          commit.expectations().forEach(same -> operations.add(letGo(number, same)));
        });
    return operations;
  }

  private Operation take(int number, RecordKey key, long expected) {
    return expected == 0
        ? Operation.of(number, tables.guardTombstone, statement -> setKey(statement, key))
        : Operation.of(number, tables.guard, statement -> setKeyAnd(statement, key, expected + 1));
  }

  private Operation letGo(int number, Commit.Expectation same) {
    return same.version() == 0
        ? Operation.of(
            number,
            tables.unguardTombstone,
            statement -> {
              setKey(statement, same.key());
              setKey(statement, 4, same.key());
            })
        : Operation.of(number, tables.unguard, statement -> setKeyAnd(statement, same.key(), same.version() + 1));
  }

  private void forget(List<Operation> operations, int number, RecordKey key, long expected) {
    long oldest = expected + 1 - KEPT;
    if (oldest > 0) {
      operations.add(Operation.of(number, tables.forgetGuards, statement -> setKeyAnd(statement, key, oldest)));
    }
  }

  private void setKeyAnd(PreparedStatement statement, RecordKey key, long version) throws SQLException {
    setKey(statement, key);
    statement.setLong(4, version);
  }

  private void setKey(PreparedStatement statement, RecordKey key) throws SQLException {
    setKey(statement, 1, key);
  }

  private void setKey(PreparedStatement statement, int from, RecordKey key) throws SQLException {
    statement.setString(from, shop);
    statement.setString(from + 1, key.kind());
    statement.setString(from + 2, key.id());
  }
}

package io.autopurchase.store.jdbc;

import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.UniqueName;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes commits that have nothing in common, as if they were one. Every guard is a condition of the statement that writes,
 * or a unique key, so that read committed is isolation enough. Rows are written in the order of their keys, so that commits
 * don't wait for each other in a circle.
 */
final class CommitWriter {
  private static final Comparator<UniqueName> BY_NAME =
      Comparator.comparing(UniqueName::scope).thenComparing(UniqueName::name).thenComparing(UniqueName::owner);
  private static final byte[] NO_BODY = new byte[0];

  private final Tables tables;
  private final String shop;
  private final Statements statements;
  private final Conflicts obstacles;
  private final SearchWords words;
  private final VersionGuards guards;

  CommitWriter(Tables tables, String shop, Statements statements, Conflicts obstacles) {
    this.tables = tables;
    this.shop = shop;
    this.statements = statements;
    this.obstacles = obstacles;
    this.words = new SearchWords(tables, shop, statements);
    this.guards = new VersionGuards(tables, shop);
  }

  /**
   * Returns which of them lost, and how; then all that was written is to be taken back, and the others are to be written
   * again. Empty if all is written.
   *
   * @param commits by their numbers
   * @throws SQLException among others, if a row is there already that should be new: {@link Conflicts} finds which
   */
  Map<Integer, CommitResult> write(Map<Integer, Commit> commits) throws SQLException {
    Map<Integer, CommitResult> losers = new TreeMap<>();
    statements.run(writes(commits));
    if (tables.guardsVersions) {
      statements.run(guards.take(commits));
    }
    List<Operation> others = run(records(commits), losers);
    if (losers.isEmpty()) {
      List<Operation> changes = words.changes(commits, others);
      run(others, losers);
      if (losers.isEmpty()) {
        statements.run(changes);
        statements.run(reservations(commits));
        statements.run(events(commits));
        statements.run(marks(commits));
        if (tables.guardsVersions) {
          statements.run(guards.letGo(commits));
        }
      }
    }
    return losers;
  }

  /** Returns the operations that replace those that changed nothing, and marks the commits that have lost. */
  private List<Operation> run(List<Operation> operations, Map<Integer, CommitResult> losers) throws SQLException {
    List<Operation> others = new ArrayList<>();
    int[] counts = statements.run(operations);
    for (int i = 0; i < counts.length; i++) {
      Operation.Otherwise otherwise = operations.get(i).otherwise();
      if (counts[i] == 0 && otherwise != null) {
        if (otherwise.instead() != null) {
          others.add(otherwise.instead());
        } else {
          losers.putIfAbsent(operations.get(i).commit(), otherwise.lost());
        }
      }
    }
    return others;
  }

  private List<Operation> writes(Map<Integer, Commit> commits) {
    TreeMap<String, Operation> writes = new TreeMap<>();
    commits.forEach(
        (number, commit) ->
            writes.put(
                commit.writeId(),
                Operation.of(
                    number,
                    tables.insertWrite,
                    statement -> {
                      statement.setString(1, shop);
                      statement.setString(2, commit.writeId());
                    })));
    return List.copyOf(writes.values());
  }

  private List<Operation> records(Map<Integer, Commit> commits) {
    TreeMap<RecordKey, Operation> operations = new TreeMap<>();
    commits.forEach(
        (number, commit) -> {
          commit.puts().forEach(put -> operations.put(put.key(), put.expectedVersion() == 0 ? create(number, put) : put(number, put)));
          commit.deletions().forEach(gone -> operations.put(gone.key(), delete(number, gone)));
          commit.expectations().forEach(same -> operations.put(same.key(), same.version() == 0 ? expectNone(number, same) : expect(number, same)));
        });
    return List.copyOf(operations.values());
  }

  /** Mostly the text is as it was, and then so are its words; only if not is it written, too. */
  private Operation put(int number, Commit.Put put) {
    String text = put.fields().text().orElse(null);
    Operation withText =
        guarded(
            number,
            tables.put,
            put.key(),
            statement -> statement.setLong(setKey(statement, setFieldsAndText(statement, put), put.key()), put.expectedVersion()));
    return new Operation(
        number,
        tables.putSameText,
        statement -> {
          int next = setKey(statement, setFields(statement, put), put.key());
          statement.setLong(next, put.expectedVersion());
          statement.setString(next + 1, text == null ? "" : "=" + text);
        },
        Operation.Otherwise.instead(withText.changingText(put.key(), text)));
  }

  /** If the key had a record before, its row goes on; else there is a new one. */
  private Operation create(int number, Commit.Put put) {
    Operation insert =
        Operation.of(
            number,
            tables.insert,
            statement -> setFloor(statement, setKey(statement, setFieldsAndText(statement, put), put.key()), put.key()));
    return new Operation(
        number,
        tables.revive,
        statement -> setKey(statement, setFieldsAndText(statement, put), put.key()),
        Operation.Otherwise.instead(insert));
  }

  /** The row stays as a tombstone, so that its versions are not used again. */
  private Operation delete(int number, Commit.Deletion gone) {
    Operation.Values values =
        statement -> {
          statement.setBytes(1, NO_BODY);
          statement.setLong(setKey(statement, 2, gone.key()), gone.expectedVersion());
        };
    Operation withText = guarded(number, tables.delete, gone.key(), values).changingText(gone.key(), null);
    return new Operation(number, tables.deleteTextless, values, Operation.Otherwise.instead(withText));
  }

  private Operation expect(int number, Commit.Expectation same) {
    return guarded(
        number,
        tables.expect,
        same.key(),
        statement -> statement.setLong(setKey(statement, 1, same.key()), same.version()));
  }

  /** What is not there cannot be locked; a tombstone can. */
  private Operation expectNone(int number, Commit.Expectation none) {
    Operation insert =
        Operation.of(
            number,
            tables.insertTombstone,
            statement -> {
              int next = setKey(statement, 1, none.key());
              statement.setBytes(next, NO_BODY);
              setFloor(statement, next + 1, none.key());
            });
    return new Operation(
        number,
        tables.expectNone,
        statement -> setKey(statement, 1, none.key()),
        Operation.Otherwise.instead(insert));
  }

  private Operation guarded(int number, String sql, RecordKey key, Operation.Values values) {
    return new Operation(number, sql, values, Operation.Otherwise.lost(new CommitResult.VersionConflict(key)));
  }

  /** Releases come first, so that a name can pass from one owner to another. */
  private List<Operation> reservations(Map<Integer, Commit> commits) {
    TreeMap<UniqueName, Operation> releases = new TreeMap<>(BY_NAME);
    TreeMap<UniqueName, Operation> reserves = new TreeMap<>(BY_NAME);
    commits.forEach(
        (number, commit) -> {
          commit.releases().forEach(name -> releases.put(name, Operation.of(number, tables.release, values(name))));
          for (UniqueName name : commit.reservations()) {
            if (!obstacles.isHeldAlready(name)) {
              reserves.put(name, Operation.of(number, tables.reserve, values(name)));
            } else if (tables.guardsVersions) {
              // There a lock on the row would prove nothing; a new row does.
              releases.put(name, Operation.of(number, tables.release, values(name)));
              reserves.put(name, Operation.of(number, tables.reserve, values(name)));
            }
          }
        });
    List<Operation> operations = new ArrayList<>(releases.values());
    operations.addAll(reserves.values());
    return operations;
  }

  private Operation.Values values(UniqueName name) {
    return statement -> {
      statement.setString(1, shop);
      statement.setString(2, name.scope());
      statement.setString(3, name.name());
      statement.setString(4, name.owner());
    };
  }

  private List<Operation> events(Map<Integer, Commit> commits) {
    TreeMap<String, Operation> operations = new TreeMap<>();
    commits.forEach(
        (number, commit) ->
            commit.events().stream()
                .filter(event -> !obstacles.isThere(event))
                .forEach(event -> operations.putIfAbsent(event.id(), Operation.of(number, tables.append, values(event)))));
    return List.copyOf(operations.values());
  }

  private Operation.Values values(StoredEvent event) {
    return statement -> {
      statement.setString(1, shop);
      Sql.set(statement, 2, event);
    };
  }

  private List<Operation> marks(Map<Integer, Commit> commits) {
    TreeMap<String, Operation> operations = new TreeMap<>();
    commits.forEach(
        (number, commit) ->
            commit
                .delivered()
                .forEach(
                    id ->
                        operations.put(
                            id,
                            Operation.of(
                                number,
                                tables.markDelivered,
                                statement -> {
                                  statement.setString(1, shop);
                                  statement.setString(2, id);
                                }))));
    return List.copyOf(operations.values());
  }

  private static int setFields(PreparedStatement statement, Commit.Put put) throws SQLException {
    return Sql.set(statement, 1, put.fields(), put.codecVersion(), put.body());
  }

  private static int setFieldsAndText(PreparedStatement statement, Commit.Put put) throws SQLException {
    int next = setFields(statement, put);
    statement.setString(next, put.fields().text().orElse(null));
    return next + 1;
  }

  private int setKey(PreparedStatement statement, int from, RecordKey key) throws SQLException {
    statement.setString(from, shop);
    statement.setString(from + 1, key.kind());
    statement.setString(from + 2, key.id());
    return from + 3;
  }

  private void setFloor(PreparedStatement statement, int from, RecordKey key) throws SQLException {
    statement.setString(from, shop);
    statement.setString(from + 1, key.kind());
  }
}

package io.autopurchase.store.jdbc;

import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * Several commits in one transaction, each guarded and answered on its own, in the order given. Those that have nothing in
 * common are written together; those that touch what an earlier one touches come after it. Losers are found by the counts of
 * the statements; what was written with them is taken back and written again without them.
 */
final class CommitBatch {
  /** How often rows may vanish that were in the way a moment before. Each time is a race that others have won. */
  private static final int ATTEMPTS = 20;

  private final List<Commit> commits;
  private final CommitResult[] results;
  private final CommitWriter writer;
  private final Conflicts obstacles;
  private final Undo undo;
  private final boolean looksFirst;

  private CommitBatch(List<Commit> commits, CommitWriter writer, Conflicts obstacles, Undo undo, boolean looksFirst) {
    this.looksFirst = looksFirst;
    this.commits = commits;
    this.results = new CommitResult[commits.size()];
    this.writer = writer;
    this.obstacles = obstacles;
    this.undo = undo;
  }

  static CommitBatch of(List<Commit> commits, Tables tables, String shop, Statements statements, Undo undo) {
    Conflicts obstacles = new Conflicts(tables, shop, statements);
    return new CommitBatch(commits, new CommitWriter(tables, shop, statements, obstacles), obstacles, undo, tables.guardsVersions);
  }

  /** Takes back what was written since a point. */
  interface Undo {
    void mark() throws SQLException;

    void back() throws SQLException;

    /** For a transaction that holds more than what is to be taken back. */
    static Undo toSavepoint(Connection connection, Dialect dialect) {
      if (dialect == Dialect.SQLITE) {
        return inSql(connection);
      }
      return new Undo() {
        @Nullable private Savepoint point;

        @Override
        public void mark() throws SQLException {
          point = connection.setSavepoint();
        }

        @Override
        public void back() throws SQLException {
          connection.rollback(point);
        }
      };
    }

    /** SQLite's driver opens a transaction of its own for a savepoint, unless the statement is given to it. */
    private static Undo inSql(Connection connection) {
      return new Undo() {
        @Override
        public void mark() throws SQLException {
          Sql.execute(connection, "SAVEPOINT autopurchase");
        }

        @Override
        public void back() throws SQLException {
          Sql.execute(connection, "ROLLBACK TO autopurchase");
        }
      };
    }

    /** For a transaction of one commit alone, which then costs no savepoint. */
    static Undo wholly(BorrowedConnection lease, int lockSeconds) {
      return new Undo() {
        @Override
        public void mark() {}

        @Override
        public void back() throws SQLException {
          lease.rollback();
          lease.begin(lockSeconds);
        }
      };
    }
  }

  /** Returns a result for each commit; the transaction holds the changes of those that are applied. */
  List<CommitResult> write() throws SQLException {
    Map<Integer, Commit> pending = new TreeMap<>();
    for (int i = 0; i < commits.size(); i++) {
      pending.put(i, commits.get(i));
    }
    while (!pending.isEmpty()) {
      Map<Integer, Commit> together = withNothingInCommon(pending);
      pending.keySet().removeAll(together.keySet());
      writeTogether(together);
    }
    return Arrays.asList(results);
  }

  private void writeTogether(Map<Integer, Commit> wave) throws SQLException {
    int attempts = 0;
    if (looksFirst) {
      // H2 writes to its file even what it takes back: who has lost already is spared that.
      lose(wave, obstacles.look(wave));
    }
    while (!wave.isEmpty()) {
      undo.mark();
      Map<Integer, CommitResult> losers;
      try {
        losers = writer.write(wave);
        if (losers.isEmpty()) {
          wave.keySet().forEach(number -> results[number] = new CommitResult.Applied());
          return;
        }
        undo.back();
      } catch (SQLException e) {
        boolean isObstacle = Sql.isDuplicate(e);
        if (!isObstacle && !(e instanceof Statements.UncountedException)) {
          throw e;
        }
        if (++attempts == ATTEMPTS) {
          throw new StoreUnavailableException("others are faster, again and again: " + e.getMessage(), e);
        }
        undo.back();
        losers = isObstacle ? obstacles.look(wave) : Map.of();
      }
      lose(wave, losers);
    }
  }

  private void lose(Map<Integer, Commit> wave, Map<Integer, CommitResult> losers) {
    losers.forEach((number, result) -> results[number] = result);
    wave.keySet().removeAll(losers.keySet());
  }

  /** Whether none touches what another one touches. */
  static boolean haveNothingInCommon(List<Commit> commits) {
    Set<Object> touched = new HashSet<>();
    return commits.size() == 1 || commits.stream().flatMap(commit -> touches(commit).stream().distinct()).allMatch(touched::add);
  }

  private static Map<Integer, Commit> withNothingInCommon(Map<Integer, Commit> pending) {
    Map<Integer, Commit> wave = new TreeMap<>();
    Set<Object> touched = new HashSet<>();
    pending.forEach(
        (number, commit) -> {
          List<Object> touches = touches(commit);
          if (touches.stream().noneMatch(touched::contains)) {
            wave.put(number, commit);
          }
          // Also what a later wave touches: who comes after that one in the order given waits with it.
          touched.addAll(touches);
        });
    return wave;
  }

  static List<Object> touches(Commit commit) {
    List<Object> touches = new ArrayList<>();
    touches.add("write " + commit.writeId());
    commit.puts().forEach(put -> touches.add(put.key()));
    commit.deletions().forEach(gone -> touches.add(gone.key()));
    commit.expectations().forEach(same -> touches.add(same.key()));
    commit.reservations().forEach(name -> touches.add(List.of(name.scope(), name.name())));
    commit.releases().forEach(name -> touches.add(List.of(name.scope(), name.name())));
    commit.events().forEach(event -> touches.add("event " + event.id()));
    commit.delivered().forEach(id -> touches.add("event " + id));
    return touches;
  }
}

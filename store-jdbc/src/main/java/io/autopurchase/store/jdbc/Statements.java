package io.autopurchase.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs operations in their order; neighbours of one statement go to the database together. */
final class Statements {
  private final Connection connection;
  private final int timeoutSeconds;
  private final AtomicBoolean batchesCount;

  /**
   * @param batchesCount whether the driver counts the rows of each statement of a batch; set to false if it turns out
   *     that it does not
   */
  Statements(Connection connection, int timeoutSeconds, AtomicBoolean batchesCount) {
    this.connection = connection;
    this.timeoutSeconds = timeoutSeconds;
    this.batchesCount = batchesCount;
  }

  /** Some options of drivers make them answer a batch without counts; then nothing is known of its guards. */
  static final class UncountedException extends SQLException {
    private static final long serialVersionUID = 1L;

    UncountedException() {
      super("the driver does not count the rows of a batch");
    }
  }

  /**
   * Returns how many rows each operation changed.
   *
   * @throws UncountedException what was written has to be taken back and written again; that will count
   */
  int[] run(List<Operation> operations) throws SQLException {
    int[] counts = new int[operations.size()];
    int from = 0;
    while (from < counts.length) {
      Operation first = operations.get(from);
      boolean together = !first.isGuarded() || batchesCount.get();
      int to = from + 1;
      while (together && to < counts.length && operations.get(to).sql().equals(first.sql())) {
        to++;
      }
      run(operations.subList(from, to), counts, from);
      from = to;
    }
    return counts;
  }

  private void run(List<Operation> same, int[] counts, int from) throws SQLException {
    try (PreparedStatement statement = prepare(same.get(0).sql())) {
      if (same.size() == 1) {
        same.get(0).values().set(statement);
        counts[from] = statement.executeUpdate();
        return;
      }
      for (Operation operation : same) {
        operation.values().set(statement);
        statement.addBatch();
      }
      int[] batch = Sql.executeBatch(statement);
      for (int i = 0; i < batch.length; i++) {
        if (batch[i] == Statement.SUCCESS_NO_INFO && same.get(i).isGuarded()) {
          batchesCount.set(false);
          throw new UncountedException();
        }
        counts[from + i] = batch[i];
      }
    }
  }

  PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      statement.setQueryTimeout(timeoutSeconds);
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }
}

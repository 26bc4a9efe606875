package io.autopurchase.store.jdbc;

import io.autopurchase.ConfigurationException;
import io.autopurchase.StoreUnavailableException;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.CommitResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads and writes within a transaction of the host, and neither ends that nor closes its connection. */
final class JoinedTransaction {
  private final JdbcHostTransaction host;
  private final Transactions transactions;
  private final Tables tables;

  private JoinedTransaction(JdbcHostTransaction host, Transactions transactions, Tables tables) {
    this.host = host;
    this.transactions = transactions;
    this.tables = tables;
  }

  /**
   * @param schema of the store
   * @param storeId of the store's tables
   * @throws ConfigurationException auto-commit is on, or it is another database
   */
  static JoinedTransaction of(JdbcHostTransaction host, Transactions transactions, Tables tables, Schema schema, String storeId) {
    JoinedTransaction joined = new JoinedTransaction(host, transactions, tables);
    if (!host.isJoinedTo(storeId)) {
      joined.join(schema, storeId);
    }
    return joined;
  }

  private void join(Schema schema, String storeId) {
    Connection connection = host.connection();
    try {
      if (connection.getAutoCommit()) {
        throw new ConfigurationException("the connection's auto-commit is on: a booking can only join a transaction; set it off first");
      }
      if (Dialect.of(connection) != transactions.dialect) {
        throw new ConfigurationException("the host's transaction is on another kind of database than the store");
      }
    } catch (SQLException e) {
      throw new StoreUnavailableException("the host's transaction cannot be joined: " + e.getMessage(), e);
    }
    within(
        same -> {
          // Before anything is read, so that it can still be written afterwards.
          transactions.dialect.beginWriting(same, tables, transactions.lockSeconds());
          requireSameTables(schema, storeId);
          return true;
        },
        joined -> joined);
    host.joinedTo(storeId);
  }

  private void requireSameTables(Schema schema, String storeId) {
    try {
      if (schema.storeId(host.connection()).equals(storeId)) {
        return;
      }
    } catch (SQLException e) {
      throw new ConfigurationException("the host's transaction does not see the store's tables: " + e.getMessage(), e);
    }
    throw new ConfigurationException("the host's transaction is on another database than the store");
  }

  CommitResult commit(Commit commit, String shop, AtomicBoolean batchesCount) {
    return within(
        connection -> {
          Statements statements = new Statements(connection, transactions.timeoutSeconds, batchesCount);
          return CommitBatch.of(List.of(commit), tables, shop, statements, CommitBatch.Undo.toSavepoint(connection, transactions.dialect))
              .write()
              .get(0);
        },
        CommitResult.Applied.class::isInstance);
  }

  <T> T read(Transactions.Query<T> query) {
    return within(query, result -> true);
  }

  /** What was applied. */
  private interface Kept<T> {
    boolean test(T result);
  }

  /** What is not kept, or fails, leaves the transaction as it was. */
  private <T> T within(Transactions.Query<T> work, Kept<T> isKept) {
    Connection connection = host.connection();
    Savepoint before;
    try {
      before = connection.setSavepoint();
    } catch (SQLException e) {
      throw new StoreUnavailableException("the host's transaction cannot be joined: " + e.getMessage(), e);
    }
    boolean isDone = false;
    try {
      T result = work.run(connection);
      if (isKept.test(result)) {
        connection.releaseSavepoint(before);
        isDone = true;
      }
      return result;
    } catch (SQLException e) {
      throw new StoreUnavailableException("nothing was done in the host's transaction: " + e.getMessage(), e);
    } finally {
      if (!isDone) {
        goBack(connection, before);
      }
    }
  }

  private static void goBack(Connection connection, Savepoint before) {
    try {
      connection.rollback(before);
    } catch (SQLException e) {
      // The transaction is unusable: the earlier failure says why, and the host's own next statement will.
    }
  }
}

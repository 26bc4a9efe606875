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

/** Writes a commit within a transaction of the host, and neither ends that nor closes its connection. */
final class JoinedCommit {
  private final Connection connection;
  private final Transactions transactions;
  private final Tables tables;
  private final String shop;

  JoinedCommit(Connection connection, Transactions transactions, Tables tables, String shop) {
    this.connection = connection;
    this.transactions = transactions;
    this.tables = tables;
    this.shop = shop;
  }

  /**
   * @param schema of the store
   * @param storeId of the store's tables
   */
  CommitResult write(Commit commit, Schema schema, String storeId, AtomicBoolean batchesCount) {
    Savepoint before;
    try {
      if (connection.getAutoCommit()) {
        throw new ConfigurationException("the connection's auto-commit is on: a commit can only join a transaction; set it off first");
      }
      if (Dialect.of(connection) != transactions.dialect) {
        throw new ConfigurationException("the host's transaction is on another kind of database than the store");
      }
      before = connection.setSavepoint();
    } catch (SQLException e) {
      throw new StoreUnavailableException("the host's transaction cannot be joined: " + e.getMessage(), e);
    }
    boolean isApplied = false;
    try {
      transactions.dialect.beginWriting(connection, tables, transactions.lockSeconds());
      requireSameTables(schema, storeId);
      Statements statements = new Statements(connection, transactions.timeoutSeconds, batchesCount);
      CommitResult result =
          CommitBatch.of(List.of(commit), tables, shop, statements, CommitBatch.Undo.toSavepoint(connection, transactions.dialect)).write().get(0);
      if (result instanceof CommitResult.Applied) {
        connection.releaseSavepoint(before);
        isApplied = true;
      }
      return result;
    } catch (SQLException e) {
      throw new StoreUnavailableException("nothing was stored in the host's transaction: " + e.getMessage(), e);
    } finally {
      if (!isApplied) {
        goBack(before);
      }
    }
  }

  private void requireSameTables(Schema schema, String storeId) {
    try {
      if (schema.storeId(connection).equals(storeId)) {
        return;
      }
    } catch (SQLException e) {
      throw new ConfigurationException("the host's transaction does not see the store's tables: " + e.getMessage(), e);
    }
    throw new ConfigurationException("the host's transaction is on another database than the store");
  }

  private void goBack(Savepoint before) {
    try {
      connection.rollback(before);
    } catch (SQLException e) {
      // The transaction is of no use any more: what failed before tells why, and the host's own next statement will.
    }
  }
}

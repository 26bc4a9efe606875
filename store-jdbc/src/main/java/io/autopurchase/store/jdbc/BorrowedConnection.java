package io.autopurchase.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** A connection of the host's or the store's own, which goes back as it came. For one thread. */
final class BorrowedConnection implements AutoCloseable {
  final Connection connection;
  private final ConnectionSource source;
  private final Dialect dialect;
  private final boolean autoCommit;
  private final int networkTimeout;
  private int isolation = Connection.TRANSACTION_NONE;
  private boolean isOpen;

  /** @param networkMillis after how long an answer that does not come counts as a cut connection */
  BorrowedConnection(ConnectionSource source, Dialect dialect, int networkMillis) throws SQLException {
    this.source = source;
    this.connection = source.take();
    this.dialect = dialect;
    try {
      autoCommit = connection.getAutoCommit();
      networkTimeout = shortenNetworkTimeout(networkMillis);
      if (dialect.transactsBySql() && !autoCommit) {
        connection.setAutoCommit(true);
      }
    } catch (SQLException | RuntimeException e) {
      giveBack(false);
      throw e;
    }
  }

  private int shortenNetworkTimeout(int millis) throws SQLException {
    try {
      int before = connection.getNetworkTimeout();
      if (before == 0 || before > millis) {
        connection.setNetworkTimeout(Runnable::run, millis);
        return before;
      }
    } catch (SQLFeatureNotSupportedException e) {
      // A database within this process has no network.
    }
    return -1;
  }

  /** Opens a transaction at read committed. */
  void begin(int lockSeconds) throws SQLException {
    if (dialect.transactsBySql()) {
      dialect.beginReadCommitted(connection, lockSeconds);
      isOpen = true;
      return;
    }
    if (autoCommit) {
      connection.setAutoCommit(false);
    }
    isOpen = true;
    if (dialect.isolationOutlivesTransaction() && isolation == Connection.TRANSACTION_NONE) {
      isolation = connection.getTransactionIsolation();
    }
    dialect.beginReadCommitted(connection, lockSeconds);
  }

  /** The driver begins a transaction with the first statement of a script that ends it, too. */
  void beginWithScript() throws SQLException {
    if (autoCommit) {
      connection.setAutoCommit(false);
    }
    isOpen = true;
  }

  void endedByScript() {
    isOpen = false;
  }

  /** To be called before a query outside of a transaction: it may open one, if auto-commit is off. */
  void read() {
    isOpen = !autoCommit && !dialect.transactsBySql();
  }

  void commit() throws SQLException {
    if (dialect.transactsBySql()) {
      Sql.execute(connection, "COMMIT");
    } else {
      connection.commit();
    }
    isOpen = false;
  }

  void rollback() throws SQLException {
    if (dialect.transactsBySql()) {
      Sql.execute(connection, "ROLLBACK");
    } else {
      connection.rollback();
    }
    isOpen = false;
  }

  /**
   * Rolls back what is open, and gives the connection back. Throws nothing: what was committed is committed. A connection
   * that cannot be rolled back must not reach {@code setAutoCommit(true)}, which would commit; it is broken off.
   */
  @Override
  public void close() {
    boolean isUsable = false;
    try {
      if (isOpen) {
        rollback();
      }
      if (isolation != Connection.TRANSACTION_NONE && isolation != Connection.TRANSACTION_READ_COMMITTED) {
        connection.setTransactionIsolation(isolation);
      }
      if (connection.getAutoCommit() != autoCommit) {
        connection.setAutoCommit(autoCommit);
      }
      if (networkTimeout >= 0) {
        connection.setNetworkTimeout(Runnable::run, networkTimeout);
      }
      isUsable = true;
    } catch (SQLException | RuntimeException e) {
      abortQuietly();
    }
    giveBack(isUsable);
  }

  private void abortQuietly() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      // It was of no use anyway.
    }
  }

  private void giveBack(boolean isUsable) {
    try {
      source.giveBack(connection, isUsable);
    } catch (SQLException | RuntimeException e) {
      // It was of no use anyway, or its work was done.
    }
  }
}

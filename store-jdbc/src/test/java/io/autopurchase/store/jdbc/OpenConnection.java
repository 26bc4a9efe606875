package io.autopurchase.store.jdbc;

import io.autopurchase.HostTransaction;
import io.autopurchase.testkit.HostTransactionFixture;
import java.sql.Connection;
import java.sql.SQLException;

/** A connection on which the host has a transaction open. */
record OpenConnection(Connection connection) implements HostTransactionFixture {
  OpenConnection {
    try {
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public HostTransaction transaction() {
    return JdbcHostTransaction.of(connection);
  }

  @Override
  public void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void rollback() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() {
    try {
      connection.rollback();
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

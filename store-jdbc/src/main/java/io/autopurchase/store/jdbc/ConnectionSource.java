package io.autopurchase.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.annotation.concurrent.ThreadSafe;
import javax.sql.DataSource;

/** Where the store's connections come from. Thread-safe. */
@ThreadSafe
interface ConnectionSource extends AutoCloseable {
  Connection take() throws SQLException;

  /** @param isUsable whether it is as it was when it was taken */
  void giveBack(Connection connection, boolean isUsable) throws SQLException;

  /** To be called once all connections are back. */
  @Override
  void close();

  /** The host's, which stays open. */
  static ConnectionSource of(DataSource dataSource) {
    return new ConnectionSource() {
      @Override
      public Connection take() throws SQLException {
        return dataSource.getConnection();
      }

      @Override
      public void giveBack(Connection connection, boolean isUsable) throws SQLException {
        connection.close();
      }

      @Override
      public void close() {}
    };
  }
}

package io.autopurchase.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** A pool of one connection, which refuses to hand it out twice at once and leaves it open when it comes back. */
final class OneConnection extends SimpleDataSource {
  private final Connection connection;
  private boolean isOut;

  OneConnection(Connection connection) {
    this.connection = connection;
  }

  int networkTimeout() throws SQLException {
    try {
      return connection.getNetworkTimeout();
    } catch (SQLFeatureNotSupportedException e) {
      return 0;
    }
  }

  @Override
  public synchronized Connection getConnection() throws SQLException {
    if (isOut) {
      throw new SQLException("the only connection is in use");
    }
    isOut = true;
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                giveBack();
                return null;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private synchronized void giveBack() {
    isOut = false;
  }
}

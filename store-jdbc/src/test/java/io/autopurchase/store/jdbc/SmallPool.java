package io.autopurchase.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A pool of four connections that, unlike others, tells at once that the server is away. */
final class SmallPool extends SimpleDataSource implements AutoCloseable {
  private final String url;
  private final String user;
  private final Semaphore free = new Semaphore(4);
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean isCutOff;

  SmallPool(String url, String user) {
    this.url = url;
    this.user = user;
  }

  /** Whether there are new connections; those that are out have to be cut by the server. */
  void setCutOff(boolean value) {
    isCutOff = value;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (isCutOff) {
      throw new SQLException("the server cannot be reached", "08001");
    }
    try {
      if (!free.tryAcquire(20, TimeUnit.SECONDS)) {
        throw new SQLException("all connections are in use");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for a connection", e);
    }
    boolean isOut = false;
    try {
      Connection connection = lent(take());
      isOut = true;
      return connection;
    } finally {
      if (!isOut) {
        free.release();
      }
    }
  }

  private Connection take() throws SQLException {
    Connection connection;
    while ((connection = idle.pollFirst()) != null) {
      if (connection.isValid(5)) {
        return connection;
      }
      connection.close();
    }
    return DriverManager.getConnection(url, user, "");
  }

  private Connection lent(Connection real) {
    AtomicBoolean isBack = new AtomicBoolean();
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                if (!isBack.getAndSet(true)) {
                  idle.addFirst(real);
                  free.release();
                }
                return null;
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public void close() {
    Connection connection;
    while ((connection = idle.pollFirst()) != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

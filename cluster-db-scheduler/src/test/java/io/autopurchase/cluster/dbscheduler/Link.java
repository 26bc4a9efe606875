package io.autopurchase.cluster.dbscheduler;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One node's way to the database, which may be cut: to the others that is a dead or frozen node. */
final class Link {
  private volatile boolean cut;
  private final DataSource dataSource;

  Link(DataSource database) {
    dataSource =
        (DataSource)
            Proxy.newProxyInstance(
                Link.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  if (cut) {
                    throw new SQLException("the link is cut", "08001");
                  }
                  try {
                    return method.invoke(database, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }

  DataSource dataSource() {
    return dataSource;
  }

  void cut() {
    cut = true;
  }

  void fix() {
    cut = false;
  }
}

package io.autopurchase.benchmarks.harness;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Connections of PostgreSQL that also ask how each query is run, with its values. */
public final class ExplainedReads {
  private final DataSource source;
  private final Map<String, String> plans = new LinkedHashMap<>();

  public ExplainedReads(DataSource source) {
    this.source = source;
  }

  public DataSource dataSource() {
    return proxy(DataSource.class, source, (call, result) -> result instanceof Connection connection ? explained(connection) : result);
  }

  /** The plan of each query since the last call; of one that came several times, the first. */
  public synchronized Map<String, String> take() {
    Map<String, String> taken = new LinkedHashMap<>(plans);
    plans.clear();
    return taken;
  }

  private Connection explained(Connection connection) {
    return proxy(
        Connection.class,
        connection,
        (call, result) -> result instanceof PreparedStatement statement ? explained(connection, statement, (String) call.arguments[0]) : result);
  }

  private PreparedStatement explained(Connection connection, PreparedStatement statement, String sql) {
    Map<Integer, Object> values = new TreeMap<>();
    return proxy(
        PreparedStatement.class,
        statement,
        (call, result) -> {
          if (call.name.startsWith("set") && call.arguments.length == 2) {
            values.put((Integer) call.arguments[0], call.arguments[1]);
          } else if (call.name.equals("executeQuery")) {
            explain(connection, sql, values);
          }
          return result;
        });
  }

  private synchronized void explain(Connection connection, String sql, Map<Integer, Object> values) throws SQLException {
    if (plans.containsKey(sql)) {
      return;
    }
    StringBuilder plan = new StringBuilder();
    try (PreparedStatement explain = connection.prepareStatement("EXPLAIN (ANALYZE, BUFFERS) " + sql)) {
      for (Map.Entry<Integer, Object> value : values.entrySet()) {
        explain.setObject(value.getKey(), value.getValue());
      }
      try (ResultSet row = explain.executeQuery()) {
        while (row.next()) {
          plan.append("  ").append(row.getString(1)).append('\n');
        }
      }
    }
    plans.put(sql, plan.toString());
  }

  private record Call(String name, Object[] arguments) {}

  private interface After {
    Object see(Call call, Object result) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, T target, After after) {
    return type.cast(
        Proxy.newProxyInstance(
            ExplainedReads.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                Object result = method.invoke(target, arguments);
                return after.see(new Call(method.getName(), arguments == null ? new Object[0] : arguments), result);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}

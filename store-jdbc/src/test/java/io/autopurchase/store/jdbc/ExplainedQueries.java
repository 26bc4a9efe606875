package io.autopurchase.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks the database how it would run each statement, with its values, before it runs it. */
final class ExplainedQueries extends SimpleDataSource {
  private final Database database;

  /** The plan of each statement; of one that came several times, the last. */
  final Map<String, List<String>> plans = new LinkedHashMap<>();

  ExplainedQueries(Database database) {
    this.database = database;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection real = database.source().getConnection();
    return (Connection)
        proxy(
            Connection.class,
            (method, arguments) -> {
              Object result = invoke(real, method, arguments);
              return method.getName().equals("prepareStatement")
                  ? explained(real, (PreparedStatement) result, (String) arguments[0])
                  : result;
            });
  }

  private Object explained(Connection connection, PreparedStatement real, String sql) {
    Map<Integer, Call> values = new LinkedHashMap<>();
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          String name = method.getName();
          if (name.startsWith("set") && !name.equals("setQueryTimeout")) {
            values.put((Integer) arguments[0], new Call(method, arguments));
          } else if (name.equals("execute") && sql.contains(";")) {
            explainScript(sql, List.copyOf(values.values()));
          } else if (name.equals("executeQuery") || name.equals("executeUpdate") || name.equals("addBatch")) {
            plans.put(sql, explain(connection, sql, values));
          }
          return invoke(real, method, arguments);
        });
  }

  private List<String> explain(Connection connection, String sql, Map<Integer, Call> values) throws Throwable {
    List<String> lines = new ArrayList<>();
    try (PreparedStatement explain = connection.prepareStatement(database.explain() + sql)) {
      for (Call call : values.values()) {
        invoke(explain, call.method(), call.arguments());
      }
      try (ResultSet row = explain.executeQuery()) {
        while (row.next()) {
          StringBuilder line = new StringBuilder();
          for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            line.append(row.getMetaData().getColumnLabel(column)).append('=').append(row.getString(column)).append(' ');
          }
          lines.add(line.toString());
        }
      }
    }
    return lines;
  }

  /** On a connection of its own, with the settings of the script: it begins with them, and ends with COMMIT. */
  private void explainScript(String sql, List<Call> values) throws Throwable {
    try (Connection connection = database.source().getConnection()) {
      connection.setAutoCommit(false);
      int from = 0;
      for (String statement : sql.split(";\n")) {
        int to = from + (int) statement.chars().filter(c -> c == '?').count();
        Map<Integer, Call> own = new LinkedHashMap<>();
        for (int i = from; i < to; i++) {
          Object[] arguments = values.get(i).arguments().clone();
          arguments[0] = i - from + 1;
          own.put(i - from + 1, new Call(values.get(i).method(), arguments));
        }
        if (statement.contains("autopurchase_")) {
          plans.put(statement, explain(connection, statement, own));
        } else if (!statement.equals("COMMIT")) {
          try (PreparedStatement setting = connection.prepareStatement(statement)) {
            for (Call call : own.values()) {
              invoke(setting, call.method(), call.arguments());
            }
            setting.execute();
          }
        }
        from = to;
      }
      connection.rollback();
    }
  }

  private record Call(Method method, Object[] arguments) {}

  private interface Handler {
    Object handle(Method method, Object[] arguments) throws Throwable;
  }

  private static Object proxy(Class<?> type, Handler handler) {
    return Proxy.newProxyInstance(
        ExplainedQueries.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> handler.handle(method, arguments));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}

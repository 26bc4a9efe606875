package io.autopurchase.benchmarks.harness;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/**
 * Counts what goes through a data source: statements (each of a JDBC batch), transactions that contained any, and round trips. Used in
 * the round that warms up alone, because it costs time. Thread-safe.
 */
public final class Counting {
  /** Of figures that come from the round that warms up. */
  static final String PREFIX = "counted: ";

  private final LongAdder statements = new LongAdder();
  private final LongAdder transactions = new LongAdder();
  private final LongAdder roundTrips = new LongAdder();

  public DataSource wrap(DataSource source) {
    return proxy(DataSource.class, source, (method, arguments, result) -> result instanceof Connection made ? connection(made) : result);
  }

  public void reset() {
    statements.reset();
    transactions.reset();
    roundTrips.reset();
  }

  /** Of each unit of the work since the last reset. */
  public Figures perUnit(String unit, long units) {
    return new Figures()
        .put(PREFIX + "statements / " + unit, statements.sum() / (double) units)
        .put(PREFIX + "transactions / " + unit, transactions.sum() / (double) units)
        .put(PREFIX + "round trips / " + unit, roundTrips.sum() / (double) units);
  }

  /** The totals since the last reset. */
  public long statements() {
    return statements.sum();
  }

  private Connection connection(Connection real) {
    boolean[] dirty = {false};
    return proxy(
        Connection.class,
        real,
        (method, arguments, result) -> {
          switch (method.getName()) {
            case "commit", "rollback" -> {
              if (arguments == null || arguments.length == 0) {
                transactions.add(dirty[0] ? 1 : 0);
                dirty[0] = false;
              } else {
                statements.increment(); // back to a savepoint
              }
              roundTrips.increment();
            }
            case "setSavepoint", "releaseSavepoint" -> {
              statements.increment();
              roundTrips.increment();
            }
            default -> {
              // Nothing goes to the server.
            }
          }
          return result instanceof Statement made ? statement(made, dirty) : result;
        });
  }

  private Statement statement(Statement real, boolean[] dirty) {
    Class<? extends Statement> type =
        real instanceof CallableStatement ? CallableStatement.class : real instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
    int[] batch = {0};
    return proxy(
        type,
        real,
        (method, arguments, result) -> {
          String name = method.getName();
          if (name.equals("addBatch")) {
            batch[0]++;
          } else if (name.startsWith("execute")) {
            boolean whole = name.endsWith("Batch");
            statements.add(whole ? batch[0] : 1);
            batch[0] = whole ? 0 : batch[0];
            roundTrips.increment();
            if (real.getConnection().getAutoCommit()) {
              transactions.increment();
            } else {
              dirty[0] = true;
            }
          }
          return result;
        });
  }

  private interface After {
    Object of(Method method, Object[] arguments, Object result) throws Throwable;
  }

  private static <T> T proxy(Class<? extends T> type, Object real, After after) {
    InvocationHandler handler =
        (self, method, arguments) -> {
          try {
            return after.of(method, arguments, method.invoke(real, arguments));
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader() == null ? Counting.class.getClassLoader() : type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}

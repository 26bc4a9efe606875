package io.autopurchase.store.jdbc;

import io.autopurchase.HostTransaction;
import java.sql.Connection;

/**
 * A transaction that the host has open on a connection of its own, so that the host's rows and a new activity are committed
 * together:
 *
 * <pre>{@code
 * connection.setAutoCommit(false);
 * orders.save(connection, order);
 * Activity booking = autoPurchase.book(plan, JdbcHostTransaction.of(connection));
 * connection.commit();
 * }</pre>
 *
 * <p>The connection must belong to the database that holds the store's tables, and its auto-commit must be off. Nothing is
 * committed, rolled back as a whole, or closed here; what cannot be stored is taken back to a savepoint, and the host's own
 * changes stay. Best at read committed: a stricter level makes conflicts more frequent. For the thread that has the
 * transaction.
 *
 * <p>What is stored so is locked until the host ends its transaction: bookings of the same lines wait for it for some
 * seconds. So it should end soon.
 */
public final class JdbcHostTransaction implements HostTransaction {
  private final Connection connection;

  private JdbcHostTransaction(Connection connection) {
    this.connection = connection;
  }

  public static JdbcHostTransaction of(Connection connection) {
    return new JdbcHostTransaction(connection);
  }

  Connection connection() {
    return connection;
  }
}

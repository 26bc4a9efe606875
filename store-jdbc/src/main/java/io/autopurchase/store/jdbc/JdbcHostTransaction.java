package io.autopurchase.store.jdbc;

import io.autopurchase.HostTransaction;
import java.sql.Connection;
import java.util.function.Consumer;
import javax.annotation.Nullable;

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
  private final Consumer<Runnable> afterCommit;
  @Nullable private String joinedTo;

  private JdbcHostTransaction(Connection connection, Consumer<Runnable> afterCommit) {
    this.connection = connection;
    this.afterCommit = afterCommit;
  }

  /**
   * A transaction that does not report its commit: an activity that is created in it begins within some seconds after the commit.
   *
   * @param connection with auto-commit off; for one booking or several, until the transaction ends
   */
  public static JdbcHostTransaction of(Connection connection) {
    return new JdbcHostTransaction(connection, work -> {});
  }

  /**
   * A transaction that reports its commit: an activity that is created in it begins at once.
   *
   * @param connection with auto-commit off; for one booking or several, until the transaction ends
   * @param afterCommit is given what is to be run once the transaction is committed, and never if it is rolled back; with Spring, a
   *     {@code TransactionSynchronization} that runs it in {@code afterCommit}
   */
  public static JdbcHostTransaction of(Connection connection, Consumer<Runnable> afterCommit) {
    return new JdbcHostTransaction(connection, afterCommit);
  }

  @Override
  public void afterCommit(Runnable work) {
    afterCommit.accept(work);
  }

  Connection connection() {
    return connection;
  }

  /** Whether it was seen that the transaction is on the database of a store. */
  boolean isJoinedTo(String storeId) {
    return storeId.equals(joinedTo);
  }

  void joinedTo(String storeId) {
    joinedTo = storeId;
  }
}

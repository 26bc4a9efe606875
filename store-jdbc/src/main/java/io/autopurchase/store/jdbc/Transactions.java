package io.autopurchase.store.jdbc;

import io.autopurchase.CommitOutcomeUnknownException;
import io.autopurchase.StoreException;
import io.autopurchase.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Runs work on connections of a source, one at a time in a thread, and sorts its failures: what fails before
 * COMMIT is sent has certainly not happened; what fails from then on may have happened, unless the database says that it
 * rolled back. Thread-safe.
 */
@ThreadSafe
final class Transactions {
  /** How much longer than a statement's own time the network may be silent. */
  private static final int NETWORK_MARGIN_MILLIS = 5000;

  final Dialect dialect;
  final int timeoutSeconds;
  private final ConnectionSource connections;

  Transactions(ConnectionSource connections, Dialect dialect, int timeoutSeconds) {
    this.connections = connections;
    this.dialect = dialect;
    this.timeoutSeconds = timeoutSeconds;
  }

  /** Work within a transaction. */
  interface Work {
    /** Returns whether there is anything to commit. */
    boolean run(BorrowedConnection lease) throws SQLException;
  }

  /** A query. */
  interface Query<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * @throws StoreUnavailableException nothing was changed
   * @throws CommitOutcomeUnknownException the end of the transaction is not known
   */
  void write(Work work) {
    Optional<Lock> lock = dialect.writeLock();
    lock.ifPresent(this::take);
    try {
      writeAlone(work);
    } finally {
      lock.ifPresent(Lock::unlock);
    }
  }

  private void take(Lock lock) {
    try {
      if (!lock.tryLock(lockSeconds(), TimeUnit.SECONDS)) {
        throw new StoreUnavailableException("a commit was not made: others have been writing for " + lockSeconds() + " seconds", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("the thread is interrupted", e);
    }
  }

  private void writeAlone(Work work) {
    boolean sent = false;
    try (BorrowedConnection lease = lease()) {
      lease.begin(lockSeconds());
      if (work.run(lease)) {
        sent = true;
        lease.commit();
      }
    } catch (StoreException e) {
      throw e;
    } catch (SQLException | RuntimeException e) {
      if (sent && !Sql.isRolledBack(e)) {
        throw new CommitOutcomeUnknownException("the end of a commit is not known: " + e.getMessage(), e);
      }
      throw new StoreUnavailableException("a commit was not made: " + e.getMessage(), e);
    }
  }

  /** A transaction from its beginning to its COMMIT, on a connection whose auto-commit is off. */
  interface Script {
    void run(Connection connection) throws SQLException;
  }

  /**
   * As {@link #write}, in one round trip.
   *
   * @return false if something was in the way, so that nothing was changed
   * @throws StoreUnavailableException nothing was changed
   * @throws CommitOutcomeUnknownException the end of the transaction is not known
   */
  boolean writeAtOnce(Script script) {
    boolean sent = false;
    try (BorrowedConnection lease = lease()) {
      lease.beginWithScript();
      sent = true;
      script.run(lease.connection);
      lease.endedByScript();
      return true;
    } catch (StoreException e) {
      throw e;
    } catch (SQLException e) {
      if (sent && PostgresqlScript.isObstacle(e)) {
        return false;
      }
      if (sent && !Sql.isAnswered(e)) {
        throw new CommitOutcomeUnknownException("the end of a commit is not known: " + e.getMessage(), e);
      }
      throw new StoreUnavailableException("a commit was not made: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      if (sent) {
        throw new CommitOutcomeUnknownException("the end of a commit is not known: " + e.getMessage(), e);
      }
      throw new StoreUnavailableException("a commit was not made: " + e.getMessage(), e);
    }
  }

  /** @throws StoreUnavailableException if the database gives no answer */
  <T> T read(Query<T> query) {
    try (BorrowedConnection lease = lease()) {
      lease.read();
      return query.run(lease.connection);
    } catch (StoreException e) {
      throw e;
    } catch (SQLException | RuntimeException e) {
      throw new StoreUnavailableException("the database cannot be asked: " + e.getMessage(), e);
    }
  }

  /** A lock is waited for half the time of a statement: the database then says itself that it gave up. */
  int lockSeconds() {
    return Math.max(1, timeoutSeconds / 2);
  }

  private BorrowedConnection lease() throws SQLException {
    if (Thread.currentThread().isInterrupted()) {
      // Some drivers break their connection, and H2 its whole database, when an interrupted thread works on it.
      throw new StoreUnavailableException("the thread is interrupted", null);
    }
    return new BorrowedConnection(connections, dialect, timeoutSeconds * 1000 + NETWORK_MARGIN_MILLIS);
  }
}

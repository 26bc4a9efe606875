package io.autopurchase.store.jdbc;

import io.autopurchase.ConfigurationException;
import io.autopurchase.spi.Durability;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * H2, for tests and demonstrations. Of two transactions that overlap, one that was acknowledged may be undone by the end of the
 * other: once in some ten thousand versions for which threads compete. So those of a process that write follow each other, whatever
 * their database, and {@link VersionGuards} keep other processes and transactions of the host's from winning a version again.
 */
final class H2Dialect extends Dialect {
  private static final ReentrantLock SCHEMA = new ReentrantLock();
  private static final ReentrantLock WRITES = new ReentrantLock();

  H2Dialect() {
    super("h2");
  }

  @Override
  Durability check(Connection connection) throws SQLException {
    String url = connection.getMetaData().getURL().toLowerCase(Locale.ROOT);
    if (url.startsWith("jdbc:h2:mem:")) {
      return Durability.VOLATILE;
    }
    try {
      // By default H2 acknowledges commits that it writes half a second later: a kill loses hundreds of them.
      Sql.execute(connection, "SET WRITE_DELAY 0");
      // By default it uses space of its file again that has been out of use for 45 seconds: after a kill it then sometimes finds an older
      // commit than the last one. So the file grows until the database is closed.
      Sql.execute(connection, "SET RETENTION_TIME " + Integer.MAX_VALUE);
    } catch (SQLException e) {
      throw new ConfigurationException(
          "H2 loses commits when its process is killed unless told otherwise, and this user may not tell it: add ;WRITE_DELAY=0;RETENTION_TIME="
              + Integer.MAX_VALUE
              + " to the URL",
          e);
    }
    return Durability.DURABLE;
  }

  @Override
  int schemaVersion() {
    return 6;
  }

  @Override
  boolean guardsVersions() {
    return true;
  }

  @Override
  Optional<Lock> writeLock() {
    return Optional.of(WRITES);
  }

  @Override
  String insertUnlessThere() {
    return "MERGE";
  }

  @Override
  String unlessThere(String column) {
    return "";
  }

  @Override
  String lastCharacter() {
    return "\uFFFF";
  }

  @Override
  void beginReadCommitted(Connection connection, int lockSeconds) throws SQLException {
    // H2 sets it for the session only; BorrowedConnection gives the level back.
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
  }

  @Override
  boolean isolationOutlivesTransaction() {
    return true;
  }

  /** H2 has no lock that outlives a change of the tables: this one is for the process, which mostly has the file alone. */
  @Override
  void lockSchema(Connection connection, String prefix) {
    SCHEMA.lock();
  }

  @Override
  void unlockSchema(Connection connection, String prefix) {
    SCHEMA.unlock();
  }
}

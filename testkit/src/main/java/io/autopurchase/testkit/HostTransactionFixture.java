package io.autopurchase.testkit;

import io.autopurchase.HostTransaction;

/** A transaction that a host has open on the data of a test, and on the test's thread if the technology links it there. */
public interface HostTransactionFixture extends AutoCloseable {
  /** As it is handed to the store. */
  HostTransaction transaction();

  void commit() throws Exception;

  void rollback() throws Exception;

  /** Rolls back what has not ended. */
  @Override
  void close();
}

package io.autopurchase.store.jdbc;

import io.autopurchase.testdatabases.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresContractTest extends ServerContract {
  private static Server server;

  @BeforeAll
  static void start() {
    server = Server.of(TestDatabase.postgres());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  Server server() {
    return server;
  }
}

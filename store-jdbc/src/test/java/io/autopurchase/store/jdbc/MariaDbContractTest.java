package io.autopurchase.store.jdbc;

import io.autopurchase.testdatabases.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MariaDbContractTest extends ServerContract {
  private static Server server;

  @BeforeAll
  static void start() {
    server = Server.of(TestDatabase.mariaDb());
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

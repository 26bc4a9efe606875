package io.autopurchase.store.jdbc;

import io.autopurchase.testdatabases.TestDatabase;
import io.autopurchase.testkit.StoreOutage;
import java.util.Optional;
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

  /** Its connections are cut, not the server killed: MariaDB takes long to recover. */
  @Override
  protected Optional<StoreOutage> outage() {
    return Optional.of(
        new StoreOutage() {
          @Override
          public void begin() {
            server.pool().setCutOff(true);
            server.database().cutConnections();
          }

          @Override
          public void end() {
            server.pool().setCutOff(false);
          }
        });
  }

  @Override
  Server server() {
    return server;
  }
}

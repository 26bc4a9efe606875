package io.autopurchase.cluster.dbscheduler;

import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.testkit.ActivityDispatcherContract;

/** The contract of dispatchers, on a new database for each test. */
abstract class ContractOnDatabase extends ActivityDispatcherContract {
  private final Databases databases;
  private HikariDataSource pool;

  ContractOnDatabase(Databases databases) {
    this.databases = databases;
  }

  @Override
  protected ActivityDispatcher dispatcher() {
    if (pool == null) {
      pool = Nodes.pool(databases.open(), 10);
    }
    return Nodes.quick(pool).build();
  }

  @Override
  protected void release() {
    if (pool != null) {
      pool.close();
    }
  }
}

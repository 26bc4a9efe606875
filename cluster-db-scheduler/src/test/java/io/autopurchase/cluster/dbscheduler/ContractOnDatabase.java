package io.autopurchase.cluster.dbscheduler;

import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.testkit.ActivityDispatcherContract;
import java.time.Duration;
import javax.sql.DataSource;

/** The contract of dispatchers, with a pool of its own on a new database for each test. */
abstract class ContractOnDatabase extends ActivityDispatcherContract {
  private HikariDataSource pool;

  abstract DataSource newDatabase();

  @Override
  protected ActivityDispatcher dispatcher() {
    if (pool == null) {
      pool = Pools.of(newDatabase(), 10);
    }
    return DbSchedulerDispatcher.builder(pool)
        .pollInterval(Duration.ofMillis(200))
        .sweepInterval(Duration.ofMillis(500))
        .heartbeatInterval(Duration.ofMillis(500))
        .closeTimeout(Duration.ofSeconds(3))
        .build();
  }

  @Override
  protected void release() {
    if (pool != null) {
      pool.close();
    }
  }
}

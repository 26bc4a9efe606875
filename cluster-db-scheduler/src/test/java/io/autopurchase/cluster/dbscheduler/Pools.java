package io.autopurchase.cluster.dbscheduler;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/** Pools as shops have them. */
final class Pools {
  private Pools() {}

  static HikariDataSource of(DataSource database, int size) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(2000);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }
}

package io.autopurchase.spring;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.DataSourceUnwrapper;

/**
 * A small pool of the engine's own, made like the host's. Requests of the host that wait for the engine, and the engine's own work, then never
 * wait for connections that the host's transactions hold.
 */
final class OwnPool {
  static final int LARGEST = 100;

  private OwnPool() {}

  /**
   * Makes a pool.
   *
   * @param host the data source of the host, which stays as it is
   * @param size how many connections the pool has at most
   * @param name for its log, its threads and its meters
   * @param property the whole name of the property with the size, for errors
   * @throws PropertyException if it cannot be made from this data source
   */
  static HikariDataSource of(DataSource host, int size, String name, String property) {
    HikariConfig config = new HikariConfig();
    HikariDataSource pool = DataSourceUnwrapper.unwrap(host, HikariDataSource.class);
    if (pool != null) {
      pool.copyStateTo(config);
      config.setUsername(pool.getUsername());
      config.setPassword(pool.getPassword());
    } else {
      derive(host, property).copyStateTo(config);
    }
    config.setPoolName(name);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    return new HikariDataSource(config);
  }

  private static HikariDataSource derive(DataSource host, String property) {
    try {
      return DataSourceBuilder.derivedFrom(host).type(HikariDataSource.class).build();
    } catch (RuntimeException e) {
      throw new PropertyException(
          property,
          "asks for a pool of the engine's own, which cannot be made like the DataSource of type " + host.getClass().getName() + ": " + e.getMessage(),
          "Write " + property + "=0 to share the DataSource of the host, which then needs connections for both; or mark a DataSource bean"
              + " for the engine by @AutoPurchaseDataSource and write " + property + "=0.",
          e);
    }
  }
}

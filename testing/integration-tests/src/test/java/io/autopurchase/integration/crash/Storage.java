package io.autopurchase.integration.crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.annotation.Nullable;

/** A process's access to the shop's database: through a pool, or, for SQLite, by the connections of the store itself. */
final class Storage implements AutoCloseable {
  private static final String SQLITE = "jdbc:sqlite:";

  @Nullable private final HikariDataSource pool;
  private final JdbcActivityStore store;

  private Storage(@Nullable HikariDataSource pool, JdbcActivityStore store) {
    this.pool = pool;
    this.store = store;
  }

  static Storage open(NodeSettings settings, int connections) {
    if (settings.url().startsWith(SQLITE)) {
      Path file = Path.of(settings.url().substring(SQLITE.length()));
      return new Storage(null, JdbcActivityStore.sqlite(file).shop(settings.shop()).build());
    }
    HikariDataSource pool = pool(settings, connections);
    return new Storage(pool, JdbcActivityStore.builder(pool).shop(settings.shop()).build());
  }

  private static HikariDataSource pool(NodeSettings settings, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  JdbcActivityStore store() {
    return store;
  }

  /** Empty for SQLite. */
  Optional<HikariDataSource> pool() {
    return Optional.ofNullable(pool);
  }

  @Override
  public void close() {
    store.close();
    if (pool != null) {
      pool.close();
    }
  }
}

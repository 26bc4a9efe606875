package io.autopurchase.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.testdatabases.TestDatabase;
import io.autopurchase.testkit.ActivityStoreContract;
import io.autopurchase.testkit.CrashSite;
import io.autopurchase.testkit.HostWork;
import io.autopurchase.testkit.StoreOpener;
import io.autopurchase.testkit.StoreOutage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The contract on a real server, which is killed and started again, and with a small pool, as a shop would have one. */
abstract class ServerContract extends ActivityStoreContract {
  private static final long POOL_WAIT_MILLIS = 10_000;
  private static final AtomicInteger TESTS = new AtomicInteger();

  private final String prefix = "t" + TESTS.incrementAndGet() + "_";

  /** One server for all tests of a class; each has tables of its own. */
  record Server(TestDatabase database, HikariDataSource pool) {
    static Server of(TestDatabase database) {
      return new Server(database, ServerContract.pool(database.url(), database.user()));
    }

    void close() {
      pool.close();
      database.close();
    }
  }

  abstract Server server();

  static HikariDataSource pool(String url, String user) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setMaximumPoolSize(4);
    config.setConnectionTimeout(POOL_WAIT_MILLIS);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  @Override
  protected ActivityStore open(String shop) {
    return JdbcActivityStore.builder(server().pool())
        .shop(shop)
        .tablePrefix(prefix)
        .queryTimeout(Duration.ofSeconds(4))
        .build();
  }

  @Override
  protected Optional<HostWork> hostWork() throws Exception {
    return Optional.of(new OpenConnection(server().database().dataSource().getConnection()));
  }

  @Override
  protected Optional<StoreOutage> outage() {
    return Optional.of(
        new StoreOutage() {
          @Override
          public void begin() {
            server().pool().getHikariConfigMXBean().setConnectionTimeout(250);
            server().database().kill();
          }

          @Override
          public void end() {
            server().database().restart();
            server().pool().getHikariConfigMXBean().setConnectionTimeout(POOL_WAIT_MILLIS);
          }
        });
  }

  @Override
  protected Optional<CrashSite> crashSite() {
    TestDatabase data = server().database().fresh();
    return Optional.of(new CrashSite(Opener.class, data.user() + " " + data.url()));
  }

  /** Opens a store in the process that is killed. */
  public static final class Opener implements StoreOpener {
    private HikariDataSource pool;

    @Override
    public ActivityStore open(String location, String shop) {
      String[] parts = location.split(" ");
      pool = pool(parts[1], parts[0]);
      return JdbcActivityStore.builder(pool).shop(shop).build();
    }

    @Override
    public void close() {
      pool.close();
    }
  }
}

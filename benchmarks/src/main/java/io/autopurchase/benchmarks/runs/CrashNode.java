package io.autopurchase.benchmarks.runs;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseBuilder;
import io.autopurchase.KeyRing;
import io.autopurchase.benchmarks.contender.MarketProvider;
import io.autopurchase.benchmarks.contender.Shop;
import io.autopurchase.cluster.dbscheduler.DbSchedulerDispatcher;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.nio.file.Path;
import java.time.Duration;

/** A node that {@link Crash} kills: it prints the number of the host's order of each placement, and ends with its input. */
final class CrashNode {
  private static final int CONNECTIONS = 12;

  private CrashNode() {}

  /** JDBC URL, user, file of keys, and whether the dispatcher is that of a cluster. */
  public static void main(String[] args) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(args[0]);
    config.setUsername(args[1]);
    config.setMaximumPoolSize(CONNECTIONS);
    MarketProvider market = new MarketProvider(() -> {}, System.out::println);
    market.requestLife(Duration.ofSeconds(1));
    try (HikariDataSource pool = new HikariDataSource(config)) {
      AutoPurchaseBuilder builder = Shop.builder(JdbcActivityStore.create(pool), KeyRing.open(Path.of(args[2])), market);
      if (Boolean.parseBoolean(args[3])) {
        builder.dispatcher(DbSchedulerDispatcher.create(pool));
      }
      try (AutoPurchase engine = builder.build().start()) {
        System.out.println("started with " + engine.providers());
        while (System.in.read() != -1) {
          // The parent says nothing.
        }
      }
    }
  }
}

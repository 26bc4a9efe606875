package io.autopurchase.benchmarks.runs;

import io.autopurchase.Activity;
import io.autopurchase.AutoPurchase;
import io.autopurchase.KeyRing;
import io.autopurchase.PurchaseQuery;
import io.autopurchase.PurchaseStatus;
import io.autopurchase.benchmarks.contender.MarketProvider;
import io.autopurchase.benchmarks.contender.Shop;
import io.autopurchase.benchmarks.harness.Counting;
import io.autopurchase.benchmarks.harness.Figures;
import io.autopurchase.benchmarks.harness.Goal;
import io.autopurchase.benchmarks.harness.Goal.Term;
import io.autopurchase.benchmarks.harness.Machine;
import io.autopurchase.benchmarks.harness.Memory;
import io.autopurchase.benchmarks.harness.Options;
import io.autopurchase.benchmarks.harness.Place;
import io.autopurchase.benchmarks.harness.Postgres;
import io.autopurchase.benchmarks.harness.Report;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * One synchronization of a session with 100,000 open orders, of which 1,000 were shipped since the last one: its calls of the provider, the
 * CPU time of the whole JVM, and the memory that is reachable beyond what was before. Memory is looked at in the round that warms up,
 * because looking takes time.
 */
final class Synchronization implements WholeRun {
  private static final String CASE = "open orders, some of them shipped";
  private static final String OURS = "autopurchase";
  private static final String LISTS = "list calls";
  private static final String CPU = "JVM CPU [s]";
  private static final String HEAP = "reachable beyond the start [MiB]";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int CONNECTIONS = 10;
  private static final int LINES = 20;

  @Override
  public String name() {
    return "synchronization";
  }

  @Override
  public String description() {
    return "one synchronization of 100,000 open orders of which 1,000 have changed; PostgreSQL";
  }

  @Override
  public Report run(Options options) throws Exception {
    Report report = new Report(name());
    int tracked = options.scaled(100_000, 2 * LINES);
    int changed = options.scaled(1000, 5);
    MarketProvider market = new MarketProvider(() -> {}, order -> {});
    market.keepOrders();
    try (Postgres server = Postgres.start(options);
        Place.Room room = server.room()) {
      Reports.begin(report, options, server, List.of());
      report.setting("orders", tracked + " open, " + changed + " shipped before each synchronization; pages of " + MarketProvider.PAGE);
      Counting counting = new Counting();
      DataSource pool = room.pool(CONNECTIONS);
      KeyRing keys = KeyRing.ephemeral();
      try (AutoPurchase engine = Shop.signedIn(Shop.builder(JdbcActivityStore.create(pool), keys, market).workers(8).build()).start()) {
        Seeds.book(engine, tracked / LINES, LINES);
        synchronize(engine); // from now on it knows since when to ask
      }
      report.measure(
          options,
          CASE,
          CPU,
          Map.of(
              OURS,
              counts -> {
                try (AutoPurchase engine = Shop.builder(JdbcActivityStore.create(counts ? pool : counting.wrap(pool)), keys, market).build().start()) {
                  return once(engine, market, counting, changed, counts);
                }
              }));
    }
    int pages = (changed + MarketProvider.PAGE - 1) / MarketProvider.PAGE;
    report.goal(Goal.limit("list calls, of " + pages + " pages", new Term(CASE, OURS, LISTS), pages + 1, false));
    report.goal(Goal.limit("own CPU [s]", new Term(CASE, OURS, CPU), 2, false));
    report.goal(Goal.limit("memory [MiB]", new Term(CASE, OURS, HEAP), 64, false));
    return report;
  }

  private static Figures once(AutoPurchase engine, MarketProvider market, Counting counting, int changed, boolean counts) throws InterruptedException {
    int shipped = market.ship(changed, Instant.now());
    if (shipped < changed) {
      throw new IllegalStateException("only " + shipped + " orders are left that can be shipped");
    }
    long before = seen(engine);
    long lists = market.lists();
    long reads = market.reads();
    counting.reset();
    double cpu = Machine.jvmSeconds();
    long start = System.nanoTime();
    Figures figures = new Figures();
    if (counts) {
      synchronize(engine);
    } else {
      try (Memory.Watch watch = new Memory.Watch()) {
        synchronize(engine);
        figures.putCounted(HEAP, watch.most()).putAll(counting.perUnit("changed order", changed));
      }
    }
    figures
        .put("time [s]", (System.nanoTime() - start) / 1e9)
        .put(CPU, Machine.jvmSeconds() - cpu)
        .put(LISTS, market.lists() - lists)
        .put("reads by id", market.reads() - reads);
    long now = seen(engine) - before;
    if (now != shipped) {
      throw new IllegalStateException(now + " purchases were seen as shipped, of " + shipped);
    }
    return figures;
  }

  private static void synchronize(AutoPurchase engine) throws InterruptedException {
    Activity ended = engine.activities().await(engine.synchronize(Shop.SESSION).id(), PATIENCE);
    if (!ended.succeeded()) {
      throw new IllegalStateException("the synchronization has not succeeded: " + ended + " " + ended.journal());
    }
  }

  /** Purchases that the engine knows to be shipped. */
  private static long seen(AutoPurchase engine) {
    return engine.purchases().counts(PurchaseQuery.builder().status(PurchaseStatus.SHIPPED).build()).total();
  }
}

package io.autopurchase.benchmarks.runs;

import io.autopurchase.AutoPurchase;
import io.autopurchase.KeyRing;
import io.autopurchase.benchmarks.contender.AutoPurchaseContender;
import io.autopurchase.benchmarks.contender.BareSqlite;
import io.autopurchase.benchmarks.contender.Load;
import io.autopurchase.benchmarks.contender.MarketProvider;
import io.autopurchase.benchmarks.contender.Shop;
import io.autopurchase.benchmarks.harness.Case;
import io.autopurchase.benchmarks.harness.Figures;
import io.autopurchase.benchmarks.harness.Folder;
import io.autopurchase.benchmarks.harness.Goal;
import io.autopurchase.benchmarks.harness.Goal.Term;
import io.autopurchase.benchmarks.harness.Options;
import io.autopurchase.benchmarks.harness.Report;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long a new JVM takes from the begin of {@code main} until the engine has started on an existing SQLite file and shown its list of
 * activities, with the Taobao provider; beside a JVM that opens such a file by JDBC and reads a row, and one that does nothing.
 */
final class StartUp implements WholeRun {
  private static final String CASE = "existing SQLite file";
  private static final String READY = "main to ready [ms]";
  private static final String EMPTY = "empty JVM";

  @Override
  public String name() {
    return "start-up";
  }

  @Override
  public String description() {
    return "from main to an engine that has started on an existing SQLite file";
  }

  @Override
  public Report run(Options options) throws Exception {
    Report report = new Report(name());
    Reports.begin(report, options.withoutWarmUp());
    int bookings = options.scaled(1000, 3);
    report.setting("file", bookings + " bookings of one line");
    try (Folder folder = new Folder()) {
      fill(folder.path(), bookings);
      Map<String, Case.Run> runs = new LinkedHashMap<>();
      for (StartUpNode.Kind kind : StartUpNode.Kind.values()) {
        runs.put(name(kind), counts -> once(kind, folder.path()));
      }
      report.measure(options.withoutWarmUp(), CASE, READY, runs);
    }
    report.goal(Goal.limit("ready after main [ms]", new Term(CASE, AutoPurchaseContender.NAME, READY), 400, false));
    return report;
  }

  private static String name(StartUpNode.Kind kind) {
    return switch (kind) {
      case ENGINE -> AutoPurchaseContender.NAME;
      case BARE -> BareSqlite.NAME;
      case NOTHING -> EMPTY;
    };
  }

  private static void fill(Path folder, int bookings) throws Exception {
    MarketProvider market = new MarketProvider(() -> {}, order -> {});
    try (JdbcActivityStore store = JdbcActivityStore.openSqlite(folder.resolve(StartUpNode.FILE));
        AutoPurchase engine = Shop.signedIn(Shop.builder(store, KeyRing.open(folder.resolve(StartUpNode.KEYS)), market).build())) {
      for (int i = 0; i < bookings; i++) {
        var unused = engine.activities().advance(engine.book(Shop.plan(i, 1)).id());
      }
    }
    try (Connection connection = BareSqlite.open(folder.resolve(StartUpNode.BARE_FILE))) {
      BareSqlite.accept(connection, new Load(bookings, 1, 1));
    }
  }

  private static Figures once(StartUpNode.Kind kind, Path folder) throws Exception {
    long start = System.nanoTime();
    try (ChildJvm node = ChildJvm.start(StartUpNode.class, List.of(kind.name(), folder.toString()))) {
      double inside = Double.parseDouble(node.line());
      return new Figures().put(READY, inside).put("start of the process to ready [ms]", (System.nanoTime() - start) / 1e6);
    }
  }
}

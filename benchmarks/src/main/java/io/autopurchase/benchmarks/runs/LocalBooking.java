package io.autopurchase.benchmarks.runs;

import io.autopurchase.benchmarks.contender.AutoPurchaseContender;
import io.autopurchase.benchmarks.contender.BareSqlite;
import io.autopurchase.benchmarks.contender.Contender.Subject;
import io.autopurchase.benchmarks.contender.Load;
import io.autopurchase.benchmarks.contender.Work;
import io.autopurchase.benchmarks.harness.Case;
import io.autopurchase.benchmarks.harness.Figures;
import io.autopurchase.benchmarks.harness.Folder;
import io.autopurchase.benchmarks.harness.Goal;
import io.autopurchase.benchmarks.harness.Goal.Term;
import io.autopurchase.benchmarks.harness.LocalMeter;
import io.autopurchase.benchmarks.harness.Options;
import io.autopurchase.benchmarks.harness.Report;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.spi.ActivityStore;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Placements a second without a server: on a SQLite file, beside bare commits of the same rows at the same durability, and in memory,
 * which shows what the engine itself costs.
 */
final class LocalBooking implements WholeRun {
  private static final String OURS = AutoPurchaseContender.NAME;
  private static final String STEP = "placement";
  private static final String RATE = "placements / s";
  private static final String ALONE = "SQLite file, 20 placements each, 1 in flight";
  private static final String EIGHT = "SQLite file, 20 placements each, 8 in flight";
  private static final String MEMORY = "memory, 20 placements each, 8 in flight";

  @Override
  public String name() {
    return "booking-local";
  }

  @Override
  public String description() {
    return "placements/s on a SQLite file, beside bare commits of the same rows, and in memory";
  }

  @Override
  public Report run(Options options) throws Exception {
    Report report = new Report(name());
    Reports.begin(report, options);
    report.setting(OURS, "workers = in flight; JdbcActivityStore.openSqlite; InMemoryActivityStore").setting(BareSqlite.NAME, BareSqlite.SETTINGS);
    sqlite(report, options, ALONE, new Load(options.scaled(20, 1), 20, 1));
    sqlite(report, options, EIGHT, new Load(options.scaled(200, 8), 20, 8));
    Load load = new Load(options.scaled(400, 8), 20, 8);
    report.measure(options, MEMORY, RATE, Map.of(OURS, counts -> ours(new InMemoryActivityStore(), load)));
    report.goal(
        new Goal(
            "20 placements, 8 in flight on SQLite, of bare commits", new Term(EIGHT, OURS, RATE), List.of(new Term(EIGHT, BareSqlite.NAME, RATE)), 0.7, true));
    return report;
  }

  private static void sqlite(Report report, Options options, String name, Load load) throws Exception {
    Map<String, Case.Run> runs = new LinkedHashMap<>();
    runs.put(OURS, counts -> onSqlite(load));
    runs.put(BareSqlite.NAME, counts -> bare(load));
    report.measure(options, name, RATE, runs);
  }

  private static Figures onSqlite(Load load) throws Exception {
    try (Folder folder = new Folder();
        JdbcActivityStore store = JdbcActivityStore.openSqlite(folder.path().resolve("shop.db"))) {
      return ours(store, load);
    }
  }

  private static Figures ours(ActivityStore store, Load load) throws Exception {
    Work work = new Work(load);
    try (Subject subject = new AutoPurchaseContender().open(store, load, work)) {
      subject.submitAll(load.activities());
      LocalMeter meter = new LocalMeter();
      subject.start();
      work.awaitAll();
      Figures figures = meter.perUnit(STEP, (long) load.activities() * load.steps());
      work.verify();
      return figures;
    }
  }

  private static Figures bare(Load load) throws Exception {
    Work work = new Work(load);
    try (Folder folder = new Folder();
        Connection connection = BareSqlite.open(folder.path().resolve("bare.db"))) {
      BareSqlite.accept(connection, load);
      LocalMeter meter = new LocalMeter();
      BareSqlite.run(connection, load, work);
      Figures figures = meter.perUnit(STEP, (long) load.activities() * load.steps());
      work.verify();
      return figures;
    }
  }
}

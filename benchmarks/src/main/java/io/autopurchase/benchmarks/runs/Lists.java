package io.autopurchase.benchmarks.runs;

import io.autopurchase.benchmarks.FilledStore;
import io.autopurchase.benchmarks.SearchQueries;
import io.autopurchase.benchmarks.harness.Case;
import io.autopurchase.benchmarks.harness.Figures;
import io.autopurchase.benchmarks.harness.Goal;
import io.autopurchase.benchmarks.harness.Goal.Term;
import io.autopurchase.benchmarks.harness.Options;
import io.autopurchase.benchmarks.harness.Place;
import io.autopurchase.benchmarks.harness.Postgres;
import io.autopurchase.benchmarks.harness.Report;
import io.autopurchase.benchmarks.harness.Spread;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The lists of a shop with 1,000,000 activities, as many purchases and events: each filter, at the first page, in the middle and at the end,
 * as the store answers them. A query is repeated a hundred times in a round, or for two seconds if that is less.
 */
final class Lists implements WholeRun {
  private static final String CASE = "each filter and page";
  private static final String HIGH = "p99 [ms]";
  private static final int REPEATS = 100;
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final double BOUND = 30;

  @Override
  public String name() {
    return "list";
  }

  @Override
  public String description() {
    return "the lists of 1,000,000 activities by every filter, first and later pages; PostgreSQL";
  }

  @Override
  public Report run(Options options) throws Exception {
    Report report = new Report(name());
    int size = options.scaled(1_000_000, 1000);
    try (Postgres server = Postgres.start(options);
        Place.Room room = server.room()) {
      Reports.begin(report, options, server, List.of());
      report.setting("rows", size + " activities, purchases and events; the columns are the queries");
      DataSource pool = room.pool(2);
      FilledStore filled = new FilledStore(JdbcActivityStore.create(pool), size);
      filled.fill();
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("VACUUM ANALYZE"); // as autovacuum does after a while
      }
      Map<String, Case.Run> runs = new LinkedHashMap<>();
      int repeats = options.scaled(REPEATS, 2);
      SearchQueries.all().forEach(query -> runs.put(query.name(), counts -> once(query, filled, repeats)));
      report.measure(options, CASE, HIGH, runs);
    }
    SearchQueries.all().forEach(query -> report.goal(Goal.limit(query.name() + ", p99 [ms]", new Term(CASE, query.name(), HIGH), BOUND, false)));
    return report;
  }

  private static Figures once(SearchQueries.Query query, FilledStore filled, int repeats) {
    List<Double> millis = new ArrayList<>();
    long deadline = System.nanoTime() + LONGEST.toNanos();
    int rows = 0;
    while (millis.size() < repeats && (millis.isEmpty() || System.nanoTime() - deadline < 0)) {
      long start = System.nanoTime();
      rows = query.find(filled).rows();
      millis.add((System.nanoTime() - start) / 1e6);
    }
    return new Figures()
        .put("p50 [ms]", Spread.percentile(millis, 0.5))
        .put(HIGH, Spread.percentile(millis, 0.99))
        .put("rows", rows)
        .put("samples", millis.size());
  }
}

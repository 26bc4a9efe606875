package io.autopurchase.benchmarks.runs;

import io.autopurchase.benchmarks.contender.AutoPurchaseContender;
import io.autopurchase.benchmarks.contender.BareRows;
import io.autopurchase.benchmarks.contender.Contender;
import io.autopurchase.benchmarks.contender.Contender.Subject;
import io.autopurchase.benchmarks.contender.Contenders;
import io.autopurchase.benchmarks.contender.DbSchedulerContender;
import io.autopurchase.benchmarks.contender.Load;
import io.autopurchase.benchmarks.contender.Work;
import io.autopurchase.benchmarks.harness.Case;
import io.autopurchase.benchmarks.harness.Counting;
import io.autopurchase.benchmarks.harness.Figures;
import io.autopurchase.benchmarks.harness.Goal;
import io.autopurchase.benchmarks.harness.Goal.Term;
import io.autopurchase.benchmarks.harness.Options;
import io.autopurchase.benchmarks.harness.Place;
import io.autopurchase.benchmarks.harness.Postgres;
import io.autopurchase.benchmarks.harness.Report;
import io.autopurchase.benchmarks.harness.Spread;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Calls of {@code book} for one line by 1 and by 8 callers while nothing runs, beside the calls by which other libraries accept a job, and
 * beside the insert of one row that commits by itself.
 */
final class Calls implements WholeRun {
  private static final String ONE = "1 caller";
  private static final String EIGHT = "8 callers";
  private static final String MEDIAN = "call p50 [ms]";

  @Override
  public String name() {
    return "calls";
  }

  @Override
  public String description() {
    return "calls of book/s and their times by 1 and 8 callers, beside the enqueuing of peers and a bare insert; PostgreSQL";
  }

  @Override
  public Report run(Options options) throws Exception {
    List<Contender> contenders = Contenders.onPostgres();
    Report report = new Report(name());
    try (Postgres server = Postgres.start(options)) {
      Reports.begin(report, options, server, contenders);
      measure(report, options, server, contenders, ONE, options.scaled(1000, 5), 1);
      measure(report, options, server, contenders, EIGHT, options.scaled(4000, 16), 8);
    }
    String ours = AutoPurchaseContender.NAME;
    report.goal(
        new Goal(
            "book calls by 8 callers, of db-scheduler's schedule",
            new Term(EIGHT, ours, "calls / s"),
            List.of(new Term(EIGHT, DbSchedulerContender.NAME, "calls / s")),
            1.2,
            true));
    report.goal(
        new Goal("one book call, of the bare insert", new Term(ONE, ours, MEDIAN), List.of(new Term(ONE, BareRows.NAME, MEDIAN)), 1.3, false));
    return report;
  }

  private static void measure(Report report, Options options, Place place, List<Contender> contenders, String name, int calls, int callers)
      throws Exception {
    Map<String, Case.Run> runs = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      runs.put(contender.name(), counts -> once(place, contender, new Load(calls, 1, callers), counts));
    }
    report.measure(options, name, "calls / s", runs);
  }

  private static Figures once(Place place, Contender contender, Load load, boolean counts) throws Exception {
    Counting counting = new Counting();
    try (Place.Room room = place.room()) {
      DataSource pool = room.pool(load.connections());
      try (Subject subject = contender.open(counts ? pool : counting.wrap(pool), load, new Work(load))) {
        Double[] millis = new Double[load.activities()];
        counting.reset();
        Place.Meter meter = room.meter();
        Callers.call(
            load.inFlight(),
            load.activities(),
            number -> {
              long start = System.nanoTime();
              subject.submit(number);
              millis[number] = (System.nanoTime() - start) / 1e6;
            });
        Figures figures = meter.perUnit("call", load.activities());
        List<Double> times = Arrays.asList(millis);
        figures.put(MEDIAN, Spread.percentile(times, 0.5)).put("call p99 [ms]", Spread.percentile(times, 0.99));
        return counts ? figures : figures.putAll(counting.perUnit("call", load.activities()));
      }
    }
  }
}

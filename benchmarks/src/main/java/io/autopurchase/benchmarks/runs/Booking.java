package io.autopurchase.benchmarks.runs;

import io.autopurchase.benchmarks.contender.AutoPurchaseContender;
import io.autopurchase.benchmarks.contender.BareRows;
import io.autopurchase.benchmarks.contender.Contender;
import io.autopurchase.benchmarks.contender.Contenders;
import io.autopurchase.benchmarks.contender.DbSchedulerContender;
import io.autopurchase.benchmarks.contender.JobRunrContender;
import io.autopurchase.benchmarks.contender.Load;
import io.autopurchase.benchmarks.harness.Case;
import io.autopurchase.benchmarks.harness.Goal;
import io.autopurchase.benchmarks.harness.Goal.Term;
import io.autopurchase.benchmarks.harness.Options;
import io.autopurchase.benchmarks.harness.Place;
import io.autopurchase.benchmarks.harness.Postgres;
import io.autopurchase.benchmarks.harness.Report;
import io.autopurchase.benchmarks.runs.Throughput.Arrival;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bookings at a provider that answers at once: placements a second with 1, 8 and 32 bookings in flight, of 1, 20 and 500 lines, with what each
 * placement costs in write commits, statements, WAL and CPU. A placement of this library is beside a durable step of a job library, and
 * beside the bare limit: the rows of a placement in one statement. In <em>whole bookings</em> the calls of {@code book} are measured too.
 */
final class Booking implements WholeRun {
  private static final String OURS = AutoPurchaseContender.NAME;
  private static final String PEER = DbSchedulerContender.NAME;
  private static final String BARE = BareRows.NAME;
  private static final String STEP = "placement";
  private static final String STEPS = "placements / s";
  private static final String WHOLE = "booking";

  private static final String ALONE = "20 placements each, 1 in flight";
  private static final String EIGHT = "20 placements each, 8 in flight";
  private static final String MANY = "20 placements each, 32 in flight";
  private static final String LARGE = "500 placements each, 8 in flight";
  private static final String SMALL = "1 placement each, 8 in flight";
  private static final String WHOLE_ALONE = "whole bookings of 1 placement, 1 in flight";
  private static final String WHOLE_EIGHT = "whole bookings of 1 placement, 8 in flight";

  @Override
  public String name() {
    return "booking";
  }

  @Override
  public String description() {
    return "placements/s of 2,000 x 1, 200 x 20 and 20 x 500, with 1, 8 and 32 in flight, and what each of them costs; PostgreSQL";
  }

  @Override
  public Report run(Options options) throws Exception {
    List<Contender> contenders = Contenders.onPostgres();
    Report report = new Report(name());
    try (Postgres server = Postgres.start(options)) {
      Reports.begin(report, options, server, contenders);
      measure(report, options, server, contenders);
    }
    goals(report);
    return report;
  }

  private static void measure(Report report, Options options, Place place, List<Contender> contenders) throws Exception {
    steps(report, options, place, contenders, ALONE, options.scaled(50, 2), 20, 1);
    steps(report, options, place, contenders, EIGHT, options.scaled(200, 8), 20, 8);
    steps(report, options, place, contenders, MANY, options.scaled(400, 32), 20, 32);
    steps(report, options, place, contenders, LARGE, options.scaled(20, 1), 500, 8);
    steps(report, options, place, contenders, SMALL, options.scaled(2000, 16), 1, 8);
    whole(report, options, place, contenders, WHOLE_ALONE, options.scaled(400, 4), 1);
    whole(report, options, place, contenders, WHOLE_EIGHT, options.scaled(2000, 16), 8);
  }

  private static void steps(
      Report report, Options options, Place place, List<Contender> contenders, String name, int activities, int steps, int inFlight)
      throws Exception {
    Throughput throughput = new Throughput(place);
    Map<String, Case.Run> runs = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      runs.put(contender.name(), throughput.of(contender, new Load(activities, steps, inFlight), Arrival.IN_ADVANCE, STEP, (long) activities * steps));
    }
    report.measure(options, name, STEPS, runs);
  }

  private static void whole(Report report, Options options, Place place, List<Contender> contenders, String name, int activities, int inFlight)
      throws Exception {
    Throughput throughput = new Throughput(place);
    Map<String, Case.Run> runs = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      if (inFlight == 1 && contender instanceof JobRunrContender) {
        continue; // one job at a time waits for its poll of 5 s
      }
      runs.put(contender.name(), throughput.of(contender, new Load(activities, 1, inFlight), Arrival.ONE_AFTER_ANOTHER, WHOLE, activities));
    }
    report.measure(options, name, "bookings / s", runs);
  }

  private static void goals(Report report) {
    report.goal(ratio("20 placements, 8 in flight, of db-scheduler's steps", EIGHT, PEER, 1.6));
    report.goal(ratio("20 placements, 32 in flight, of db-scheduler's steps", MANY, PEER, 2));
    report.goal(ratio("20 placements, one activity alone, of the bare commits", ALONE, BARE, 0.85));
    report.goal(limit("write commits of a placement alone", ALONE, "write commits / placement", 1.1));
    report.goal(limit("write commits of a placement, 8 in flight", EIGHT, "write commits / placement", 0.5));
    report.goal(limit("write commits of a placement, 32 in flight", MANY, "write commits / placement", 0.2));
    report.goal(limit("statements of a placement, 8 in flight", EIGHT, "statements / placement", 4));
    report.goal(limit("server CPU of a placement, 8 in flight [ms]", EIGHT, "server CPU [ms] / placement", 0.3));
    report.goal(limit("WAL of a placement, 8 in flight [bytes]", EIGHT, "WAL [bytes] / placement", 2500));
    for (String figure : List.of("statements / placement", "server CPU [ms] / placement", "WAL [bytes] / placement")) {
      report.goal(
          new Goal(
              figure + " at 500 lines, of that at 20", new Term(LARGE, OURS, figure), List.of(new Term(EIGHT, OURS, figure)), 1.2, false));
    }
    report.goal(
        new Goal(
            "whole bookings, 8 in flight, of db-scheduler's trivial jobs",
            new Term(WHOLE_EIGHT, OURS, "bookings / s"),
            List.of(new Term(SMALL, PEER, STEPS)),
            0.6,
            true));
    report.goal(limit("write commits of a whole booking alone", WHOLE_ALONE, "write commits / booking", 3));
  }

  private static Goal ratio(String text, String inCase, String to, double bound) {
    return new Goal(text, new Term(inCase, OURS, STEPS), List.of(new Term(inCase, to, STEPS)), bound, true);
  }

  private static Goal limit(String text, String inCase, String figure, double bound) {
    return Goal.limit(text, new Term(inCase, OURS, figure), bound, false);
  }
}

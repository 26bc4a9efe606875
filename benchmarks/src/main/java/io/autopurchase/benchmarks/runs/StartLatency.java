package io.autopurchase.benchmarks.runs;

import io.autopurchase.benchmarks.contender.AutoPurchaseContender;
import io.autopurchase.benchmarks.contender.AutoPurchaseContender.Nodes;
import io.autopurchase.benchmarks.contender.Contender;
import io.autopurchase.benchmarks.contender.Contender.Subject;
import io.autopurchase.benchmarks.contender.DbSchedulerContender;
import io.autopurchase.benchmarks.contender.DbosContender;
import io.autopurchase.benchmarks.contender.JobRunrContender;
import io.autopurchase.benchmarks.contender.Load;
import io.autopurchase.benchmarks.contender.TransactionOutboxContender;
import io.autopurchase.benchmarks.contender.Work;
import io.autopurchase.benchmarks.harness.Case;
import io.autopurchase.benchmarks.harness.Figures;
import io.autopurchase.benchmarks.harness.Goal;
import io.autopurchase.benchmarks.harness.Goal.Term;
import io.autopurchase.benchmarks.harness.Machine;
import io.autopurchase.benchmarks.harness.Options;
import io.autopurchase.benchmarks.harness.Place;
import io.autopurchase.benchmarks.harness.Postgres;
import io.autopurchase.benchmarks.harness.Report;
import io.autopurchase.benchmarks.harness.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How long it takes from the return of {@code book} to the first call of the provider, on an idle node: on the node that was called, and on
 * another one. Bookings come one at a time, each some time after the end of the one before; that time is random, so that it does not
 * keep step with a poll. Of a peer it is the time to the body of its job.
 */
final class StartLatency implements WholeRun {
  private static final String CASE = "from accepted to the first call";
  private static final String MEDIAN = "p50 [ms]";
  private static final String HIGH = "p99 [ms]";
  private static final Duration SHORT = Duration.ofMillis(10);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int SEED = 1;

  /**
   * @param samples in the form of record
   * @param longestPause before a booking
   */
  private record Entry(Contender contender, int samples, Duration longestPause) {}

  @Override
  public String name() {
    return "start-latency";
  }

  @Override
  public String description() {
    return "from the return of book to the first call of the provider, on the same node and on another; PostgreSQL";
  }

  @Override
  public Report run(Options options) throws Exception {
    List<Entry> entries =
        List.of(
            new Entry(new AutoPurchaseContender(), 500, SHORT),
            new Entry(new AutoPurchaseContender(Nodes.ONE_OF_CLUSTER), 500, SHORT),
            new Entry(new AutoPurchaseContender(Nodes.TWO), 50, POLL),
            new Entry(new AutoPurchaseContender(Nodes.TWO_OF_CLUSTER), 50, POLL),
            new Entry(new DbSchedulerContender(), 500, SHORT),
            new Entry(new TransactionOutboxContender(), 500, SHORT),
            new Entry(new DbosContender(), 500, SHORT),
            new Entry(new JobRunrContender(), 10, SHORT)); // it polls every 5 s
    Report report = new Report(name());
    try (Postgres server = Postgres.start(options)) {
      Reports.begin(report, options, server, entries.stream().map(Entry::contender).toList());
      Map<String, Case.Run> runs = new LinkedHashMap<>();
      for (Entry entry : entries) {
        runs.put(entry.contender().name(), counts -> once(server, entry, options.scaled(entry.samples(), 1)));
      }
      report.measure(options, CASE, MEDIAN, runs);
    }
    goal(report, Nodes.ONE, MEDIAN, "in-process, p50 [ms]", 1);
    goal(report, Nodes.ONE, HIGH, "in-process, p99 [ms]", 10);
    goal(report, Nodes.TWO, MEDIAN, "another node, p50 [ms], with NOTIFY", 10);
    goal(report, Nodes.TWO, HIGH, "another node, p99 [ms], without NOTIFY", 150);
    goal(report, Nodes.TWO_OF_CLUSTER, MEDIAN, "another node of a cluster, p50 [ms], with NOTIFY", 10);
    goal(report, Nodes.TWO_OF_CLUSTER, HIGH, "another node of a cluster, p99 [ms], without NOTIFY", 150);
    return report;
  }

  private static void goal(Report report, Nodes nodes, String figure, String text, double bound) {
    report.goal(Goal.limit(text, new Term(CASE, new AutoPurchaseContender(nodes).name(), figure), bound, false));
  }

  private static Figures once(Place place, Entry entry, int samples) throws Exception {
    Load load = new Load(samples, 1, 8);
    Work work = new Work(load);
    Random random = new Random(SEED);
    List<Double> millis = new ArrayList<>();
    try (Place.Room room = place.room();
        Subject subject = entry.contender().open(room.pool(load.connections() + 2), load, work)) {
      subject.start();
      for (int i = 0; i < samples; i++) {
        Machine.pause(Duration.ofNanos((long) (random.nextDouble() * entry.longestPause().toNanos())));
        work.expectCall();
        subject.submit(i);
        long accepted = System.nanoTime();
        work.awaitEnd(i);
        millis.add(Math.max(0, work.firstCallNanos() - accepted) / 1e6);
      }
      work.verify();
    }
    return new Figures().put(MEDIAN, Spread.percentile(millis, 0.5)).put(HIGH, Spread.percentile(millis, 0.99)).put("samples", samples);
  }
}

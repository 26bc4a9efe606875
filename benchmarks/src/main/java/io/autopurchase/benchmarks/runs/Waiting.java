package io.autopurchase.benchmarks.runs;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.ActivitySummary;
import io.autopurchase.AnswerOption;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseBuilder;
import io.autopurchase.KeyRing;
import io.autopurchase.Question;
import io.autopurchase.benchmarks.contender.BareRows;
import io.autopurchase.benchmarks.contender.Contender.Subject;
import io.autopurchase.benchmarks.contender.Load;
import io.autopurchase.benchmarks.contender.MarketProvider;
import io.autopurchase.benchmarks.contender.Shop;
import io.autopurchase.benchmarks.contender.Work;
import io.autopurchase.benchmarks.harness.Case;
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
import io.autopurchase.benchmarks.harness.Spread;
import io.autopurchase.cluster.dbscheduler.DbSchedulerDispatcher;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A node that has nothing to do: the statements that it sends, its threads and its memory, with no activity and with 100,000 that wait for
 * an answer. And how long it takes from the return of {@code answer} to the next call of the provider, among so many, beside one bare commit.
 */
final class Waiting implements WholeRun {
  private static final String IDLE = "a node that has nothing to do";
  private static final String ANSWER = "from answered to the next call";
  private static final String STATEMENTS = "statements / s";
  private static final String HEAP = "heap of the engine [MiB]";
  private static final String THREADS = "threads of the engine";
  private static final String NONE = "no activity";
  private static final String MANY = "many wait";
  private static final String CLUSTER = ", cluster dispatcher";
  private static final String AFTER = "after answer, p99 [ms]";
  private static final String COMMIT = "bare commit";
  private static final int CONNECTIONS = 10;

  @Override
  public String name() {
    return "waiting";
  }

  @Override
  public String description() {
    return "an idle node with no activity and with 100,000 that wait for an answer, and the time from an answer to the next step; PostgreSQL";
  }

  @Override
  public Report run(Options options) throws Exception {
    Report report = new Report(name());
    int waiting = options.scaled(100_000, 20);
    try (Postgres server = Postgres.start(options);
        Place.Room full = server.room();
        Place.Room empty = server.room()) {
      Reports.begin(report, options, server, List.of());
      report.setting("waiting", waiting + " bookings of one line whose price has risen, made by the engine before").setting("pool", CONNECTIONS + " connections");
      Node none = new Node(empty.pool(CONNECTIONS));
      Node many = new Node(full.pool(CONNECTIONS));
      none.fill(0);
      many.fill(waiting);
      Duration time = Duration.ofMillis(options.scaled(30_000, 300));
      Map<String, Case.Run> idle = new LinkedHashMap<>();
      idle.put(NONE, counts -> none.idle(time, false));
      idle.put(MANY, counts -> many.idle(time, false));
      idle.put(NONE + CLUSTER, counts -> none.idle(time, true));
      idle.put(MANY + CLUSTER, counts -> many.idle(time, true));
      report.measure(options, IDLE, STATEMENTS, idle);
      Map<String, Case.Run> answers = new LinkedHashMap<>();
      int samples = options.scaled(200, 2);
      answers.put(MANY, counts -> many.answers(samples));
      answers.put(COMMIT, counts -> commits(server, samples));
      report.measure(options, ANSWER, AFTER, answers);
    }
    report.goal(Goal.limit("idle node [statements / s]", new Term(IDLE, NONE, STATEMENTS), 1, false));
    report.goal(Goal.limit("idle node with the cluster dispatcher [statements / s]", new Term(IDLE, NONE + CLUSTER, STATEMENTS), 12, false));
    report.goal(Goal.limit("heap with many that wait [MiB]", new Term(IDLE, MANY, HEAP), 64, false));
    report.goal(new Goal("threads with many that wait, of those with none", new Term(IDLE, MANY, THREADS), List.of(new Term(IDLE, NONE, THREADS)), 1, false));
    report.goal(Goal.limit("answer to next step over one commit, p99 [ms]", new Term(ANSWER, MANY, AFTER), 20, false));
    return report;
  }

  /** The commits to compare with, one after the other. */
  private static Figures commits(Place place, int samples) throws Exception {
    Load load = new Load(samples, 1, 1);
    List<Double> millis = new ArrayList<>();
    try (Place.Room room = place.room();
        Subject bare = new BareRows().open(room.pool(CONNECTIONS), load, new Work(load))) {
      for (int i = 0; i < samples; i++) {
        long start = System.nanoTime();
        bare.submit(i);
        millis.add((System.nanoTime() - start) / 1e6);
      }
    }
    return new Figures().put("commit, p50 [ms]", Spread.percentile(millis, 0.5)).put("commit, p99 [ms]", Spread.percentile(millis, 0.99));
  }

  /** An engine on one of the databases. */
  private static final class Node {
    private final Counting counting = new Counting();
    private final DataSource pool;
    private final KeyRing keys = KeyRing.ephemeral();
    private final Work work = new Work(new Load(1, 1, 1));
    private final MarketProvider market = new MarketProvider(work::called, order -> {});

    Node(DataSource pool) {
      this.pool = counting.wrap(pool);
    }

    private AutoPurchase engine(boolean cluster) {
      AutoPurchaseBuilder builder = Shop.builder(JdbcActivityStore.create(pool), keys, market);
      return (cluster ? builder.dispatcher(DbSchedulerDispatcher.create(pool)) : builder).build();
    }

    void fill(int waiting) throws Exception {
      market.price(MarketProvider.PRICE.multiply(2));
      try (AutoPurchase engine = Shop.signedIn(engine(false)).start()) {
        Seeds.book(engine, waiting, 1);
      }
    }

    Figures idle(Duration time, boolean cluster) throws InterruptedException {
      int threads = Memory.threads();
      double heap = Memory.liveMebibytes();
      try (AutoPurchase engine = engine(cluster).start()) {
        Machine.pause(time.dividedBy(3)); // what a start costs is not measured
        counting.reset();
        Machine.pause(time);
        long statements = counting.statements();
        Figures figures = new Figures().put(STATEMENTS, statements / (time.toNanos() / 1e9));
        figures.put(THREADS, Math.max(0, Memory.threads() - threads)).put(HEAP, Math.max(0, Memory.liveMebibytes() - heap));
        return figures.put("waiting", engine.activities().counts(ActivityQuery.builder().build()).of(ActivityState.WAITING_FOR_ANSWER));
      }
    }

    Figures answers(int samples) throws InterruptedException {
      List<Double> calls = new ArrayList<>();
      List<Double> after = new ArrayList<>();
      try (AutoPurchase engine = engine(false).start();
          Stream<ActivitySummary> waiting = engine.activities().stream(ActivityQuery.builder().state(ActivityState.WAITING_FOR_ANSWER).build())) {
        Iterator<ActivityId> ids = waiting.map(ActivitySummary::id).limit(samples).toList().iterator();
        while (ids.hasNext()) {
          Activity asking = engine.activities().get(ids.next());
          Question question = asking.question().orElseThrow();
          work.expectCall();
          long start = System.nanoTime();
          var unused = engine.activities().answer(asking.id(), question.id(), AnswerOption.ACCEPT_PRICE, "mary");
          long answered = System.nanoTime();
          Seeds.awaitEnd(engine, asking.id());
          calls.add((answered - start) / 1e6);
          after.add(Math.max(0, work.firstCallNanos() - answered) / 1e6);
        }
      }
      if (after.isEmpty()) {
        throw new IllegalStateException("nothing waits for an answer any more");
      }
      return new Figures()
          .put("answer, p50 [ms]", Spread.percentile(calls, 0.5))
          .put("after answer, p50 [ms]", Spread.percentile(after, 0.5))
          .put(AFTER, Spread.percentile(after, 0.99));
    }
  }
}

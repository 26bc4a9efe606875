package io.autopurchase.benchmarks.runs;

import io.autopurchase.AutoPurchase;
import io.autopurchase.KeyRing;
import io.autopurchase.benchmarks.contender.MarketProvider;
import io.autopurchase.benchmarks.contender.Shop;
import io.autopurchase.benchmarks.harness.Case;
import io.autopurchase.benchmarks.harness.Figures;
import io.autopurchase.benchmarks.harness.Folder;
import io.autopurchase.benchmarks.harness.Goal;
import io.autopurchase.benchmarks.harness.Goal.Term;
import io.autopurchase.benchmarks.harness.Options;
import io.autopurchase.benchmarks.harness.Place;
import io.autopurchase.benchmarks.harness.Postgres;
import io.autopurchase.benchmarks.harness.Report;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * {@code kill -9} of one of two nodes that place orders of many lines, each a JVM of its own: how long it takes until the other one places
 * an order of what the dead one was at. The market's requests are valid for a second, so a placement that was under way is clear
 * two seconds after it began; the rest are the defaults.
 */
final class Crash implements WholeRun {
  private static final String CASE = "kill -9 of one of two nodes";
  private static final String FIRST = "first of its activities goes on [s]";
  private static final String LAST = "last of its activities goes on [s]";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int LINES = 100;
  private static final int BOOKINGS = 16;
  private static final int WARM = 10;
  private static final int ROOM = 1_000_000;

  /**
   * @param node 0 or 1
   * @param order of the host, of which it has placed a line
   */
  private record Placed(int node, String order, long nanos) {}

  @Override
  public String name() {
    return "crash";
  }

  @Override
  public String description() {
    return "kill -9 of one of two nodes, until the other one goes on with its activities; both dispatchers; PostgreSQL";
  }

  @Override
  public Report run(Options options) throws Exception {
    Report report = new Report(name());
    try (Postgres server = Postgres.start(options)) {
      Reports.begin(report, options.withoutWarmUp(), server, List.of());
      int lines = options.scaled(LINES, 20);
      report.setting("work", BOOKINGS + " bookings of " + lines + " lines, 4 on each node at a time");
      Map<String, Case.Run> runs = new LinkedHashMap<>();
      runs.put("in-process dispatchers", counts -> once(server, false, lines));
      runs.put("cluster dispatchers", counts -> once(server, true, lines));
      report.measure(options.withoutWarmUp(), CASE, LAST, runs);
    }
    report.goal(Goal.limit("work of a killed node goes on, in-process dispatchers [s]", new Term(CASE, "in-process dispatchers", LAST), 10, false));
    report.goal(Goal.limit("work of a killed node goes on, cluster dispatchers [s]", new Term(CASE, "cluster dispatchers", LAST), 10, false));
    return report;
  }

  private static Figures once(Postgres server, boolean cluster, int lines) throws Exception {
    BlockingQueue<Placed> placed = new ArrayBlockingQueue<>(ROOM);
    try (Place.Room room = server.room();
        Folder folder = new Folder()) {
      Path keys = folder.path().resolve("autopurchase.keys");
      MarketProvider market = new MarketProvider(() -> {}, order -> {});
      try (AutoPurchase engine = Shop.signedIn(Shop.builder(JdbcActivityStore.create(room.pool(2)), KeyRing.open(keys), market).workers(0).build())) {
        for (int i = 0; i < BOOKINGS; i++) {
          var unused = engine.book(Shop.plan(i, lines));
        }
      }
      List<String> arguments = List.of(room.url(), room.user(), keys.toString(), Boolean.toString(cluster));
      try (ChildJvm doomed = ChildJvm.start(CrashNode.class, arguments);
          ChildJvm survivor = ChildJvm.start(CrashNode.class, arguments)) {
        doomed.line();
        survivor.line();
        doomed.follow(order -> placed.add(new Placed(0, order, System.nanoTime())));
        survivor.follow(order -> placed.add(new Placed(1, order, System.nanoTime())));
        Progress progress = new Progress(lines);
        while (progress.placedBy(0) < WARM) {
          progress.add(next(placed));
        }
        doomed.kill();
        long killed = System.nanoTime();
        placed.stream().filter(one -> one.nanos() - killed < 0).forEach(progress::add); // said before it died
        return goesOn(placed, progress.unfinishedOf(0), killed);
      }
    }
  }

  private static Figures goesOn(BlockingQueue<Placed> placed, Set<String> orders, long killed) throws InterruptedException {
    Set<String> orphaned = new HashSet<>(orders);
    List<Double> seconds = new ArrayList<>();
    while (!orphaned.isEmpty()) {
      Placed one = next(placed);
      if (one.node() == 1 && one.nanos() - killed >= 0 && orphaned.remove(one.order())) {
        seconds.add((one.nanos() - killed) / 1e9);
      }
    }
    if (seconds.isEmpty()) {
      throw new IllegalStateException("the killed node was at nothing");
    }
    return new Figures().put("activities of the killed node", orders.size()).put(FIRST, seconds.get(0)).put(LAST, seconds.get(seconds.size() - 1));
  }

  /** Who has placed how much. For one thread. */
  private static final class Progress {
    private final int lines;
    private final Map<String, Integer> done = new HashMap<>();
    private final Map<String, Integer> at = new HashMap<>();
    private final int[] byNode = new int[2];

    Progress(int lines) {
      this.lines = lines;
    }

    void add(Placed one) {
      done.merge(one.order(), 1, Integer::sum);
      at.put(one.order(), one.node());
      byNode[one.node()]++;
    }

    int placedBy(int node) {
      return byNode[node];
    }

    /** Those of which it has placed the latest line, if there are more to be placed. */
    Set<String> unfinishedOf(int node) {
      Set<String> orders = new HashSet<>(at.keySet());
      orders.removeIf(order -> at.get(order) != node || done.get(order) >= lines);
      return orders;
    }
  }

  private static Placed next(BlockingQueue<Placed> placed) throws InterruptedException {
    Placed one = placed.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (one == null) {
      throw new IllegalStateException("nothing was placed for " + PATIENCE.toMinutes() + " minutes");
    }
    return one;
  }
}

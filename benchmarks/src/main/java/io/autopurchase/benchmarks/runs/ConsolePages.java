package io.autopurchase.benchmarks.runs;

import io.autopurchase.AutoPurchase;
import io.autopurchase.KeyRing;
import io.autopurchase.benchmarks.FilledStore;
import io.autopurchase.benchmarks.contender.MarketProvider;
import io.autopurchase.benchmarks.contender.Shop;
import io.autopurchase.benchmarks.harness.Case;
import io.autopurchase.benchmarks.harness.ExplainedReads;
import io.autopurchase.benchmarks.harness.Figures;
import io.autopurchase.benchmarks.harness.Goal;
import io.autopurchase.benchmarks.harness.Goal.Term;
import io.autopurchase.benchmarks.harness.Options;
import io.autopurchase.benchmarks.harness.Place;
import io.autopurchase.benchmarks.harness.Postgres;
import io.autopurchase.benchmarks.harness.Report;
import io.autopurchase.benchmarks.harness.Spread;
import io.autopurchase.store.jdbc.JdbcActivityStore;
import io.autopurchase.web.WebConsole;
import io.autopurchase.web.spi.ConsoleUser;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The pages of the console of a shop with 1,000,000 activities, as many purchases and events, and 200 questions: the time that its servlet takes,
 * on a real server. A page is asked for a hundred times in a round, or for two seconds if that is less. How the database ran the queries of each page
 * is in {@code bench-console-plans.txt}.
 */
final class ConsolePages implements WholeRun {
  private static final String CASE = "each page";
  private static final String MEDIAN = "p50 [ms]";
  private static final String BYTES = "size [kB]";
  private static final int REPEATS = 100;
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final double BOUND = 50;
  private static final int OK = 200;

  @Override
  public String name() {
    return "console";
  }

  @Override
  public String description() {
    return "the pages of the console with 1,000,000 activities in the database; PostgreSQL";
  }

  @Override
  public Report run(Options options) throws Exception {
    Report report = new Report(name());
    int size = options.scaled(1_000_000, 1000);
    int asking = options.scaled(200, 3);
    Map<String, Case.Run> runs = new LinkedHashMap<>();
    try (Postgres server = Postgres.start(options);
        Place.Room room = server.room()) {
      Reports.begin(report, options, server, List.of());
      report.setting("rows", size + " activities, purchases and events, " + asking + " open questions; the columns are the pages");
      DataSource pool = room.pool(4);
      MarketProvider market = new MarketProvider(() -> {}, order -> {});
      market.price(MarketProvider.PRICE.multiply(2));
      KeyRing keys = KeyRing.ephemeral();
      try (AutoPurchase engine = Shop.signedIn(Shop.builder(JdbcActivityStore.create(pool), keys, market).build()).start()) {
        Seeds.book(engine, asking, 1);
      }
      FilledStore filled = new FilledStore(JdbcActivityStore.create(pool), size, SampleBodies.make());
      filled.fill(); // once no engine is at work, which would take up what it says is due
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("VACUUM ANALYZE"); // as autovacuum does after a while
      }
      Map<String, String> pages = pages(filled);
      try (AutoPurchase engine = readingEngine(pool, keys, market);
          WebConsole console = console(engine);
          TimedConsole timed = TimedConsole.start(console)) {
        int repeats = options.scaled(REPEATS, 2);
        pages.forEach((page, path) -> runs.put(page, counts -> once(timed, path, repeats)));
        report.measure(options, CASE, MEDIAN, runs);
      }
      ExplainedReads reads = new ExplainedReads(pool);
      try (AutoPurchase engine = readingEngine(reads.dataSource(), keys, market);
          WebConsole console = console(engine);
          TimedConsole timed = TimedConsole.start(console)) {
        Files.createDirectories(options.folder());
        Files.writeString(options.folder().resolve("bench-console-plans.txt"), plans(timed, pages, reads));
      }
    }
    runs.keySet().stream().filter(page -> !page.startsWith("api")).forEach(page -> report.goal(Goal.limit(page + ", p50 [ms]", new Term(CASE, page, MEDIAN), BOUND, false)));
    return report;
  }

  private static AutoPurchase readingEngine(DataSource pool, KeyRing keys, MarketProvider market) {
    return Shop.builder(JdbcActivityStore.create(pool), keys, market).workers(0).build();
  }

  private static WebConsole console(AutoPurchase engine) {
    return WebConsole.builder(engine).access((request, shop) -> Optional.of(ConsoleUser.operator("mary"))).build();
  }

  private static String plans(TimedConsole timed, Map<String, String> pages, ExplainedReads reads) throws Exception {
    StringBuilder all = new StringBuilder();
    for (Map.Entry<String, String> page : pages.entrySet()) {
      reads.take();
      timed.get(page.getValue());
      all.append("== ").append(page.getKey()).append(": ").append(page.getValue()).append("\n\n");
      reads.take().forEach((sql, plan) -> all.append(sql).append('\n').append(plan).append('\n'));
    }
    return all.toString();
  }

  private static Map<String, String> pages(FilledStore filled) {
    Map<String, String> pages = new LinkedHashMap<>();
    String middle = FilledStore.activityId(filled.middle());
    pages.put("activities", "activities");
    pages.put("activities, from the middle", "activities?before=" + middle);
    pages.put("activities, completed", "activities?state=COMPLETED");
    pages.put("activities, with a question", "activities?state=WAITING_FOR_ANSWER");
    pages.put("activities, to be looked at", "activities?state=ATTENTION");
    pages.put("activities, failed of a session", "activities?state=FAILED&provider=taobao&login=" + FilledStore.login(0));
    pages.put("activities, of one per cent", "activities?type=UNBINDING");
    pages.put("activities, with a common word", "activities?q=" + encoded(FilledStore.titleWord(1)));
    pages.put("activities, with the number of an order", "activities?q=" + FilledStore.orderId(filled.middle()));
    pages.put("activities, with nothing found", "activities?q=nowhere");
    pages.put("an activity", "activities/" + middle);
    pages.put("questions", "questions");
    pages.put("sessions", "sessions");
    pages.put("payments", "payments");
    pages.put("health", "health");
    pages.put("an order", "orders/" + FilledStore.orderId(filled.middle()));
    pages.put("api: activities", "api/v1/activities");
    pages.put("api: summary", "api/v1/summary");
    return pages;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Figures once(TimedConsole timed, String path, int repeats) throws Exception {
    List<Double> millis = new ArrayList<>();
    long deadline = System.nanoTime() + LONGEST.toNanos();
    int bytes = 0;
    while (millis.size() < repeats && (millis.isEmpty() || System.nanoTime() - deadline < 0)) {
      TimedConsole.Answer answer = timed.get(path);
      if (answer.status() != OK) {
        throw new IllegalStateException(path + " was answered with " + answer.status());
      }
      bytes = answer.bytes();
      millis.add(answer.serverMillis());
    }
    return new Figures()
        .put(MEDIAN, Spread.percentile(millis, 0.5))
        .put("p99 [ms]", Spread.percentile(millis, 0.99))
        .put(BYTES, bytes / 1000.0)
        .put("samples", millis.size());
  }
}

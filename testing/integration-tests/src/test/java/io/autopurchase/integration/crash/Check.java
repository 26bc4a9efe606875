package io.autopurchase.integration.crash;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.autopurchase.testdatabases.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The long suites: {@code kill9 N} and {@code zombies N}, a seed after N to repeat one; 20 unless told otherwise. The system
 * property {@code check.folder} says where to leave figures and logs. Exits with 0 only if the goal is met. The error output shows every
 * few seconds how far it is; Ctrl-C ends it early, with the figures until then and exit code 130.
 */
public final class Check {
  /** Within so many kills the controls must fail. */
  static final int KILLS_OF_CONTROL = 20;

  /** Without it lines are ordered twice. */
  static final String CONTROL = "INTENT_FIRST";

  /** Without it lines are booked again while their first order lives. */
  static final String CONTROL_OF_UNBINDING = "FREE_ONLY_WHEN_CLOSED";

  private static final List<String> SUITES = List.of("kill9", "zombies");

  private final String suite;
  private final long seed;
  private final Path folder;
  private final List<Step> steps = new ArrayList<>();
  private final List<Map<String, Object>> campaigns = new ArrayList<>();
  private boolean met = true;

  /** A campaign of the suite, and what is demanded of its outcome. */
  private record Step(CampaignPlan plan, TestDatabase database, Consumer<Outcome> demands) {}

  private Check(String suite, long seed) {
    this.suite = suite;
    this.seed = seed;
    folder = Path.of(System.getProperty("check.folder", "target/check"));
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    String suite = args.length > 0 ? args[0] : "";
    int times = args.length > 1 ? Integer.parseInt(args[1]) : 20;
    if (!SUITES.contains(suite) || times < 1) {
      System.err.println("usage: " + SUITES + " N SEED, with an N from 1");
      System.exit(2);
    }
    long seed = args.length > 2 ? Long.parseLong(args[2]) : RandomGenerator.getDefault().nextLong(1_000_000_000);
    System.out.println(suite + " " + times + ", seed " + seed);
    System.exit(new Check(suite, seed).run(times) ? 0 : 1);
  }

  private boolean run(int times) throws IOException, InterruptedException {
    try (TestDatabase postgres = TestDatabase.postgres();
        TestDatabase mariaDb = TestDatabase.mariaDb();
        TestDatabase sqlite = TestDatabase.sqlite()) {
      if (suite.equals("kill9")) {
        kill9(times, postgres, mariaDb, sqlite);
      } else {
        zombies(times, postgres, mariaDb, sqlite);
      }
      Progress progress = Progress.begin(suite, steps.stream().map(Step::plan).filter(p -> !p.isControl()).mapToInt(CampaignPlan::size).sum());
      boolean complete = false;
      try {
        for (Step step : steps) {
          if (!progress.isStopped()) {
            run(step, progress);
          }
        }
        complete = !progress.isStopped();
      } finally {
        report(complete);
        progress.end();
      }
      return met;
    }
  }

  private void kill9(int times, TestDatabase postgres, TestDatabase mariaDb, TestDatabase sqlite) {
    int share = (times + 4) / 5;
    mustHold(plan("kill9-postgres").with(Blow.KILL, share), postgres);
    mustHold(plan("kill9-mariadb").with(Blow.KILL, share), mariaDb);
    mustHold(plan("kill9-sqlite").with(Blow.KILL, share), sqlite);
    mustHold(plan("kill9-postgres-cluster").with(Blow.KILL, share).onDbScheduler(), postgres.fresh());
    mustHold(plan("kill9-mariadb-cluster").with(Blow.KILL, share).onDbScheduler(), mariaDb.fresh());
    mustFail(plan("control").with(Blow.KILL, KILLS_OF_CONTROL).without(CONTROL), postgres.fresh());
    mustFail(plan("control-unbinding").with(Blow.KILL, KILLS_OF_CONTROL).without(CONTROL_OF_UNBINDING), postgres.fresh());
  }

  /**
   * Pauses and terminations N each, a third on each database; outages and cuts a quarter and poison a tenth, half on each server. SQLite has
   * no server that could go away.
   */
  private void zombies(int times, TestDatabase postgres, TestDatabase mariaDb, TestDatabase sqlite) {
    for (TestDatabase database : List.of(postgres, mariaDb, sqlite)) {
      String name = database.name().toLowerCase(Locale.ROOT);
      mustHold(plan("pauses-" + name).with(Blow.PAUSE, (times + 2) / 3).nodes(8), database);
      mustHold(
          plan("terminations-" + name).with(Blow.TERMINATE, (times + 2) / 3),
          database,
          outcome -> demand(outcome.audit().inDoubt() == 0, "SIGTERM has left " + outcome.audit().inDoubt() + " requests in doubt"));
      if (database != sqlite) {
        mustHold(plan("outages-" + name).with(Blow.OUTAGE, (times + 7) / 8).with(Blow.CUT, (times + 7) / 8), database);
        mustHold(
            plan("poison-" + name).poisoned((times + 19) / 20),
            database,
            outcome -> demand(outcome.parked() >= outcome.plan().poisoned(), "only " + outcome.parked() + " activities were parked"));
      }
    }
  }

  private CampaignPlan plan(String name) {
    return CampaignPlan.of(name, seed);
  }

  private void mustHold(CampaignPlan plan, TestDatabase database) {
    mustHold(plan, database, outcome -> {});
  }

  private void mustHold(CampaignPlan plan, TestDatabase database, Consumer<Outcome> more) {
    Consumer<Outcome> all =
        outcome -> {
          met &= outcome.isClean();
          demand(outcome.blows().equals(plan.blows()), "not all blows were dealt");
          more.accept(outcome);
        };
    steps.add(new Step(plan, database, all));
  }

  private void mustFail(CampaignPlan plan, TestDatabase database) {
    String complaint = "nothing was ordered twice without " + plan.withdrawn() + ": this check proves nothing";
    steps.add(new Step(plan, database, outcome -> demand(outcome.mostSurplus() > 0, complaint)));
  }

  private void demand(boolean holds, String complaint) {
    if (!holds) {
      met = false;
      System.out.println("  " + complaint);
    }
  }

  private void run(Step step, Progress progress) throws IOException, InterruptedException {
    CampaignPlan plan = step.plan();
    progress.campaign(plan.name());
    Path logs = Files.createTempDirectory(Files.createDirectories(folder), plan.name() + "-");
    Outcome outcome = Outcome.of(plan, step.database(), logs, progress);
    campaigns.add(outcome.figures());
    System.out.println(outcome);
    if (!plan.isControl()) {
      outcome.allProblems().forEach(problem -> System.out.println("  " + problem));
    }
    if (!outcome.stopped()) {
      step.demands().accept(outcome);
    }
  }

  /**
   * @param complete whether every campaign came to its end
   */
  private void report(boolean complete) throws IOException {
    met &= complete;
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("suite", suite);
    report.put("seed", seed);
    report.put("complete", complete);
    report.put("met", met);
    report.put("campaigns", campaigns);
    Path file = Files.createDirectories(folder).resolve(suite + ".json");
    JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), report);
    String goal = !complete ? "The suite was ended early" : met ? "The goal is met" : "THE GOAL IS MISSED";
    System.out.println(goal + "; figures in " + file);
  }
}

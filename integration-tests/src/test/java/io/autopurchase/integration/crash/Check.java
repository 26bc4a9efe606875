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
import java.util.random.RandomGenerator;

/**
 * The long suites: {@code kill9 N} and {@code zombies N}, a seed after N to repeat one; 20 unless told otherwise. The system
 * property {@code check.folder} says where to leave figures and logs. Exits with 0 only if the goal is met.
 */
public final class Check {
  /** Within so many kills the control must fail. */
  static final int KILLS_OF_CONTROL = 20;

  static final String CONTROL = "INTENT_FIRST";

  private static final List<String> SUITES = List.of("kill9", "zombies");

  private final String suite;
  private final long seed;
  private final Path folder;
  private final List<Map<String, Object>> campaigns = new ArrayList<>();
  private boolean met = true;

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
    Check check = new Check(suite, seed);
    System.out.println(suite + " " + times + ", seed " + seed);
    if (suite.equals("kill9")) {
      check.kill9(times);
    } else {
      check.zombies(times);
    }
    check.report();
    System.exit(check.met ? 0 : 1);
  }

  private void kill9(int times) throws IOException, InterruptedException {
    try (TestDatabase postgres = TestDatabase.postgres();
        TestDatabase mariaDb = TestDatabase.mariaDb()) {
      int quarter = (times + 3) / 4;
      mustHold(plan("kill9-postgres").with(Blow.KILL, quarter), postgres);
      mustHold(plan("kill9-mariadb").with(Blow.KILL, quarter), mariaDb);
      mustHold(plan("kill9-postgres-cluster").with(Blow.KILL, quarter).onDbScheduler(), postgres.fresh());
      mustHold(plan("kill9-mariadb-cluster").with(Blow.KILL, quarter).onDbScheduler(), mariaDb.fresh());
      mustFail(plan("control").with(Blow.KILL, KILLS_OF_CONTROL).without(CONTROL), postgres.fresh());
    }
  }

  /** Pauses and terminations N each, outages and cuts a quarter, poison a tenth; half of them on each database. */
  private void zombies(int times) throws IOException, InterruptedException {
    try (TestDatabase postgres = TestDatabase.postgres();
        TestDatabase mariaDb = TestDatabase.mariaDb()) {
      for (TestDatabase database : List.of(postgres, mariaDb)) {
        String name = database.name().toLowerCase(Locale.ROOT);
        mustHold(plan("pauses-" + name).with(Blow.PAUSE, (times + 1) / 2).nodes(8), database);
        Outcome terminated = mustHold(plan("terminations-" + name).with(Blow.TERMINATE, (times + 1) / 2), database);
        demand(terminated.audit().inDoubt() == 0, "SIGTERM has left " + terminated.audit().inDoubt() + " orders in doubt");
        mustHold(plan("outages-" + name).with(Blow.OUTAGE, (times + 7) / 8).with(Blow.CUT, (times + 7) / 8), database);
        Outcome poisoned = mustHold(plan("poison-" + name).poisoned((times + 19) / 20), database);
        demand(poisoned.parked() >= poisoned.plan().poisoned(), "only " + poisoned.parked() + " activities were parked");
      }
    }
  }

  private CampaignPlan plan(String name) {
    return CampaignPlan.of(name, seed);
  }

  private Outcome mustHold(CampaignPlan plan, TestDatabase database) throws IOException, InterruptedException {
    Outcome outcome = run(plan, database);
    met &= outcome.isClean();
    demand(outcome.blows().equals(plan.blows()), "not all blows were dealt");
    return outcome;
  }

  private void mustFail(CampaignPlan plan, TestDatabase database) throws IOException, InterruptedException {
    Outcome outcome = run(plan, database);
    demand(outcome.audit().surplus() > 0, "nothing was ordered twice without " + plan.withdrawn() + ": this check proves nothing");
  }

  private void demand(boolean holds, String complaint) {
    if (!holds) {
      met = false;
      System.out.println("  " + complaint);
    }
  }

  private Outcome run(CampaignPlan plan, TestDatabase database) throws IOException, InterruptedException {
    Path logs = Files.createTempDirectory(Files.createDirectories(folder), plan.name() + "-");
    Outcome outcome = Outcome.of(plan, database, logs, line -> System.out.println("  " + line));
    campaigns.add(outcome.figures());
    System.out.println(outcome);
    if (plan.withdrawn().isEmpty()) {
      outcome.allProblems().forEach(problem -> System.out.println("  " + problem));
    }
    return outcome;
  }

  private void report() throws IOException {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("suite", suite);
    report.put("seed", seed);
    report.put("met", met);
    report.put("campaigns", campaigns);
    Path file = folder.resolve(suite + ".json");
    JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), report);
    System.out.println((met ? "The goal is met" : "THE GOAL IS MISSED") + "; figures in " + file);
  }
}

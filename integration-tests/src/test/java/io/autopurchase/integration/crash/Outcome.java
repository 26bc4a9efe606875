package io.autopurchase.integration.crash;

import io.autopurchase.testdatabases.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What became of a campaign.
 *
 * @param database the server's product
 * @param blows that were dealt, by kind
 * @param activities one for each order
 * @param retaken activities that were at work on a node when it died or was stopped, and went on elsewhere
 * @param poisonings nodes that died of a poisoned activity
 * @param parked activities that were left for a person after too many starts
 * @param creates requests to order that reached the marketplace
 * @param striking how long the blows took
 * @param problems of the processes; those of the books are in the audit
 */
record Outcome(
    CampaignPlan plan,
    String database,
    Map<Blow, Integer> blows,
    int activities,
    int retaken,
    int poisonings,
    int parked,
    long creates,
    Duration striking,
    Duration total,
    Audit audit,
    List<String> problems) {

  private static final int WORKERS = 8;

  boolean isClean() {
    return audit.isClean() && problems.isEmpty();
  }

  /**
   * Runs a campaign from the empty database to the audit. A control ends as soon as it has failed.
   *
   * @param folder for the nodes' settings, keys and logs
   */
  static Outcome of(CampaignPlan plan, TestDatabase database, Path folder, Consumer<String> progress)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Path file = folder.resolve("node.properties");
    try (Market market = Market.open(plan.seed())) {
      NodeSettings settings = settings(plan, database, market, folder);
      settings.write(file);
      Set<String> heard = Office.authorize(settings);
      BooleanSupplier hasFailed = () -> !plan.withdrawn().isEmpty() && market.surplus() > 0;
      try (Campaign campaign = new Campaign(plan, database, folder, file, progress)) {
        campaign.book().heard(heard);
        campaign.begin();
        campaign.strike(hasFailed);
        Duration striking = Duration.ofNanos(System.nanoTime() - start);
        try (Office office = Office.open(settings)) {
          campaign.calm(office, hasFailed);
          Set<String> parked = campaign.book().parked();
          if (!parked.isEmpty()) {
            campaign.end();
            settings.healed().write(file);
            office.retry(parked);
            campaign.book().forgetParked();
            campaign.begin();
            campaign.calm(office, hasFailed);
          }
          campaign.end();
          return new Outcome(
              plan,
              database.name(),
              campaign.dealt(),
              campaign.book().size(),
              campaign.retaken(),
              campaign.poisonings(),
              parked.size(),
              market.creates(),
              striking,
              Duration.ofNanos(System.nanoTime() - start),
              Audit.of(market, office, campaign.book()),
              campaign.problems());
        }
      }
    }
  }

  private static NodeSettings settings(CampaignPlan plan, TestDatabase database, Market market, Path folder) {
    return new NodeSettings(
        database.url(),
        database.user(),
        database.password(),
        plan.name(),
        market.gateway(),
        folder.resolve("keys"),
        WORKERS,
        plan.clustered(),
        plan.withdrawn(),
        plan.poisoned() == 0 ? "" : Order.poison());
  }

  double blowsPerSecond() {
    return blows.values().stream().mapToInt(Integer::intValue).sum() / (striking.toMillis() / 1000.0);
  }

  /** The figures, by name. */
  Map<String, Object> figures() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("campaign", plan.name());
    all.put("database", database);
    all.put("seed", plan.seed());
    all.put("nodes", plan.nodes());
    all.put("dispatcher", plan.clustered() ? "db-scheduler" : "in-process");
    all.put("withdrawnRule", plan.withdrawn());
    blows.forEach((blow, times) -> all.put(blow.name().toLowerCase(Locale.ROOT), times));
    all.put("blowsPerSecond", Math.round(blowsPerSecond() * 100) / 100.0);
    all.put("seconds", total.toSeconds());
    all.put("activities", activities);
    all.put("retaken", retaken);
    all.put("inDoubt", audit.inDoubt());
    all.put("poisonings", poisonings);
    all.put("parked", parked);
    all.put("lines", audit.lines());
    all.put("creates", creates);
    all.put("surplus", audit.surplus());
    all.put("lost", audit.lost());
    all.put("unfinished", audit.unfinished());
    all.put("orderedFen", audit.ordered());
    all.put("recordedFen", audit.recorded());
    all.put("unseenEvents", audit.unseenEvents());
    all.put("clean", isClean());
    return all;
  }

  @Override
  public String toString() {
    return plan.name()
        + (plan.clustered() ? " with db-scheduler" : "")
        + (plan.withdrawn().isEmpty() ? "" : " without " + plan.withdrawn())
        + String.format(
            Locale.ROOT,
            " on %s, seed %d: %s in %d s (%.2f/s), %d s in all; %d activities, %d retaken, %d in doubt, %d parked after %d deaths;",
            database,
            plan.seed(),
            blows,
            striking.toSeconds(),
            blowsPerSecond(),
            total.toSeconds(),
            activities,
            retaken,
            audit.inDoubt(),
            parked,
            poisonings)
        + String.format(
            Locale.ROOT,
            " %d lines, %d requests to order: %d surplus, %d lost, %d unfinished, %d events unseen, %d.%02d ordered, %d.%02d recorded: %s",
            audit.lines(),
            creates,
            audit.surplus(),
            audit.lost(),
            audit.unfinished(),
            audit.unseenEvents(),
            audit.ordered() / 100,
            audit.ordered() % 100,
            audit.recorded() / 100,
            audit.recorded() % 100,
            isClean() ? "clean" : "NOT CLEAN");
  }

  List<String> allProblems() {
    List<String> all = new ArrayList<>(problems);
    all.addAll(audit.problems());
    return all;
  }
}

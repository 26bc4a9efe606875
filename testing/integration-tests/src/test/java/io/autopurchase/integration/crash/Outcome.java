package io.autopurchase.integration.crash;

import io.autopurchase.StoreException;
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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The outcome of a campaign.
 *
 * @param database the server's product
 * @param blows that were dealt, by kind
 * @param orders of the host
 * @param retaken activities that were at work on a node when it died or was stopped, and went on elsewhere
 * @param poisonings nodes that died of a poisoned activity
 * @param parked activities that were left for a person after too many starts
 * @param creates requests to order that reached the marketplace
 * @param payments requests to pay that reached it
 * @param cancellations requests to cancel that reached it
 * @param mostSurplus the most orders that existed at once of lines that were ordered already
 * @param stopped whether it was ended by Ctrl-C, so that the records were not compared
 * @param striking how long the blows took
 * @param problems of the processes; those of the books are in the audit
 */
record Outcome(
    CampaignPlan plan,
    String database,
    Map<Blow, Integer> blows,
    int orders,
    int retaken,
    int poisonings,
    int parked,
    long creates,
    long payments,
    long cancellations,
    int mostSurplus,
    boolean stopped,
    Duration striking,
    Duration total,
    Audit audit,
    List<String> problems) {

  private static final int WORKERS = 8;
  private static final Duration CANCEL_DELAY = Duration.ofSeconds(2);

  /** A line that a control frees too early is certainly booked again before its order is closed, however slow the machine is. */
  private static final Duration CANCEL_DELAY_OF_CONTROL = Duration.ofSeconds(20);

  boolean isClean() {
    return !stopped && audit.isClean() && mostSurplus == 0 && problems.isEmpty();
  }

  /**
   * Runs a campaign from the empty database to the audit. A control ends as soon as it has failed.
   *
   * @param folder for the nodes' settings, keys and logs
   */
  static Outcome of(CampaignPlan plan, TestDatabase database, Path folder, Progress progress)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Path file = folder.resolve("node.properties");
    try (Market market = Market.open(plan.seed(), plan.isControl() ? CANCEL_DELAY_OF_CONTROL : CANCEL_DELAY)) {
      NodeSettings settings = settings(plan, database, market, folder);
      settings.write(file);
      Set<String> heard = Office.authorize(settings);
      try (Campaign campaign = new Campaign(plan, database, market, folder, file, progress)) {
        campaign.book().heard(heard);
        campaign.begin();
        campaign.strike();
        Duration striking = Duration.ofNanos(System.nanoTime() - start);
        if (progress.isStopped()) {
          return of(plan, database, campaign, market, 0, start, striking, Audit.ofStopped(market));
        }
        AtomicInteger parked = new AtomicInteger();
        Audit audit = calmAndAudit(campaign, settings, file, market, parked);
        return of(plan, database, campaign, market, parked.get(), start, striking, audit);
      }
    }
  }

  private static Audit calmAndAudit(Campaign campaign, NodeSettings settings, Path file, Market market, AtomicInteger parked)
      throws IOException, InterruptedException {
    try (Office office = Office.open(settings)) {
      campaign.calm(office);
      Set<String> left = campaign.book().parked();
      parked.set(left.size());
      if (!left.isEmpty() && !campaign.isStopped()) {
        campaign.end();
        settings.healed().write(file);
        office.retry(left);
        campaign.book().forgetParked();
        campaign.begin();
        campaign.calm(office);
      }
      campaign.end();
      return campaign.isStopped() ? Audit.ofStopped(market) : Auditor.audit(market, office, campaign.book());
    } catch (StoreException e) {
      if (campaign.isStopped()) {
        // Ctrl-C has ended the database, too.
        return Audit.ofStopped(market);
      }
      throw e;
    }
  }

  private static Outcome of(
      CampaignPlan plan,
      TestDatabase database,
      Campaign campaign,
      Market market,
      int parked,
      long start,
      Duration striking,
      Audit audit) {
    boolean stopped = campaign.isStopped();
    return new Outcome(
        plan,
        database.name(),
        campaign.dealt(),
        campaign.book().size(),
        campaign.retaken(),
        campaign.poisonings(),
        parked,
        market.creates(),
        market.payments(),
        market.cancellations(),
        Math.max(campaign.mostSurplus(), audit.surplus()),
        stopped,
        striking,
        Duration.ofNanos(System.nanoTime() - start),
        audit,
        // Failures of a stopped campaign, caused by its end, do not count.
        stopped ? List.of() : campaign.problems());
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
    all.put("orders", orders);
    all.put("retaken", retaken);
    all.put("inDoubt", audit.inDoubt());
    all.put("poisonings", poisonings);
    all.put("parked", parked);
    all.put("lines", audit.lines());
    all.put("creates", creates);
    all.put("payments", payments);
    all.put("paid", audit.paid());
    all.put("unconfirmedPayments", audit.unconfirmed());
    all.put("cancellations", cancellations);
    all.put("unbound", audit.unbound());
    all.put("bookedAgain", audit.bookedAgain());
    all.put("surplus", mostSurplus);
    all.put("wrongPayments", audit.wrongPayments());
    all.put("wrongUnbindings", audit.wrongUnbindings());
    all.put("lost", audit.lost());
    all.put("unfinished", audit.unfinished());
    all.put("orderedFen", audit.ordered());
    all.put("recordedFen", audit.recorded());
    all.put("unseenEvents", audit.unseenEvents());
    all.put("stopped", stopped);
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
            " on %s, seed %d: %s in %d s (%.2f/s), %d s in all; %d orders, %d retaken, %d in doubt, %d parked after %d deaths;",
            database,
            plan.seed(),
            blows,
            striking.toSeconds(),
            blowsPerSecond(),
            total.toSeconds(),
            orders,
            retaken,
            audit.inDoubt(),
            parked,
            poisonings)
        + String.format(
            Locale.ROOT,
            " %d lines, %d requests to order, %d to pay (%d orders paid, %d payments unconfirmed), %d to cancel (%d lines unbound, %d of them"
                + " booked again): %d surplus, %d wrong payments, %d wrong unbindings, %d lost, %d unfinished, %d events unseen,"
                + " %d.%02d ordered, %d.%02d recorded: %s",
            audit.lines(),
            creates,
            payments,
            audit.paid(),
            audit.unconfirmed(),
            cancellations,
            audit.unbound(),
            audit.bookedAgain(),
            mostSurplus,
            audit.wrongPayments(),
            audit.wrongUnbindings(),
            audit.lost(),
            audit.unfinished(),
            audit.unseenEvents(),
            audit.ordered() / 100,
            audit.ordered() % 100,
            audit.recorded() / 100,
            audit.recorded() % 100,
            stopped ? "STOPPED, not audited" : isClean() ? "clean" : "NOT CLEAN");
  }

  List<String> allProblems() {
    List<String> all = new ArrayList<>(problems);
    all.addAll(audit.problems());
    return all;
  }
}

package io.autopurchase.benchmarks.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.benchmarks.contender.AutoPurchaseContender;
import io.autopurchase.benchmarks.contender.BareRows;
import io.autopurchase.benchmarks.contender.Contender;
import io.autopurchase.benchmarks.contender.Contenders;
import io.autopurchase.benchmarks.contender.DbSchedulerContender;
import io.autopurchase.benchmarks.contender.JobRunrContender;
import io.autopurchase.benchmarks.harness.Case;
import io.autopurchase.benchmarks.harness.Options;
import io.autopurchase.benchmarks.harness.Report;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each benchmark runs, and counts what it says; how fast is not asked here. */
class WholeRunsTest {
  private static final String OURS = AutoPurchaseContender.NAME;

  @TempDir private Path folder;

  private Report run(WholeRun benchmark, String cases, String contenders) throws Exception {
    Report report = benchmark.run(Options.smoke(folder, cases, contenders));
    for (Case one : report.cases()) {
      for (String contender : one.contenders()) {
        one.figures(contender).forEach((figure, values) -> assertThat(values).as(figure).hasSize(1).allMatch(value -> value >= 0));
      }
    }
    return report;
  }

  private static double value(Report report, String inCase, String contender, String figure) {
    return report.inCase(inCase).figures(contender).get(figure).get(0);
  }

  @Test
  void booking_manyPlacements_countsWhatEachCosts() throws Exception {
    Report report = run(new Booking(), "^20 placements each, 8|^whole bookings.* 1 in", "^" + OURS + "$|db-scheduler|" + BareRows.NAME);

    String eight = "20 placements each, 8 in flight";
    assertThat(report.cases()).hasSize(2);
    assertThat(value(report, eight, BareRows.NAME, "write commits / placement")).as("one each, and some of the server's own").isBetween(1.0, 1.2);
    assertThat(value(report, eight, OURS, "write commits / placement")).isBetween(0.02, 20.0);
    assertThat(value(report, eight, OURS, "WAL [bytes] / placement")).isGreaterThan(300);
    assertThat(report.table()).contains("fsync on", "db-scheduler", "| goal |");
  }

  @Test
  void booking_onePlacement_allPeersRunIt() throws Exception {
    Report report = run(new Booking(), "^1 placement each", "");

    assertThat(report.cases()).singleElement().satisfies(one -> assertThat(one.contenders()).containsExactlyElementsOf(Contenders.onPostgres().stream().map(Contender::name).toList()));
  }

  @Test
  void calls_all_commitOnceEach() throws Exception {
    Report report = run(new Calls(), "", "");

    assertThat(value(report, "1 caller", BareRows.NAME, "write commits / call")).isBetween(1.0, 1.5);
    assertThat(value(report, "1 caller", OURS, "write commits / call")).isBetween(1.0, 2.0);
    assertThat(report.inCase("8 callers").contenders()).contains(JobRunrContender.NAME);
  }

  @Test
  void startLatency_withoutThoseThatPollForSeconds_hasASampleOfEach() throws Exception {
    Report report = run(new StartLatency(), "", "^" + OURS + "$|another node$|^(db-scheduler|transaction-outbox|DBOS)");

    assertThat(report.cases()).singleElement().satisfies(one -> assertThat(one.contenders()).hasSize(5).contains(DbSchedulerContender.NAME));
    assertThat(List.copyOf(report.cases().get(0).figures(OURS).keySet())).containsExactly("p50 [ms]", "p99 [ms]", "samples");
  }
}

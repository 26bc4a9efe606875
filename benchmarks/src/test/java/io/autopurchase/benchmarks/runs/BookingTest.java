package io.autopurchase.benchmarks.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.benchmarks.contender.AutoPurchaseContender;
import io.autopurchase.benchmarks.contender.BareRows;
import io.autopurchase.benchmarks.contender.DbSchedulerContender;
import io.autopurchase.benchmarks.harness.Case;
import io.autopurchase.benchmarks.harness.Options;
import io.autopurchase.benchmarks.harness.Report;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It runs, and counts what it says; how fast is not asked here. */
class BookingTest {
  @Test
  void run_shortly_countsWhatEachPlacementCosts(@TempDir Path folder) throws Exception {
    Report report = new Booking().run(Options.smoke(folder));

    assertThat(report.cases()).hasSize(7);
    for (Case one : report.cases()) {
      assertThat(one.contenders()).containsExactly(AutoPurchaseContender.NAME, DbSchedulerContender.NAME, BareRows.NAME);
      one.contenders()
          .forEach(contender -> one.figures(contender).forEach((figure, values) -> assertThat(values).as(figure).hasSize(1).allMatch(value -> value >= 0)));
    }
    Case eight = report.inCase("20 placements each, 8 in flight");
    assertThat(eight.figures(BareRows.NAME).get("write commits / placement").get(0)).as("one each, and some of the server's own").isBetween(1.0, 1.2);
    assertThat(eight.figures(AutoPurchaseContender.NAME).get("write commits / placement").get(0)).isBetween(0.02, 20.0);
    assertThat(eight.figures(AutoPurchaseContender.NAME).get("WAL [bytes] / placement").get(0)).isGreaterThan(300);
    assertThat(report.table()).contains("fsync on", "db-scheduler", "| goal |");
  }
}

package io.autopurchase.benchmarks.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.autopurchase.benchmarks.contender.AutoPurchaseContender;
import io.autopurchase.benchmarks.contender.BareRows;
import io.autopurchase.benchmarks.contender.BareSqlite;
import io.autopurchase.benchmarks.contender.Contender;
import io.autopurchase.benchmarks.contender.Contenders;
import io.autopurchase.benchmarks.contender.DbSchedulerContender;
import io.autopurchase.benchmarks.contender.JobRunrContender;
import io.autopurchase.benchmarks.harness.Case;
import io.autopurchase.benchmarks.harness.Options;
import io.autopurchase.benchmarks.harness.Report;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

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

  @Test
  void local_all_runWithoutAServer() throws Exception {
    Report report = run(new LocalBooking(), "", "");

    assertThat(report.cases()).hasSize(3);
    assertThat(value(report, "SQLite file, 20 placements each, 8 in flight", BareSqlite.NAME, "placements / s")).isPositive();
    assertThat(value(report, "memory, 20 placements each, 8 in flight", OURS, "placements / s")).isPositive();
  }

  @Test
  void startUp_newJvms_sayWhenTheyAreReady() throws Exception {
    Report report = run(new StartUp(), "", "");

    Case start = report.cases().get(0);
    assertThat(start.contenders()).hasSize(3);
    assertThat(start.figures(OURS).get("main to ready [ms]").get(0)).isPositive().isLessThan(start.figures(OURS).get("start of the process to ready [ms]").get(0));
  }

  @Test
  void waiting_bookingsWithARisenPrice_waitAndGoOnWhenAnswered() throws Exception {
    Report report = run(new Waiting(), "", "");

    assertThat(value(report, "a node that has nothing to do", "many wait", "waiting")).isEqualTo(200);
    assertThat(value(report, "a node that has nothing to do", "no activity", "waiting")).isZero();
    assertThat(value(report, "from answered to the next call", "many wait", "answer, p50 [ms]")).isPositive();
  }

  @Test
  void synchronization_fewChanged_areSeenWithFewLists() throws Exception {
    Report report = run(new Synchronization(), "", "");

    assertThat(value(report, "open orders, some of them shipped", OURS, "list calls")).isBetween(1.0, 2.0);
  }

  @Test
  void crash_oneOfTwoNodes_itsActivitiesGoOnAtTheOther() throws Exception {
    Report report = run(new Crash(), "", "in-process");

    assertThat(value(report, "kill -9 of one of two nodes", "in-process dispatchers", "activities of the killed node")).isBetween(1.0, 16.0);
    assertThat(value(report, "kill -9 of one of two nodes", "in-process dispatchers", "last of its activities goes on [s]")).isPositive();
  }

  @Test
  void list_eachQuery_findsWhatItsNameSays() throws Exception {
    Report report = run(new Lists(), "", "first page|order|none");

    Case queries = report.cases().get(0);
    assertThat(queries.contenders()).hasSizeGreaterThan(5);
    queries.contenders().forEach(query -> assertThat(queries.figures(query).get("rows").get(0) == 0).as(query).isEqualTo(query.matches(".*(none|absent|never).*")));
  }

  @Test
  void console_eachPage_isAnsweredWithWhatItHas() throws Exception {
    Report report = run(new ConsolePages(), "", "");

    Case pages = report.cases().get(0);
    assertThat(pages.contenders()).contains("activities", "an order", "payments", "api: summary");
    assertThat(pages.figures("questions").get("size [kB]").get(0)).isGreaterThan(pages.figures("activities, with nothing found").get("size [kB]").get(0));
    assertThat(folder.resolve("bench-console-plans.txt")).content().contains("== questions", "Index Scan", "autopurchase_record");
  }

  @Test
  void all_inTheProgram_haveNamesOfTheirOwnAndALineOfHelp() {
    assertThat(Bench.ALL).extracting(WholeRun::name).doesNotHaveDuplicates().contains("booking", "start-latency", "waiting", "crash", "synchronization", "list", "start-up");
    assertThat(Bench.ALL).allSatisfy(one -> assertThat(Bench.usage()).contains(one.name(), one.description()));
  }

  @Test
  void write_report_hasTableFiguresAndPlot() throws Exception {
    Report report = run(new LocalBooking(), "memory", "");

    Bench.write(report, folder);

    assertThat(folder.resolve("bench-booking-local.md")).content().contains("placements / s", "machine");
    assertThat(new ObjectMapper().readTree(folder.resolve("bench-booking-local.json").toFile()).at("/cases/memory, 20 placements each, 8 in flight/autopurchase/placements ~1 s/rounds/0").doubleValue())
        .isPositive();
    Document plot = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(folder.resolve("bench-booking-local.svg").toFile());
    assertThat(plot.getElementsByTagName("rect").getLength()).isEqualTo(1);
  }
}

package io.autopurchase.benchmarks.runs;

import io.autopurchase.benchmarks.contender.Contender;
import io.autopurchase.benchmarks.harness.Machine;
import io.autopurchase.benchmarks.harness.Options;
import io.autopurchase.benchmarks.harness.Place;
import io.autopurchase.benchmarks.harness.Report;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What every report begins with, so that its figures can be repeated. */
final class Reports {
  private Reports() {}

  static void begin(Report report, Options options, Place place, List<Contender> contenders) {
    begin(report, options);
    place.settings().forEach(report::setting);
    contenders.forEach(contender -> report.setting(contender.name(), contender.settings()));
  }

  static void begin(Report report, Options options) {
    report
        .setting("date", LocalDate.now(ZoneOffset.UTC).toString())
        .setting("machine", Machine.description())
        .setting("JVM", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"))
        .setting(
            "rounds",
            options.rounds() + (options.warmUp() ? " after one that does not count, in which statements, transactions and round trips are counted" : "")
                + "; the contenders take turns in each; scale " + options.scale());
  }
}

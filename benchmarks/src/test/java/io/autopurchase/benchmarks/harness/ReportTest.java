package io.autopurchase.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.benchmarks.harness.Goal.Term;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Options THREE = new Options(3, true, 1, Pattern.compile(""), Pattern.compile(""), 1, Path.of("figures"), false);

  private final List<String> order = new ArrayList<>();

  private Case.Run rates(String name, double... rates) {
    Iterator<Double> next = Arrays.stream(rates).boxed().iterator();
    return counts -> {
      order.add(name);
      Figures figures = new Figures().put("jobs / s", next.next());
      return counts ? figures : figures.put(Counting.PREFIX + "statements / job", 4);
    };
  }

  private Report report() throws Exception {
    Map<String, Case.Run> runs = new LinkedHashMap<>();
    runs.put("ours", rates("ours", 1, 20, 30, 90));
    runs.put("peer", rates("peer", 1, 10, 30, 30));
    Report report = new Report("example");
    report.measure(THREE, "small", "jobs / s", runs);
    report.goal(new Goal("of the peer", new Term("small", "ours", "jobs / s"), List.of(new Term("small", "peer", "jobs / s")), 1.6, true));
    report.goal(Goal.limit("statements", new Term("small", "ours", "statements / job"), 3, false));
    return report;
  }

  @Test
  void measure_rounds_areInterleavedAndTheFirstDoesNotCount() throws Exception {
    Report report = report();

    assertThat(order).containsExactly("ours", "peer", "ours", "peer", "ours", "peer", "ours", "peer");
    assertThat(report.inCase("small").figures("ours").get("jobs / s")).containsExactly(20.0, 30.0, 90.0);
    assertThat(report.inCase("small").figures("ours").get("statements / job")).as("counted in the warm-up").containsExactly(4.0);
  }

  @Test
  void table_goals_areRatiosWithinRounds() throws Exception {
    // Round by round: 2, 1 and 3.
    assertThat(report().table()).contains("| of the peer | >= 1.6 | 2 (1 to 3) | yes |", "| statements | <= 3 | 4 | no |");
  }

  @Test
  void measure_caseIsLeftOut_itsGoalsAreToo() throws Exception {
    Report report = new Report("example");
    Options others = new Options(3, true, 1, Pattern.compile("large"), Pattern.compile(""), 1, Path.of("figures"), false);
    report.measure(others, "small", "jobs / s", Map.of("ours", rates("ours", 1)));
    report.goal(Goal.limit("jobs", new Term("small", "ours", "jobs / s"), 3, true));

    assertThat(report.cases()).isEmpty();
    assertThat(report.table()).doesNotContain("| jobs |");
  }

  @Test
  void put_notANumber_isRefused() {
    assertThatThrownBy(() -> new Figures().put("jobs / s", Double.NaN)).hasMessageContaining("jobs / s is NaN");
  }

  @Test
  void spread_evenAndOdd_haveTheirMedian() {
    assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
    assertThat(Spread.of(List.of(4.0, 1.0)).median()).isEqualTo(2.5);
    assertThat(Spread.percentile(List.of(5.0, 1.0, 2.0, 3.0, 4.0), 0.99)).isEqualTo(5);
    assertThat(Spread.percentile(List.of(2.0, 1.0), 0.5)).isEqualTo(1);
  }
}

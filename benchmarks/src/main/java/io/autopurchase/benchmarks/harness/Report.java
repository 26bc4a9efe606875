package io.autopurchase.benchmarks.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a benchmark has found: settings, cases and goals. For one thread. */
public final class Report {
  /** With more contenders, each has a row instead. */
  private static final int MOST_COLUMNS = 8;

  private final String name;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<Case> cases = new ArrayList<>();
  private final List<Goal> goals = new ArrayList<>();

  /**
   * @param name of the benchmark
   */
  public Report(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  public List<Case> cases() {
    return List.copyOf(cases);
  }

  /**
   * @throws IllegalArgumentException if there is no such case
   */
  public Case inCase(String wanted) {
    return cases.stream().filter(one -> one.name().equals(wanted)).findFirst().orElseThrow(() -> new IllegalArgumentException("no case " + wanted));
  }

  public Map<String, String> settings() {
    return new LinkedHashMap<>(settings);
  }

  public Report setting(String what, String value) {
    settings.put(what, value);
    return this;
  }

  /**
   * Runs all contenders in turn, round after round, unless the options leave the case out.
   *
   * @param contenders by their names
   */
  public void measure(Options options, String caseName, String plotted, Map<String, Case.Run> contenders) throws Exception {
    if (!options.takesCase(caseName)) {
      return;
    }
    Case table = new Case(caseName, plotted);
    Map<String, Figures> warmUps = new LinkedHashMap<>();
    for (int round = options.warmUp() ? 0 : 1; round <= options.rounds(); round++) {
      for (Map.Entry<String, Case.Run> contender : contenders.entrySet()) {
        if (!options.takesContender(contender.getKey())) {
          continue;
        }
        System.err.printf("%s: %s, %s, %s%n", name, caseName, contender.getKey(), round == 0 ? "warm-up" : "round " + round + " of " + options.rounds());
        Machine.awaitQuiet(options.quiet());
        Figures figures = contender.getValue().once(round > 0);
        if (round == 0) {
          warmUps.put(contender.getKey(), figures);
        } else {
          table.add(contender.getKey(), figures);
        }
      }
    }
    // What is counted in the warm-up alone, such as statements, is not a time.
    warmUps.forEach((contender, figures) -> figures.values().forEach((figure, value) -> addCounted(table, contender, figure, value)));
    if (!table.contenders().isEmpty()) {
      cases.add(table);
    }
  }

  private static void addCounted(Case table, String contender, String figure, double value) {
    if (figure.startsWith(Counting.PREFIX)) {
      table.add(contender, new Figures().put(figure.substring(Counting.PREFIX.length()), value));
    }
  }

  public void goal(Goal goal) {
    goals.add(goal);
  }

  /** As Markdown, for people. */
  public String table() {
    StringBuilder text = new StringBuilder("# " + name + "\n");
    settings.forEach((what, value) -> text.append("\n- ").append(what).append(": ").append(value));
    text.append('\n');
    for (Case one : cases) {
      Set<String> figures = new LinkedHashSet<>();
      one.contenders().forEach(contender -> figures.addAll(one.figures(contender).keySet()));
      text.append("\n## ").append(one.name()).append("\n\nMedian (min to max).\n\n");
      List<String> names = List.copyOf(figures);
      boolean wide = one.contenders().size() > MOST_COLUMNS;
      List<String> rows = wide ? one.contenders() : names;
      List<String> columns = wide ? names : one.contenders();
      text.append("| | ").append(String.join(" | ", columns)).append(" |\n|---|").append("---:|".repeat(columns.size())).append('\n');
      for (String row : rows) {
        text.append("| ").append(row).append(" |");
        for (String column : columns) {
          List<Double> values = wide ? one.values(row, column) : one.values(column, row);
          text.append(' ').append(values.isEmpty() ? "" : text(Spread.of(values))).append(" |");
        }
        text.append('\n');
      }
    }
    List<Goal> measured = goals.stream().filter(goal -> goal.measured(cases).isPresent()).toList();
    if (!measured.isEmpty()) {
      text.append("\n## Goals\n\n| goal | bound | measured | met |\n|---|---:|---:|---|\n");
      for (Goal goal : measured) {
        Spread spread = goal.measured(cases).orElseThrow();
        text.append("| ").append(goal.text()).append(" | ").append(goal.boundText()).append(" | ").append(text(spread));
        text.append(" | ").append(goal.isMet(spread) ? "yes" : "no").append(" |\n");
      }
    }
    return text.toString();
  }

  private static String text(Spread spread) {
    String median = Numbers.text(spread.median());
    return spread.min() == spread.max() ? median : median + " (" + Numbers.text(spread.min()) + " to " + Numbers.text(spread.max()) + ")";
  }

  /** For programs: every value of every round. */
  public String asJson() {
    return Json.of(values());
  }

  /** As SVG: one figure of each case. */
  public String asPlot() {
    return Plot.of(this);
  }

  private Map<String, Object> values() {
    Map<String, Object> byCase = new LinkedHashMap<>();
    for (Case one : cases) {
      Map<String, Object> byContender = new LinkedHashMap<>();
      for (String contender : one.contenders()) {
        Map<String, Object> byFigure = new LinkedHashMap<>();
        one.figures(contender)
            .forEach(
                (figure, values) -> {
                  Spread spread = Spread.of(values);
                  byFigure.put(figure, Map.of("median", spread.median(), "min", spread.min(), "max", spread.max(), "rounds", values));
                });
        byContender.put(contender, byFigure);
      }
      byCase.put(one.name(), byContender);
    }
    List<Object> kept = new ArrayList<>();
    for (Goal goal : goals) {
      Optional<Spread> spread = goal.measured(cases);
      spread.ifPresent(
          value ->
              kept.add(
                  Map.of("goal", goal.text(), "bound", goal.boundText(), "median", value.median(), "min", value.min(), "max", value.max(), "met", goal.isMet(value))));
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("benchmark", name);
    all.put("settings", settings);
    all.put("cases", byCase);
    all.put("goals", kept);
    return all;
  }
}

package io.autopurchase.benchmarks.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One table of a benchmark: the rounds of all who take part in it. For one thread. */
public final class Case {
  private final String name;
  private final String plotted;
  private final Map<String, List<Figures>> rounds = new LinkedHashMap<>();

  /** What a run of a contender is. */
  public interface Run {
    /**
     * @param counts false in the round that warms up
     */
    Figures once(boolean counts) throws Exception;
  }

  /**
   * @param plotted the figure that the plot shows
   */
  Case(String name, String plotted) {
    this.name = name;
    this.plotted = plotted;
  }

  public String name() {
    return name;
  }

  String plotted() {
    return plotted;
  }

  public List<String> contenders() {
    return List.copyOf(rounds.keySet());
  }

  void add(String contender, Figures figures) {
    rounds.computeIfAbsent(contender, key -> new ArrayList<>()).add(figures);
  }

  /** Of one contender, each figure with its values in all rounds. */
  public Map<String, List<Double>> figures(String contender) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (Figures figures : rounds.getOrDefault(contender, List.of())) {
      figures.values().forEach((figure, value) -> values.computeIfAbsent(figure, key -> new ArrayList<>()).add(value));
    }
    return values;
  }

  /** In the order of the rounds; empty if there is no such figure. */
  List<Double> values(String contender, String figure) {
    return figures(contender).getOrDefault(figure, List.of());
  }
}

package io.autopurchase.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A figure, or the ratio of two of the same round, and the bound that it is meant to keep.
 *
 * @param above the figure of one contender in a case
 * @param below what it is divided by, round by round; the highest of several contenders counts; empty if it is not a ratio
 * @param bound inclusive
 * @param atLeast whether the bound is a lower one
 */
public record Goal(String text, Term above, List<Term> below, double bound, boolean atLeast) {
  /** One figure of one contender. */
  public record Term(String inCase, String contender, String figure) {}

  public static Goal limit(String text, Term term, double bound, boolean atLeast) {
    return new Goal(text, term, List.of(), bound, atLeast);
  }

  /** Empty if a case or a contender did not run. */
  Optional<Spread> measured(List<Case> cases) {
    List<Double> upper = values(cases, above);
    List<List<Double>> lower = below.stream().map(term -> values(cases, term)).filter(values -> !values.isEmpty()).toList();
    if (upper.isEmpty() || (lower.isEmpty() && !below.isEmpty())) {
      return Optional.empty();
    }
    List<Double> results = new ArrayList<>();
    for (int i = 0; i < upper.size(); i++) {
      double divisor = 1;
      if (!lower.isEmpty()) {
        int round = i;
        divisor = lower.stream().mapToDouble(values -> values.get(Math.min(round, values.size() - 1))).max().orElseThrow();
      }
      results.add(upper.get(i) / divisor);
    }
    return Optional.of(Spread.of(results));
  }

  private static List<Double> values(List<Case> cases, Term term) {
    return cases.stream().filter(one -> one.name().equals(term.inCase())).findFirst().map(one -> one.values(term.contender(), term.figure())).orElse(List.of());
  }

  boolean isMet(Spread spread) {
    return atLeast ? spread.median() >= bound : spread.median() <= bound;
  }

  String boundText() {
    return (atLeast ? ">= " : "<= ") + String.format(Locale.ROOT, "%s", Numbers.text(bound));
  }
}

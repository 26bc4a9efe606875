package io.autopurchase.sandbox.common;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Which requests something happens to, in the order in which the rules were added. Thread-safe.
 *
 * @param <T> what happens
 */
@ThreadSafe
public final class FaultRules<T> {
  /** In place of an API: all of them. */
  public static final String ALL = "*";

  private final List<Rule<T>> rules = new ArrayList<>();

  private static final class Rule<T> {
    private final String api;
    private final T effect;
    private final boolean isExclusive;
    private final String name;
    private final When when;
    private int seen;

    Rule(String api, T effect, boolean isExclusive, String name, When when) {
      this.api = api;
      this.effect = effect;
      this.isExclusive = isExclusive;
      this.name = name;
      this.when = when;
    }
  }

  /** Which of the requests from now on. */
  public static final class When {
    private final IntPredicate test;
    private final String words;

    private When(IntPredicate test, String words) {
      this.test = test;
      this.words = words;
    }

    public static When always() {
      return new When(seen -> true, "");
    }

    /** Only the k-th, from 1. */
    public static When call(int k) {
      return new When(seen -> seen == k, ", call " + k);
    }

    /** The first so many. */
    public static When times(int n) {
      return new When(seen -> seen <= n, ", first " + n);
    }

    /** Each with a probability. */
    public static When probability(double p, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      return new When(seen -> random.nextDouble() < p, ", each with probability " + p);
    }
  }

  /**
   * @param isExclusive whether of such rules only the first that fits a request counts
   */
  public synchronized void add(String api, T effect, boolean isExclusive, String name, When when) {
    rules.add(new Rule<>(api, effect, isExclusive, name, when));
  }

  public synchronized void clear() {
    rules.clear();
  }

  /** The rules in words. */
  public synchronized List<String> describe() {
    return rules.stream().map(rule -> rule.api + ": " + rule.name + rule.when.words + " (" + rule.seen + " seen)").toList();
  }

  /** What happens to the next request to an API. */
  public synchronized List<T> next(String api) {
    List<T> effects = new ArrayList<>();
    boolean hasExclusive = false;
    for (Rule<T> rule : rules) {
      if (rule.api.equals(ALL) || rule.api.equals(api)) {
        rule.seen++;
        if (!(rule.isExclusive && hasExclusive) && rule.when.test.test(rule.seen)) {
          effects.add(rule.effect);
          hasExclusive |= rule.isExclusive;
        }
      }
    }
    return effects;
  }
}

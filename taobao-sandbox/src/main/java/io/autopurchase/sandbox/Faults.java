package io.autopurchase.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/** Which requests go wrong, and how. The rule that was added first wins. Thread-safe. */
public final class Faults {
  private final List<Rule> rules = new ArrayList<>();

  Faults() {}

  /**
   * @param api such as {@code /purchase/order/create}; {@code *} for all
   */
  public On on(String api) {
    return new On(api);
  }

  public synchronized void clear() {
    rules.clear();
  }

  /** The rules in words. */
  public synchronized List<String> describe() {
    return rules.stream().map(rule -> rule.api + ": " + rule.fault.kind() + " (" + rule.seen + " seen)").toList();
  }

  synchronized Optional<Fault> next(String api) {
    Fault result = null;
    for (Rule rule : rules) {
      if (rule.api.equals("*") || rule.api.equals(api)) {
        rule.seen++;
        if (result == null && rule.when.test(rule.seen)) {
          result = rule.fault;
        }
      }
    }
    return Optional.ofNullable(result);
  }

  private synchronized void add(Rule rule) {
    rules.add(rule);
  }

  private static final class Rule {
    private final String api;
    private final IntPredicate when;
    private final Fault fault;
    private int seen;

    Rule(String api, IntPredicate when, Fault fault) {
      this.api = api;
      this.when = when;
      this.fault = fault;
    }
  }

  /** A rule under construction; counts requests from the moment it is added. */
  public final class On {
    private final String api;
    private IntPredicate when = seen -> true;

    private On(String api) {
      this.api = api;
    }

    /** Only the k-th request from now, from 1. */
    public On call(int k) {
      when = seen -> seen == k;
      return this;
    }

    /** The first so many requests from now. */
    public On times(int n) {
      when = seen -> seen <= n;
      return this;
    }

    /** Each request with a probability. */
    public On withProbability(double p, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      when = seen -> random.nextDouble() < p;
      return this;
    }

    public void inject(Fault fault) {
      add(new Rule(api, when, fault));
    }
  }
}

package io.autopurchase.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;

/**
 * Which requests go wrong, and how; and which answers are written otherwise than documented. Of faults the rule that was added
 * first wins; deviations add up. Thread-safe.
 */
@ThreadSafe
public final class Faults {
  private static final String ALL = "*";

  private final Set<String> apis;
  private final List<Rule> rules = new ArrayList<>();

  /**
   * @param apis the paths that there are
   */
  Faults(Set<String> apis) {
    this.apis = apis;
  }

  /** The names of all faults and deviations. */
  public static List<String> names() {
    return Stream.concat(Arrays.stream(Fault.Kind.values()), Arrays.stream(Deviation.values())).map(Enum::name).toList();
  }

  /**
   * @param api such as {@code /purchase/order/create}; {@code *} for all
   * @throws IllegalArgumentException if there is no such API; it names those that there are
   */
  public On on(String api) {
    if (!api.equals(ALL) && !apis.contains(api)) {
      throw new IllegalArgumentException("there is no API \"" + api + "\"; there are *, " + String.join(", ", apis));
    }
    return new On(api);
  }

  public synchronized void clear() {
    rules.clear();
  }

  /** The rules in words. */
  public synchronized List<String> describe() {
    return rules.stream().map(rule -> rule.api + ": " + rule.name() + rule.words + " (" + rule.seen + " seen)").toList();
  }

  /** What happens to the next request to an API. */
  synchronized Plan next(String api) {
    Fault fault = null;
    List<Spelling> spellings = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.api.equals(ALL) || rule.api.equals(api)) {
        rule.seen++;
        if ((rule.fault == null || fault == null) && rule.when.test(rule.seen)) {
          if (rule.fault == null) {
            spellings.add(rule.spelling);
          } else {
            fault = rule.fault;
          }
        }
      }
    }
    return new Plan(Optional.ofNullable(fault), spellings);
  }

  private synchronized void add(Rule rule) {
    rules.add(rule);
  }

  /** What happens to a request: at most one fault, any deviations. */
  record Plan(Optional<Fault> fault, List<Spelling> spellings) {
    /** For the ledger; empty if nothing happens. */
    String name() {
      return Stream.concat(fault.stream().map(it -> it.kind().name()), spellings.stream().map(it -> it.deviation().name()))
          .collect(Collectors.joining(" "));
    }
  }

  /** A deviation and the members that it concerns. */
  record Spelling(Deviation deviation, String field) {}

  private static final class Rule {
    private final String api;
    private final IntPredicate when;
    private final String words;
    @Nullable private final Fault fault;
    @Nullable private final Spelling spelling;
    private int seen;

    Rule(On on, @Nullable Fault fault, @Nullable Spelling spelling) {
      this.api = on.api;
      this.when = on.when;
      this.words = on.words;
      this.fault = fault;
      this.spelling = spelling;
    }

    private String name() {
      if (fault != null) {
        return fault.kind().name();
      }
      return spelling.field().isEmpty() ? spelling.deviation().name() : spelling.deviation() + " " + spelling.field();
    }
  }

  /** A rule under construction; counts requests from the moment it is added. */
  public final class On {
    private final String api;
    private IntPredicate when = seen -> true;
    private String words = "";

    private On(String api) {
      this.api = api;
    }

    /** Only the k-th request from now, from 1. */
    public On call(int k) {
      when = seen -> seen == k;
      words = ", call " + k;
      return this;
    }

    /** The first so many requests from now. */
    public On times(int n) {
      when = seen -> seen <= n;
      words = ", first " + n;
      return this;
    }

    /** Each request with a probability. */
    public On withProbability(double p, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      when = seen -> random.nextDouble() < p;
      words = ", each with probability " + p;
      return this;
    }

    public void inject(Fault fault) {
      add(new Rule(this, fault, null));
    }

    public void deviate(Deviation deviation) {
      deviate(deviation, deviation.field());
    }

    /**
     * @param field the name of the members that it concerns, for the deviations that take one
     */
    public void deviate(Deviation deviation, String field) {
      add(new Rule(this, null, new Spelling(deviation, field)));
    }

    /**
     * Adds a fault, with its own parameters, or a deviation.
     *
     * @throws IllegalArgumentException if there is neither; it names those that there are
     */
    public void add(String name) {
      kind(name).ifPresentOrElse(kind -> inject(kind.fault()), () -> deviate(deviation(name)));
    }

    private void add(Rule rule) {
      Faults.this.add(rule);
    }
  }

  /** A fault by name; empty if it may be a deviation. */
  static Optional<Fault.Kind> kind(String name) {
    return Arrays.stream(Fault.Kind.values()).filter(it -> it.name().equalsIgnoreCase(name)).findFirst();
  }

  /** A deviation by name; an unknown one is an error that names all that there are. */
  static Deviation deviation(String name) {
    return Arrays.stream(Deviation.values())
        .filter(it -> it.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("there is no fault or deviation \"" + name + "\"; there are " + String.join(", ", names())));
  }
}

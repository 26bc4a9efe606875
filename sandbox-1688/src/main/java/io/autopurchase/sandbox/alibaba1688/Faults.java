package io.autopurchase.sandbox.alibaba1688;

import io.autopurchase.sandbox.common.FaultRules;
import io.autopurchase.sandbox.common.Inputs;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final Set<String> apis;
  private final FaultRules<Effect> rules = new FaultRules<>();

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
   * @param api namespace and name, such as {@code com.alibaba.trade/alibaba.trade.cancel}; {@code *} for all
   * @throws IllegalArgumentException if there is no such API; it names those that there are
   */
  public On on(String api) {
    if (!api.equals(FaultRules.ALL) && !apis.contains(api)) {
      throw new IllegalArgumentException("there is no API \"" + api + "\"; there are *, " + String.join(", ", apis));
    }
    return new On(api);
  }

  public void clear() {
    rules.clear();
  }

  /** The rules in words. */
  public List<String> describe() {
    return rules.describe();
  }

  /** What happens to the next request to an API. */
  Plan next(String api) {
    List<Effect> effects = rules.next(api);
    return new Plan(
        effects.stream().flatMap(effect -> Stream.ofNullable(effect.fault())).findFirst(),
        effects.stream().flatMap(effect -> Stream.ofNullable(effect.spelling())).toList());
  }

  /** One of the two. */
  private record Effect(@Nullable Fault fault, @Nullable Spelling spelling) {}

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

  /** A rule under construction; counts requests from the moment it is added. */
  public final class On {
    private final String api;
    private FaultRules.When when = FaultRules.When.always();

    private On(String api) {
      this.api = api;
    }

    /** Only the k-th request from now, from 1. */
    public On call(int k) {
      return when(FaultRules.When.call(k));
    }

    /** The first so many requests from now. */
    public On times(int n) {
      return when(FaultRules.When.times(n));
    }

    /** Each request with a probability. */
    public On withProbability(double p, long seed) {
      return when(FaultRules.When.probability(p, seed));
    }

    On when(FaultRules.When value) {
      when = value;
      return this;
    }

    public void inject(Fault fault) {
      rules.add(api, new Effect(fault, null), true, fault.kind().name(), when);
    }

    public void deviate(Deviation deviation) {
      deviate(deviation, deviation.field());
    }

    /**
     * @param field the name of the members that it concerns, for the deviations that take one
     */
    public void deviate(Deviation deviation, String field) {
      String name = field.isEmpty() ? deviation.name() : deviation + " " + field;
      rules.add(api, new Effect(null, new Spelling(deviation, field)), false, name, when);
    }

    /**
     * Adds a fault, with its own parameters, or a deviation.
     *
     * @throws IllegalArgumentException if there is neither; it names those that there are
     */
    public void add(String name) {
      kind(name).ifPresentOrElse(kind -> inject(kind.fault()), () -> deviate(deviation(name)));
    }
  }

  /** Adds the rule that a script describes. */
  void add(Inputs inputs) {
    String name = inputs.require("fault");
    On on = on(inputs.text("api", FaultRules.ALL)).when(inputs.when());
    Optional<Fault.Kind> kind = kind(name);
    if (kind.isPresent()) {
      on.inject(parameters(inputs, kind.get().fault()));
    } else if (inputs.has("field")) {
      on.deviate(deviation(name), inputs.require("field"));
    } else {
      on.deviate(deviation(name));
    }
  }

  private static Fault parameters(Inputs inputs, Fault fault) {
    Fault result = fault;
    for (String name : new String[] {"status", "seconds", "number"}) {
      result = inputs.has(name) ? result.withNumber(inputs.number(name)) : result;
    }
    result = inputs.has("code") ? result.withCode(inputs.require("code")) : result;
    result = inputs.has("millis") ? result.withTime(Duration.ofMillis(inputs.number("millis"))) : result;
    return inputs.has("workDone") ? result.withWorkDone(inputs.require("workDone").equals("true")) : result;
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

package io.autopurchase.core.booking;

import io.autopurchase.ReservationPlan;
import io.autopurchase.Violation;
import io.autopurchase.benchmarks.contender.MarketProvider;
import io.autopurchase.benchmarks.contender.Shop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Making a plan of 500 lines, and checking it by the rules that need no call of the provider. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PlanCheckBenchmark {
  private static final int LINES = 500;

  private final PlanRules rules = new PlanRules(name -> name, Optional.empty());
  private final MarketProvider market = new MarketProvider(() -> {}, order -> {});
  private final ReservationPlan plan = Shop.plan(1, LINES);

  @Benchmark
  public List<Violation> checkPlan() {
    return rules.violations(plan, market);
  }

  @Benchmark
  public ReservationPlan makePlan() {
    return Shop.plan(1, LINES);
  }
}

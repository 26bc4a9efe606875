package io.autopurchase.core;

import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchase;
import io.autopurchase.core.activity.ActivityRun;
import io.autopurchase.core.runtime.Environment;
import io.autopurchase.core.runtime.FaultPoints;
import io.autopurchase.core.safety.SafetyRules;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityRunner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The engine without threads of its own: a program makes each of its moves, in whatever time its clock shows. For one thread. */
public final class DrivenEngine implements AutoCloseable {
  private static final int PAGE = 100;

  private final Engine engine;
  private final Hand hand;

  private DrivenEngine(Engine engine, Hand hand) {
    this.engine = engine;
    this.hand = hand;
  }

  /**
   * @param options without a dispatcher
   * @param pauseNanos lets that much time pass
   */
  public static DrivenEngine create(EngineOptions.Builder options, LongConsumer pauseNanos) {
    Hand hand = new Hand();
    Environment environment = new Environment(FaultPoints.NONE, SafetyRules.ALL, pauseNanos, false);
    return new DrivenEngine(CoreEngineFactory.start(options.dispatcher(hand).build(), environment), hand);
  }

  public AutoPurchase api() {
    return engine;
  }

  /** One look of the background: begins the synchronizations that are due. */
  public void look() {
    engine.background.look();
  }

  /** One pass of the retention, up to its bound. */
  public void tidy() {
    engine.background.tidy();
  }

  public void deliverEvents() {
    engine.deliverEvents();
  }

  /** The first page of a sweep: what is due now. */
  public List<ActivityId> sweep() {
    return hand.runner.due(Optional.empty(), PAGE);
  }

  /** Runs an activity until it rests. Returns when it is due again. */
  public Optional<Instant> run(ActivityId id) {
    return hand.runner.run(id);
  }

  /** Runs an activity until it rests, and tells how long each of its steps took, in nanoseconds. */
  public void run(ActivityId id, LongConsumer stepNanos) {
    ActivityRun run = engine.runner.begin(id);
    while (!run.isOver()) {
      long start = System.nanoTime();
      engine.runner.step(run);
      stepNanos.accept(System.nanoTime() - start);
    }
  }

  @Override
  public void close() {
    engine.close();
  }

  /** Runs nothing by itself. */
  private static final class Hand implements ActivityDispatcher {
    private ActivityRunner runner;

    @Override
    public void start(ActivityRunner activityRunner) {
      runner = activityRunner;
    }

    @Override
    public void schedule(ActivityId activity, Instant dueAt) {
      // A sweep finds it.
    }

    @Override
    public void close() {
      runner.drain();
    }
  }
}

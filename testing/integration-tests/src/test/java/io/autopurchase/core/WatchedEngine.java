package io.autopurchase.core;

import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchase;
import io.autopurchase.core.runtime.Environment;
import io.autopurchase.core.runtime.Threads;
import io.autopurchase.core.safety.SafetyRules;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.ActivityDispatcher;
import io.autopurchase.spi.ActivityRunner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The real engine, with a watcher that is called when it runs an activity. */
public final class WatchedEngine {
  private WatchedEngine() {}

  /** Is told on the thread that runs the activity, before and after. */
  @FunctionalInterface
  public interface Watch {
    void runs(ActivityId activity, boolean begins);
  }

  /**
   * @param withdrawn the name of a safety rule that does not hold, for a control that must fail; empty for none
   */
  public static AutoPurchase open(EngineOptions.Builder options, String withdrawn, Watch watch) {
    EngineOptions given = options.build();
    ActivityDispatcher dispatcher =
        given.dispatcher().orElseGet(() -> new InProcessDispatcher(given.timeSource(), given.workers(), Threads::daemon));
    Environment environment =
        withdrawn.isEmpty() ? Environment.PRODUCTION : Environment.PRODUCTION.with(without(withdrawn));
    return CoreEngineFactory.start(options.dispatcher(new Watched(dispatcher, watch)).build(), environment);
  }

  private static SafetyRules without(String rule) {
    return switch (rule) {
      case "INTENT_FIRST" ->
          new SafetyRules() {
            @Override
            public void sendAfterCommit(Runnable intend, Runnable send) {
              send.run();
            }
          };
      case "FREE_ONLY_WHEN_CLOSED" ->
          new SafetyRules() {
            @Override
            public boolean isFree(boolean isSeenClosed, boolean isCancellationAccepted) {
              return isSeenClosed || isCancellationAccepted;
            }
          };
      default -> throw new IllegalArgumentException("no control without rule " + rule);
    };
  }

  private record Watched(ActivityDispatcher dispatcher, Watch watch) implements ActivityDispatcher {
    @Override
    public void start(ActivityRunner runner) {
      dispatcher.start(
          new ActivityRunner() {
            @Override
            public Optional<Instant> run(ActivityId activity) {
              watch.runs(activity, true);
              Optional<Instant> next = runner.run(activity);
              watch.runs(activity, false);
              return next;
            }

            @Override
            public List<ActivityId> due(Optional<ActivityId> after, int limit) {
              return runner.due(after, limit);
            }

            @Override
            public String shop() {
              return runner.shop();
            }

            @Override
            public void drain() {
              runner.drain();
            }
          });
    }

    @Override
    public void schedule(ActivityId activity, Instant dueAt) {
      dispatcher.schedule(activity, dueAt);
    }

    @Override
    public void close() {
      dispatcher.close();
    }
  }
}

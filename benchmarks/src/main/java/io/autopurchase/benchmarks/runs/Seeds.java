package io.autopurchase.benchmarks.runs;

import io.autopurchase.ActivityId;
import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.ReservationPlan;
import io.autopurchase.benchmarks.contender.Shop;
import io.autopurchase.benchmarks.harness.Machine;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntFunction;

/** Fills a database with the engine itself, before anything is measured. */
final class Seeds {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int CALLERS = 8;

  private Seeds() {}

  /** Books so many orders, and waits until none of them is at work any more. */
  static void book(AutoPurchase engine, int bookings, int lines) throws Exception {
    IntFunction<ReservationPlan> plans = number -> Shop.plan(number, lines);
    Callers.call(
        CALLERS,
        bookings,
        number -> {
          var unused = engine.book(plans.apply(number));
        });
    awaitRest(engine);
  }

  /** Waits until an activity has ended. */
  static void awaitEnd(AutoPurchase engine, ActivityId id) throws InterruptedException {
    while (!engine.activities().get(id).state().isFinished()) {
      Machine.pause(LOOK.dividedBy(10));
    }
  }

  /** Waits until no activity is at work. */
  static void awaitRest(AutoPurchase engine) throws InterruptedException {
    ActivityQuery atWork =
        ActivityQuery.builder().states(Set.of(ActivityState.QUEUED, ActivityState.RUNNING, ActivityState.WAITING)).page(1, 1).build();
    while (!engine.activities().find(atWork).entries().isEmpty()) {
      Machine.pause(LOOK);
    }
  }
}

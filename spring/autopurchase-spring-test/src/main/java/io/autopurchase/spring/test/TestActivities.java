package io.autopurchase.spring.test;

import io.autopurchase.Activity;
import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchase;
import io.autopurchase.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;

/** Runs activities on the thread of a test. */
public final class TestActivities {
  private static final int MOST_WAITS = 1000;
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private TestActivities() {}

  /**
   * Runs an activity until it has ended, asks a person, or is parked. Whenever it waits, time goes on to what it waits for; no thread sleeps.
   *
   * @param autoPurchase the engine of the test
   * @param time of the test
   * @param id the activity
   * @return the activity as it is then
   * @throws IllegalStateException if it still waits after a thousand waits, as for a session without authorization
   */
  public static Activity run(AutoPurchase autoPurchase, ManualTime time, ActivityId id) {
    for (int wait = 0; wait < MOST_WAITS; wait++) {
      Activity activity = autoPurchase.activities().advance(id);
      if (activity.rests()) {
        return activity;
      }
      Instant until = activity.until().orElse(time.now());
      if (until.isAfter(time.now())) {
        time.advanceTo(until);
      } else {
        time.advance(MOMENT);
      }
    }
    Activity activity = autoPurchase.activities().get(id);
    throw new IllegalStateException("activity " + id + " is " + activity.state() + " after " + MOST_WAITS + " waits, " + activity.reason().map(reason -> "for " + reason).orElse("for no reason"));
  }
}

package io.autopurchase.web.live;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls something again and again, until it is stopped. */
@FunctionalInterface
public interface Ticker {
  /**
   * Begins.
   *
   * @param tick never called by two threads at once
   * @return stops it; a tick that is under way ends
   */
  Runnable start(Runnable tick);

  /** A daemon thread of its own that calls once a second, and that is there only between the start and the stop. */
  static Ticker everySecond() {
    return tick -> {
      ScheduledExecutorService thread =
          Executors.newSingleThreadScheduledExecutor(
              run -> {
                Thread made = new Thread(run, "autopurchase-web-stream");
                made.setDaemon(true);
                return made;
              });
      thread.scheduleWithFixedDelay(tick, 1, 1, TimeUnit.SECONDS);
      return thread::shutdown;
    };
  }
}

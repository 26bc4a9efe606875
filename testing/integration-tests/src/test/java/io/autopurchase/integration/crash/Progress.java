package io.autopurchase.integration.crash;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows how far a suite is, every few seconds, and lets it stop early: at Ctrl-C it is asked to stop, and the process ends, with exit
 * code 130, once the suite has reported what it has. Thread-safe.
 */
final class Progress {
  private static final long EVERY_MILLIS = 3_000;

  /** How long an interrupted suite has to report. */
  private static final long PATIENCE_SECONDS = 30;

  private final String suite;
  private final long planned;
  private final PrintStream out;
  private final long begin = System.nanoTime();
  private final CountDownLatch reported = new CountDownLatch(1);
  private volatile boolean stopped;

  private String campaign = "";
  private long earlierBlows;
  private long earlierOrders;
  private long earlierProblems;
  private long blows;
  private long ordersDone;
  private long problems;

  private Progress(String suite, long planned, PrintStream out) {
    this.suite = suite;
    this.planned = planned;
    this.out = out;
  }

  /** For a campaign without a spectator: it shows nothing, and never stops. */
  static Progress silent() {
    return new Progress("", 0, System.err);
  }

  /**
   * Begins to show the progress of a suite, and to listen to Ctrl-C.
   *
   * @param blows of all its campaigns
   */
  static Progress begin(String suite, long blows) {
    Progress progress = new Progress(suite, blows, System.err);
    Thread shown = new Thread(progress::show, "progress");
    shown.setDaemon(true);
    shown.start();
    Runtime.getRuntime().addShutdownHook(new Thread(progress::stop, "stop"));
    return progress;
  }

  /** Another campaign of the suite begins. */
  synchronized void campaign(String name) {
    campaign = name;
    earlierBlows += blows;
    earlierOrders += ordersDone;
    earlierProblems += problems;
    blows = 0;
    ordersDone = 0;
    problems = 0;
  }

  /** How far the present campaign is. */
  synchronized void at(long blowsDealt, long done, long problemsFound) {
    blows = blowsDealt;
    ordersDone = done;
    problems = problemsFound;
  }

  boolean isStopped() {
    return stopped;
  }

  /** The suite has reported: the process may end. */
  void end() {
    reported.countDown();
  }

  /** The process is about to end: by Ctrl-C, unless the suite has come to its end. */
  private void stop() {
    stopped = true;
    try {
      if (!reported.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        out.println(suite + " has not come to a stop; its figures are lost");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show() {
    try {
      do {
        out.println(line());
      } while (!reported.await(EVERY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized String line() {
    return line(
        campaign.isEmpty() ? suite : suite + ", " + campaign,
        earlierBlows + blows,
        planned,
        earlierOrders + ordersDone,
        earlierProblems + problems,
        (System.nanoTime() - begin) / 1e9);
  }

  /** The rate is that of the orders; the time left goes by the blows. */
  static String line(String what, long blows, long planned, long orders, long problems, double seconds) {
    double rate = seconds > 0 ? orders / seconds : 0;
    long secondsLeft = blows > 0 ? (long) (Math.max(0, planned - blows) * seconds / blows) : 0;
    String left = blows > 0 ? String.format(Locale.ROOT, "%d:%02d", secondsLeft / 60, secondsLeft % 60) : "?";
    return String.format(
        Locale.ROOT, "%s: %d of %d blows dealt, %d orders done, %.1f/s, %s left, %d problems", what, blows, planned, orders, rate, left, problems);
  }
}

package io.autopurchase.simulation;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.annotation.Nullable;

/**
 * Shows how far a long suite is, every few seconds, and lets it stop early: at Ctrl-C it is asked to stop, and the process ends,
 * with exit code 130, once it has told what it has. Thread-safe.
 */
final class Progress {
  private static final long EVERY_MILLIS = 3_000;

  /** How long an interrupted suite has for telling what it has. */
  private static final long PATIENCE_SECONDS = 30;

  /** Shows nothing, and never stops. */
  static final Progress SILENT = new Progress(null);

  @Nullable private final Progress outer;
  private final PrintStream out;
  private final String what;
  private final long total;
  private final long begin = System.nanoTime();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong violations = new AtomicLong();
  private final CountDownLatch told = new CountDownLatch(1);
  private volatile boolean stopped;

  private Progress(@Nullable Progress outer) {
    this.outer = outer;
    out = System.err;
    what = "";
    total = 0;
  }

  private Progress(String what, long total, PrintStream out) {
    outer = null;
    this.what = what;
    this.total = total;
    this.out = out;
  }

  /** Begins to show the progress of a suite of a program, and to listen to Ctrl-C. */
  static Progress begin(String what, long total) {
    Progress progress = new Progress(what, total, System.err);
    Thread shown = new Thread(progress::show, "progress");
    shown.setDaemon(true);
    shown.start();
    Runtime.getRuntime().addShutdownHook(new Thread(progress::stop, "stop"));
    return progress;
  }

  void oneDone() {
    done.incrementAndGet();
  }

  /** Shows at once what was found, so that it can be looked into before the rest is done. */
  void violation(String words) {
    violations.incrementAndGet();
    if (total > 0) {
      out.println(what + ": " + words);
    }
  }

  long done() {
    return done.get();
  }

  boolean isStopped() {
    return outer == null ? stopped : outer.isStopped();
  }

  /** For the work that makes up one unit of this one: it stops with it, and shows nothing. */
  Progress ofOneUnit() {
    return new Progress(this);
  }

  /** The suite has told what it has: the process may end. */
  void end() {
    told.countDown();
  }

  /** The process is about to end: by Ctrl-C, unless the suite has come to its end. */
  private void stop() {
    stopped = true;
    try {
      if (!told.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        out.println(what + " has not come to a stop; its figures are lost");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show() {
    try {
      out.println(line());
      while (!told.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        out.println(line());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String line() {
    return line(what, done.get(), total, violations.get(), (System.nanoTime() - begin) / 1e9);
  }

  static String line(String what, long done, long total, long violations, double seconds) {
    double rate = seconds > 0 ? done / seconds : 0;
    long secondsLeft = rate > 0 ? (long) (Math.max(0, total - done) / rate) : 0;
    String left = rate > 0 ? String.format("%d:%02d", secondsLeft / 60, secondsLeft % 60) : "?";
    return String.format("%s: %d of %d done, %.1f/s, %s left, %d violations", what, done, total, rate, left, violations);
  }
}

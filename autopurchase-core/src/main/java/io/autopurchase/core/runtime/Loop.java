package io.autopurchase.core.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import javax.annotation.Nullable;
import javax.annotation.concurrent.GuardedBy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that repeats a step: after the rest that the step asks for, or as soon as it is woken. */
public final class Loop {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final String name;
  private final ThreadFactory threads;
  private final Supplier<Duration> step;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  @GuardedBy("this")
  @Nullable private Thread thread;

  @GuardedBy("this")
  private boolean woken;

  @GuardedBy("this")
  private boolean ending;

  /**
   * @param step returns how long to rest after it
   */
  public Loop(String name, ThreadFactory threads, Supplier<Duration> step) {
    this.name = name;
    this.threads = Threads.named(name, threads);
    this.step = step;
  }

  public synchronized void start() {
    Thread started = threads.newThread(this::run);
    thread = started;
    started.start();
  }

  /** Ends a rest, also one that is about to begin. Never waits. */
  public synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /** Asks it to end, after one more step. Never waits. */
  public synchronized void end() {
    ending = true;
    notifyAll();
  }

  /** Completed when the thread has ended. */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  public synchronized boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  private void run() {
    try {
      boolean last;
      do {
        last = isEnding();
        rest(attempt());
      } while (!last);
      ended.complete(null);
    } finally {
      // An error that must not be held back goes to the thread's handler; the work is taken on by a successor.
      if (!ended.isDone()) {
        start();
      }
    }
  }

  private Duration attempt() {
    try {
      return step.get();
    } catch (RuntimeException e) {
      log.error("{} failed; it goes on after a pause", name, e);
      return AFTER_FAILURE;
    }
  }

  private synchronized boolean isEnding() {
    return ending;
  }

  private synchronized void rest(Duration time) {
    long millis = time.toMillis();
    try {
      if (millis > 0 && !woken && !ending) {
        wait(millis);
      }
    } catch (InterruptedException e) {
      // The thread that interrupts wants the listener to come back, and has asked for the end before.
    }
    woken = false;
  }
}

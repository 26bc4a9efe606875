package io.autopurchase.examples.operator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Closes what a command has opened, once: at its end, or when the process must stop before. */
final class Shutdown {
  /** How long a command that must stop may take for its last output. */
  private static final long LAST_WORDS_SECONDS = 2;

  private final CountDownLatch stopped;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;
  private Runnable opened;

  private Shutdown(Runnable opened, CountDownLatch stopped, Runnable afterwards) {
    this.opened = opened;
    this.stopped = stopped;
    this.hook = new Thread(() -> stop(afterwards), "shutdown");
  }

  static Shutdown on(Runnable opened, CountDownLatch stopped) {
    return on(opened, stopped, () -> {});
  }

  /**
   * @param opened closes what was opened
   * @param stopped notifies the command's own thread
   * @param afterwards ends the process when it must stop
   */
  static Shutdown on(Runnable opened, CountDownLatch stopped, Runnable afterwards) {
    Shutdown shutdown = new Shutdown(opened, stopped, afterwards);
    Runtime.getRuntime().addShutdownHook(shutdown.hook);
    return shutdown;
  }

  private void stop(Runnable afterwards) {
    stopped.countDown();
    closeOnce();
    try {
      ended.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    afterwards.run();
  }

  /** The end of the command. */
  void close() {
    stopped.countDown();
    closeOnce();
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is stopping already: the hook finds everything closed.
      ended.countDown();
    }
  }

  private synchronized void closeOnce() {
    Runnable last = opened;
    opened = () -> {};
    last.run();
  }
}

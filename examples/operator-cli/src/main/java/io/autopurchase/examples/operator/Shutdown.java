package io.autopurchase.examples.operator;

import java.util.concurrent.CountDownLatch;

/** Closes an engine once: at the end of a command, or when the process is told to stop before. */
final class Shutdown implements AutoCloseable {
  private final Engines.OpenEngine engine;
  private final CountDownLatch stopped;
  private final Thread hook;

  private Shutdown(Engines.OpenEngine engine, CountDownLatch stopped, Runnable afterwards) {
    this.engine = engine;
    this.stopped = stopped;
    this.hook =
        new Thread(
            () -> {
              close();
              afterwards.run();
            },
            "shutdown");
  }

  static Shutdown on(Engines.OpenEngine engine, CountDownLatch stopped) {
    return on(engine, stopped, () -> {});
  }

  /**
   * @param stopped tells the command's own thread
   * @param afterwards ends the process when it was told to stop
   */
  static Shutdown on(Engines.OpenEngine engine, CountDownLatch stopped, Runnable afterwards) {
    Shutdown shutdown = new Shutdown(engine, stopped, afterwards);
    Runtime.getRuntime().addShutdownHook(shutdown.hook);
    return shutdown;
  }

  @Override
  public void close() {
    stopped.countDown();
    synchronized (this) {
      engine.close();
    }
    if (Thread.currentThread() != hook) {
      forget();
    }
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is already stopping: the hook finds everything closed.
      stopped.countDown();
    }
  }
}

package io.autopurchase.benchmarks.harness;

import java.lang.management.ManagementFactory;

/** What this JVM holds. */
public final class Memory {
  private static final double MEBIBYTE = 1 << 20;
  private static final int COLLECTIONS = 3;

  private Memory() {}

  /** Of the heap, what is reachable. Takes some full collections. */
  public static double liveMebibytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBIBYTE;
  }

  public static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  /** Looks again and again how much is reachable. It slows down what it looks at: not for a run whose time counts. */
  public static final class Watch implements AutoCloseable {
    private final double before = liveMebibytes();
    private final Thread thread = new Thread(this::look, "memory watch");
    private volatile boolean ends;
    private volatile double most;

    public Watch() {
      thread.setDaemon(true);
      thread.start();
    }

    private void look() {
      while (!ends) {
        most = Math.max(most, liveMebibytes() - before);
      }
    }

    /** The most that was reachable beyond what was at the beginning, in MiB. Ends the looking. */
    public double most() throws InterruptedException {
      ends = true;
      thread.join();
      return Math.max(0, most);
    }

    @Override
    public void close() {
      ends = true;
    }
  }
}

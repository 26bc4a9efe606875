package io.autopurchase.benchmarks.harness;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The machine that the benchmark runs on, as Linux shows it in {@code /proc}. */
public final class Machine {
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Of {@code /proc/stat} and {@code /proc/PID/stat}; 100 on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Machine() {}

  public static String description() {
    try {
      String model =
          Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .findFirst()
              .orElse(System.getProperty("os.arch"));
      return String.format(
          "%s, %d processors, %d GiB, Linux %s", model, processors(), SYSTEM.getTotalMemorySize() >> 30, System.getProperty("os.version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** CPU time that this JVM has used, in seconds. */
  public static double jvmSeconds() {
    return SYSTEM.getProcessCpuTime() / 1e9;
  }

  /** CPU time that all processes of the machine have used, in seconds. */
  static double busySeconds() {
    try {
      String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).split("\\s+");
      // user nice system idle iowait irq softirq steal
      long busy = 0;
      for (int i = 1; i <= 8; i++) {
        busy += i == 4 || i == 5 ? 0 : Long.parseLong(fields[i]);
      }
      return busy / TICKS_PER_SECOND;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** CPU time of a process; with that of its children that have ended. Zero if it is gone. */
  static double seconds(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
      long ticks = 0;
      for (int i = 11; i <= 14; i++) {
        ticks += Long.parseLong(fields.get(i)); // utime, stime, cutime, cstime
      }
      return ticks / TICKS_PER_SECOND;
    } catch (IOException e) {
      return 0; // it has ended; its parent has its time
    }
  }

  /**
   * Waits until the machine is quiet, two minutes at most. How much others used during a run is one of its figures.
   *
   * @param part of its processors that may be used; nothing is waited for if it is 1
   */
  static void awaitQuiet(double part) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (part < 1 && System.nanoTime() - deadline < 0) {
      double before = busySeconds();
      pause(LOOK);
      if ((busySeconds() - before) / (LOOK.toMillis() / 1e3 * processors()) <= part) {
        return;
      }
    }
  }

  /** Nothing wakes it up earlier. */
  public static void pause(Duration time) throws InterruptedException {
    boolean woken = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    if (woken) {
      throw new IllegalStateException("nothing counts it down");
    }
  }
}

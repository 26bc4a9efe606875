package io.autopurchase.testkit;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A process that takes part in a {@link Contest}, and prints the results of its threads at its end. */
final class CompetingProcess implements AutoCloseable {
  private static final String READY = "ready";
  private static final String GO = "go";
  private static final String END = "end";
  private static final int WARM_UP = 50;

  private final Process process;
  private final BufferedReader out;
  private final ExecutorService watch = Executors.newSingleThreadExecutor(StoreHarness::daemon);

  private CompetingProcess(Process process) {
    this.process = process;
    this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  /**
   * @param args the class of the opener, the location, the last version, the milliseconds within which the next one has to be won
   */
  public static void main(String[] args) throws Exception {
    CrashTarget site = new CrashTarget(Class.forName(args[0]).asSubclass(StoreOpener.class), args[1]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    try (Connections connections = Connections.open(site)) {
      warmUp(connections.stores());
      out.println(READY);
      if (!GO.equals(in.readLine())) {
        return; // the test is gone
      }
      Contest contest = new Contest(connections.stores(), "child", Long.parseLong(args[2]));
      Map<Long, Contest.Tally> tallies = contest.run(Duration.ofMillis(Long.parseLong(args[3]))).tallies();
      StringBuilder lines = new StringBuilder();
      tallies.forEach((version, tally) -> lines.append(version).append(' ').append(tally.attempts()).append(' ').append(tally.wins()).append('\n'));
      out.print(lines);
      out.println(END);
    }
  }

  /** So that the other process, which has run for a while, has not won everything before this one's first commit. */
  private static void warmUp(List<ActivityStore> stores) {
    for (int i = 0; i < WARM_UP; i++) {
      Commit commit = Commit.builder("warm-up-" + i).put(StoreHarness.record("warm-up"), i, StoreHarness.text("x"), 1, new byte[0]).build();
      if (!stores.get(i % stores.size()).commit(commit).isApplied()) {
        throw new IllegalStateException("commit " + i + " of a record that has no other writer was refused");
      }
    }
  }

  /** Two connections to the same data. */
  record Connections(List<StoreOpener> openers, List<ActivityStore> stores) implements AutoCloseable {
    static Connections open(CrashTarget site) throws Exception {
      List<StoreOpener> openers = List.of(CommittingProcess.opener(site), CommittingProcess.opener(site));
      ActivityStore one = openers.get(0).open(site.location(), StoreHarness.SHOP);
      return new Connections(openers, List.of(one, openers.get(1).open(site.location(), StoreHarness.SHOP)));
    }

    @Override
    public void close() {
      stores.forEach(ActivityStore::close);
      openers.forEach(StoreOpener::close);
    }
  }

  /**
   * Starts one, and waits until it has opened the store.
   *
   * @param longestPause of the {@link Contest}, which the process ends by itself, and of opening the store
   */
  static CompetingProcess start(CrashTarget site, long last, Duration longestPause) throws IOException {
    Process process =
        ChildJvm.of(CompetingProcess.class, site.opener().getName(), site.location(), Long.toString(last), Long.toString(longestPause.toMillis())).start();
    ChildErrors.copy(process, System.err);
    CompetingProcess competing = new CompetingProcess(process);
    Future<?> guard =
        competing.watch.submit(
            () -> process.waitFor(longestPause.toMillis(), TimeUnit.MILLISECONDS) ? process : process.destroyForcibly());
    String line = competing.out.readLine();
    guard.cancel(true);
    if (!READY.equals(line)) {
      competing.close();
      throw new AssertionError("the second process has not opened the store; it said: " + line);
    }
    return competing;
  }

  void go() throws IOException {
    process.getOutputStream().write((GO + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
  }

  Contest.Outcome outcome() throws IOException {
    Map<Long, Contest.Tally> tallies = new TreeMap<>();
    String line = out.readLine();
    while (line != null && !line.equals(END)) {
      String[] parts = line.split(" ");
      tallies.put(Long.valueOf(parts[0]), new Contest.Tally(Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
      line = out.readLine();
    }
    if (line == null) {
      throw new AssertionError("the second process ended before it told what it had won");
    }
    return new Contest.Outcome(tallies);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    boolean isInterrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    watch.shutdownNow();
  }
}

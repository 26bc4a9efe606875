package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.ActivityStore;
import io.autopurchase.spi.Commit;
import io.autopurchase.spi.EventFields;
import io.autopurchase.spi.RecordFields;
import io.autopurchase.spi.RecordKey;
import io.autopurchase.spi.StoredEvent;
import io.autopurchase.spi.UniqueName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A process that commits until it is killed, and prints the number of each commit once it is acknowledged. */
final class CommittingProcess {
  private static final String END = ".";

  private CommittingProcess() {}

  /**
   * @param args the class of the opener, the location, the number to begin with
   */
  public static void main(String[] args) throws Exception {
    CrashTarget site = new CrashTarget(Class.forName(args[0]).asSubclass(StoreOpener.class), args[1]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    try (StoreOpener opener = opener(site);
        ActivityStore store = opener.open(site.location(), StoreHarness.SHOP)) {
      // It ends by itself when its reader is gone, so that no process outlives its test.
      for (int number = Integer.parseInt(args[2]); !out.checkError(); number++) {
        if (!store.commit(commit(number)).isApplied()) {
          throw new IllegalStateException("commit " + number + " was refused");
        }
        out.println(number + END);
      }
    }
  }

  /** Runs such a process, kills it in the middle of its work, and returns the numbers that it had printed. */
  static List<Integer> killed(CrashTarget site, int first, int atLeast, Duration deadline)
      throws IOException, InterruptedException {
    Process process = ChildJvm.of(CommittingProcess.class, site.opener().getName(), site.location(), Integer.toString(first)).start();
    ChildErrors.copy(process, System.err);
    ExecutorService watch = Executors.newSingleThreadExecutor(StoreHarness::daemon);
    List<Integer> acknowledged = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      watch.submit(() -> process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS) ? process : process.destroyForcibly());
      String line;
      while ((line = out.readLine()) != null) {
        if (line.endsWith(END)) {
          acknowledged.add(Integer.parseInt(line.substring(0, line.length() - END.length())));
        }
        if (acknowledged.size() == atLeast) {
          // By its handle: the process object would close the stream that still holds acknowledgements.
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.toHandle().destroyForcibly();
      process.waitFor();
      watch.shutdownNow();
    }
    assertThat(acknowledged)
        .as("commits that the process acknowledged before it was killed")
        .hasSizeGreaterThanOrEqualTo(atLeast);
    return acknowledged;
  }

  static StoreOpener opener(CrashTarget site) throws ReflectiveOperationException {
    return site.opener().getConstructor().newInstance();
  }

  static RecordKey key(int number) {
    return StoreHarness.record("r" + number);
  }

  static String eventId(int number) {
    return String.format("e%09d", number);
  }

  /** Of all parts, so that half a commit would show. */
  static Commit commit(int number) {
    String text = Integer.toString(number);
    return Commit.builder("crash-" + number)
        .put(key(number), 0, RecordFields.builder().text(text).build(), 1, StoreHarness.bytes(text))
        .reserve(new UniqueName("line", text, "r" + number))
        .append(new StoredEvent(eventId(number), StoreHarness.NOON, EventFields.none(), 1, StoreHarness.bytes(text)))
        .build();
  }
}

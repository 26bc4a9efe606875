package io.autopurchase.testdatabases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A server under a guard: a shell that waits for the end of its input, which comes when this JVM ends, by whatever cause,
 * and then kills the server and deletes its folder.
 */
final class GuardedProcess {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
  private static final int MOST_LOOKS = 200;

  /**
   * Ctrl-C goes to all processes of a terminal; the guard outlives it, to end what does not. SIGQUIT makes PostgreSQL stop its
   * children at once; the rest is for servers that do not.
   */
  private static final String GUARD =
      "trap '' HUP INT; folder=$1; shift; \"$@\" & server=$!; if ! read -r word; then"
          + " kill -QUIT $server; sleep 1; kill -KILL $server; wait; rm -rf \"$folder\"; fi; wait";

  private final Process guard;
  private final Path log;

  private GuardedProcess(Process guard, Path log) {
    this.guard = guard;
    this.log = log;
  }

  static GuardedProcess start(List<String> command, Path folder) {
    Path log = folder.resolve("server.log");
    List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARD, "guard", folder.toString()));
    guarded.addAll(command);
    try {
      Process guard =
          new ProcessBuilder(guarded)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new GuardedProcess(guard, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitReady(BooleanSupplier ready) {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    int looksWithoutServer = 0;
    while (!ready.getAsBoolean()) {
      boolean ended = hasEndedWithin(50);
      looksWithoutServer = guard.descendants().findAny().isEmpty() ? looksWithoutServer + 1 : 0;
      // One look at the system's processes may miss a living one while many others come and go.
      if (ended || looksWithoutServer > MOST_LOOKS || System.nanoTime() - deadline > 0) {
        kill();
        throw new IllegalStateException("the server does not start: " + tail());
      }
    }
  }

  private boolean hasEndedWithin(long millis) {
    try {
      return guard.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** {@code kill -9} of the server and of all its children; returns when none is left. */
  void kill() {
    // A stopped parent cannot start a child between the listing and the killing.
    guard.children().forEach(server -> signal("STOP", server));
    List<ProcessHandle> all = guard.descendants().toList();
    all.forEach(ProcessHandle::destroyForcibly);
    try {
      guard.getOutputStream().write('\n');
      guard.getOutputStream().close();
      guard.waitFor();
      // The dead children of a dead parent look alive for ever if the first process of a container takes no care of them.
      CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .completeOnTimeout(null, 3, TimeUnit.SECONDS)
          .join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void signal(String name, ProcessHandle process) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String tail() {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - 20), all.size()));
    } catch (IOException e) {
      return "no log at " + log;
    }
  }
}

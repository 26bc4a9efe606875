package io.autopurchase.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/**
 * The standard error of a child process, copied to a stream of this JVM. A child that inherits the file descriptor bypasses what a
 * test runner does with {@code System.err}.
 */
final class ChildErrors {
  private ChildErrors() {}

  /** Copies line by line until the child closes its end; returns the thread that does it. */
  static Thread copy(Process process, PrintStream to) {
    Thread thread =
        StoreHarness.daemon(
            () -> {
              try (BufferedReader lines = process.errorReader()) {
                lines.lines().forEach(to::println);
              } catch (UncheckedIOException | IOException e) {
                to.println("The rest of what the child process wrote is lost: " + e);
              }
            });
    thread.start();
    return thread;
  }
}

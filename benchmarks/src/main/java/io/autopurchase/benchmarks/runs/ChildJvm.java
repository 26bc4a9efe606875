package io.autopurchase.benchmarks.runs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Another JVM with the class path of this one, which says line by line how far it is. Its errors go where those of this one go. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private volatile boolean ending;

  private ChildJvm(Process process) {
    this.process = process;
    output = process.inputReader();
  }

  static ChildJvm start(Class<?> main, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), main.getName()));
    command.addAll(arguments);
    return new ChildJvm(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /**
   * @throws IllegalStateException if it has ended before it said anything more
   */
  String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IllegalStateException("the other JVM has ended too early");
    }
    return line;
  }

  /** Reads on in a thread of its own, until it ends. */
  void follow(Consumer<String> lines) {
    Thread reader = new Thread(() -> read(lines), "child output");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Consumer<String> lines) {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.accept(line);
      }
    } catch (IOException e) {
      // The stream of a process that was killed is closed while it is read.
      if (!ending) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** {@code kill -9}; it is gone when this returns. */
  void kill() throws InterruptedException {
    ending = true;
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    ending = true;
    process.destroyForcibly();
    process.onExit().join();
  }
}

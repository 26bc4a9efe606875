package io.autopurchase.benchmarks.runs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.annotation.Nullable;

/** Another JVM with the class path of this one, which says line by line how far it is. Its errors go where those of this one go. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  @Nullable private Thread reader;

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
    Thread thread = new Thread(() -> output.lines().forEach(lines), "child output");
    thread.setDaemon(true);
    thread.start();
    reader = thread;
  }

  /** {@code kill -9}; when this returns it is gone, and all that it said was read. */
  void kill() throws InterruptedException {
    // By its handle: otherwise what it has said is thrown away.
    process.toHandle().destroyForcibly();
    process.waitFor();
    if (reader != null) {
      reader.join();
    }
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }
}

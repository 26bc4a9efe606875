package io.autopurchase.examples.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** One command in a process of its own, as people run it, to be stopped and killed. */
final class ChildRun implements AutoCloseable {
  private static final long PATIENCE_MINUTES = 10;

  private final Process process;
  private final Path out;
  private final Path err;

  private ChildRun(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * @param settings as system properties
   * @param folder takes what it prints; it is run there
   */
  static ChildRun of(Properties settings, Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    settings.stringPropertyNames().forEach(name -> command.add("-D" + name + "=" + settings.getProperty(name)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), OperatorCli.class.getName()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "child", ".out");
    Path err = Files.createTempFile(folder, "child", ".err");
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    return new ChildRun(process, out, err);
  }

  long pid() {
    return process.pid();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exitCode();
  }

  /** As {@code kill} does, or Ctrl-C; waits for its end. */
  int stop() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      throw new AssertionError("the command does not end; it said " + err());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

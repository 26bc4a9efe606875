package io.autopurchase.examples.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The shop in a process of its own, as a user starts it. */
final class ShopProcess implements AutoCloseable {
  private static final String FIRST = "shop ";

  private final Process process;
  private final BufferedReader output;
  private final Path log;
  private final URI address;

  private ShopProcess(Process process, Path log) throws IOException {
    this.process = process;
    this.log = log;
    output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine(); // ends with the process, if that fails
    if (line == null || !line.startsWith(FIRST)) {
      throw new IllegalStateException("the shop has printed " + line + " and logged:\n" + Files.readString(log));
    }
    address = URI.create(line.substring(FIRST.length()));
  }

  /** On a free port; returns when the shop can be used. */
  static ShopProcess start(Path folder, String... options) throws IOException {
    Path log = Files.createTempFile(folder, "shop", ".log");
    return new ShopProcess(process(folder, log, options), log);
  }

  /** A shop that does not start: its exit code, and what it has logged. */
  static String failure(Path folder, String... options) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "shop", ".log");
    Process process = process(folder, log, options);
    return process.waitFor() + "\n" + Files.readString(log);
  }

  private static Process process(Path folder, Path log, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp",
                System.getProperty("java.class.path"), ShopApplication.class.getName(), "--server.port=0", "--shop.data=" + folder.resolve("data")));
    command.addAll(Arrays.asList(options));
    return new ProcessBuilder(command).directory(folder.toFile()).redirectError(log.toFile()).start();
  }

  URI address() {
    return address;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** As a service manager ends it; what it has printed after its address, and its exit code. */
  String terminate() throws IOException, InterruptedException {
    process.toHandle().destroy(); // destroy() of the process itself would close its output
    StringBuilder rest = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      rest.append(line).append('\n');
    }
    return rest.toString() + process.waitFor();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}

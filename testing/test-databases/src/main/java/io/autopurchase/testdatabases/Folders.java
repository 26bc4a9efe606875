package io.autopurchase.testdatabases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the servers' programs and data lie. */
final class Folders {
  private Folders() {}

  /** Unpacked programs; they stay for the next JVM. */
  static Path programs() {
    Path folder =
        Path.of(System.getProperty("java.io.tmpdir"), "autopurchase-test-databases-" + System.getProperty("user.name"));
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  interface Work<T> {
    T run() throws Exception;
  }

  /** Does something with the programs while no other process does. */
  static synchronized <T> T alone(Work<T> work) {
    try (FileChannel channel =
            FileChannel.open(programs().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IllegalStateException("no lock");
      }
      return work.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a database server cannot be prepared", e);
    }
  }

  /** Copies a folder with its permissions. */
  static void copy(Path from, Path to) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("cp", "-a", from.toString(), to.toString()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    if (process.waitFor() != 0) {
      throw new IOException(from + " cannot be copied to " + to + ": " + output);
    }
  }

  /** Deletes a folder and all in it; does nothing if there is none. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

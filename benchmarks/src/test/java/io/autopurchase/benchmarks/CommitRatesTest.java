package io.autopurchase.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It runs; how fast is not asked here. */
class CommitRatesTest {
  @Test
  void measure_shortly_noCommitFails(@TempDir Path folder) {
    CommitRates rates = new CommitRates(Duration.ofMillis(50), 1);

    assertThatCode(() -> rates.measure("H2", "jdbc:h2:file:" + folder.resolve("data"), "sa")).doesNotThrowAnyException();
  }
}

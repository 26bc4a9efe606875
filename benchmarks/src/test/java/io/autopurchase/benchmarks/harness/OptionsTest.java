package io.autopurchase.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  private static final Path FOLDER = Path.of("figures");

  @Test
  void parse_known_areTaken() {
    Options options = Options.parse(List.of("--rounds", "3", "--scale", "0.5", "--cases", "32", "--contenders", "bare", "--quiet", "1"), FOLDER);

    assertThat(options.rounds()).isEqualTo(3);
    assertThat(options.scaled(200, 8)).isEqualTo(100);
    assertThat(options.takesCase("32 in flight")).isTrue();
    assertThat(options.takesCase("8 in flight")).isFalse();
    assertThat(options.takesContender("bare rows")).isTrue();
    assertThat(Options.parse(List.of("--short"), FOLDER).scaled(200, 16)).isEqualTo(16);
  }

  @ParameterizedTest
  @CsvSource({
    "--round 3, unknown option --round",
    "--rounds, --rounds needs a value",
    "--rounds many, '--rounds needs a number, not many'",
    "--rounds 0, '--rounds must be from 1.0 to 1000.0, not 0.0'",
    "--scale NaN, '--scale must be from 1.0E-6 to 1.0, not NaN'",
    "--scale 2, '--scale must be from 1.0E-6 to 1.0, not 2.0'",
    "--cases (, --cases needs a regular expression"
  })
  void parse_wrong_isRefusedByName(String arguments, String message) {
    assertThatThrownBy(() -> Options.parse(List.of(arguments.split(" ")), FOLDER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}

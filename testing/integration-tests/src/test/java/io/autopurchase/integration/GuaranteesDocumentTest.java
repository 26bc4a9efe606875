package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each promise, and each function of the manual, has its test. */
class GuaranteesDocumentTest {
  private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)(?:\\.(\\w+))?`");
  private static final Pattern RULE = Pattern.compile("`([A-Z]+(?:_[A-Z]+)+)`");

  @ParameterizedTest
  @ValueSource(strings = {"guarantees.md", "manual-coverage.md"})
  void tests_thatThePageNames_exist(String name) throws IOException {
    Map<String, Path> sources = sources();
    Matcher named = TEST.matcher(page(name));
    int count = 0;
    while (named.find()) {
      assertThat(sources).containsKey(named.group(1) + ".java");
      if (named.group(2) != null) {
        assertThat(sources.get(named.group(1) + ".java")).content().contains("void " + named.group(2) + "(");
      }
      count++;
    }
    assertThat(count).isGreaterThan(20);
  }

  @Test
  void manual_hasEachOfItsFunctions() throws IOException {
    String page = page("manual-coverage.md");
    for (int number = 1; number <= 51; number++) {
      assertThat(page).contains("\n| " + number + " | ");
    }
  }

  @Test
  void rules_thatThePageNames_exist() throws IOException {
    String rules = Files.readString(sources().get("WithdrawnRule.java"));
    Matcher named = RULE.matcher(page("guarantees.md"));
    int count = 0;
    while (named.find()) {
      assertThat(rules).contains("  " + named.group(1));
      count++;
    }
    assertThat(count).isGreaterThan(5);
  }

  private static String page(String name) throws IOException {
    return Files.readString(PROJECT.resolve("docs").resolve(name));
  }

  private static Map<String, Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(PROJECT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .collect(Collectors.toMap(file -> file.getFileName().toString(), file -> file, (a, b) -> a, TreeMap::new));
    }
  }
}

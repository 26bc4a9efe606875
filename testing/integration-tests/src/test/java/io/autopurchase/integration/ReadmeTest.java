package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the README compiles as it stands there, and its dependencies are those of this build. */
class ReadmeTest {
  private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern SQLITE = Pattern.compile("<artifactId>sqlite-jdbc</artifactId><version>([^<]+)</version>");

  @TempDir
  Path folder;

  @Test
  void program_compilesWithoutAWarning() throws IOException {
    List<String> blocks = BLOCK.matcher(readme()).results().map((MatchResult block) -> block.group(1)).toList();
    String program =
        "import io.autopurchase.*;\nimport io.autopurchase.store.jdbc.JdbcActivityStore;\nimport java.net.URI;\nimport java.nio.file.Path;\n"
            + "class Readme {\n  Activity run(URI callbackUrl, String keptState) {\n"
            + String.join("", blocks)
            + "    return booking;\n  }\n}\n";
    assertThat(blocks).hasSize(3);
    assertThat(Snippets.compile(Map.of("Readme", program), folder)).isEmpty();
  }

  @Test
  void driver_isTheOneThatThisBuildTests() throws IOException {
    var version = SQLITE.matcher(readme());

    assertThat(version.find()).isTrue();
    assertThat(Files.readString(PROJECT.resolve("pom.xml"))).contains("<sqlite.version>" + version.group(1) + "</sqlite.version>");
  }

  private static String readme() throws IOException {
    return Files.readString(PROJECT.resolve("README.md"));
  }
}

package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
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
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter words = new StringWriter();
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Readme.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return program;
          }
        };

    boolean isCompiled;
    try (var files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      isCompiled =
          compiler
              .getTask(
                  words, files, null,
                  List.of("-d", folder.toString(), "-proc:none", "-Xlint:all,-classfile,-path", "-Werror", "-cp", System.getProperty("java.class.path")),
                  null, List.of(source))
              .call();
    }

    assertThat(blocks).hasSize(3);
    assertThat(isCompiled).as(words.toString()).isTrue();
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

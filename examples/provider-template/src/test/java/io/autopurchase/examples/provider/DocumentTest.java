package io.autopurchase.examples.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/implementing-a-provider.md} shows is what is compiled and run here. */
class DocumentTest {
  private static final Path DOCUMENT = Path.of("..", "..", "docs", "implementing-a-provider.md");
  private static final Pattern SNIPPET = Pattern.compile("```(?:java|xml)\\R(.*?)```", Pattern.DOTALL);

  @Test
  void document_everySnippet_isFoundInTheExample() throws IOException {
    List<String> snippets =
        SNIPPET.matcher(Files.readString(DOCUMENT)).results().map((MatchResult match) -> match.group(1)).toList();
    String sources = sources();

    assertThat(snippets).hasSizeGreaterThan(10).allSatisfy(snippet -> assertThat(sources).contains(plain(snippet)));
  }

  private static String sources() throws IOException {
    try (Stream<Path> files = Stream.concat(Stream.of(Path.of("pom.xml")), Files.walk(Path.of("src")))) {
      return files.filter(Files::isRegularFile).map(DocumentTest::read).collect(Collectors.joining());
    }
  }

  private static String read(Path file) {
    try {
      return plain(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without indentation and empty lines. */
  private static String plain(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}

package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The project uses the words of its glossary, and not the private ones that it once had. */
class VocabularyTest {
  private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path LIST =
      Path.of("src/test/resources/io/autopurchase/integration/words-to-avoid.txt").toAbsolutePath();

  private static final List<String> TEXTS = List.of(".java", ".md", ".properties", "pom.xml", "/check", "/run");

  private record Word(String word, Pattern pattern, String instead, List<String> exceptions) {
    static Word of(String line) {
      String[] parts = line.split("\\|", -1);
      String word = parts[0].strip();
      List<String> exceptions = parts.length > 2 ? Stream.of(parts[2].split(",")).map(String::strip).toList() : List.of();
      return new Word(word, anyOf(Stream.of(word)), parts[1].strip(), exceptions);
    }

    boolean isIn(String file, String text) {
      return exceptions.stream().noneMatch(file::contains) && pattern.matcher(text).find();
    }
  }

  @Test
  void sourcesAndPages_useTheGlossarysWords() throws IOException {
    List<Word> words = Files.readAllLines(LIST).stream().filter(line -> !line.startsWith("#")).map(Word::of).toList();
    Pattern any = anyOf(words.stream().map(Word::word)); // most lines have none of them
    List<String> found = new ArrayList<>();
    for (Path file : texts()) {
      String name = PROJECT.relativize(file).toString();
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (!any.matcher(lines.get(i)).find()) {
          continue;
        }
        for (Word word : words) {
          if (word.isIn(name, lines.get(i))) {
            found.add(name + ":" + (i + 1) + " says '" + word.word() + "'; use: " + word.instead());
          }
        }
      }
    }

    assertThat(words).hasSizeGreaterThan(20);
    assertThat(found).isEmpty();
  }

  private static Pattern anyOf(Stream<String> words) {
    String choice = words.map(word -> word.replace(" ", "\\s+")).collect(Collectors.joining("|"));
    return Pattern.compile("(?i)\\b(?:" + choice + ")\\b");
  }

  private static List<Path> texts() throws IOException {
    try (Stream<Path> modules = Files.list(PROJECT)) {
      return modules.filter(path -> !path.endsWith(".git")).flatMap(VocabularyTest::textsBelow).toList();
    }
  }

  private static Stream<Path> textsBelow(Path start) {
    try {
      return Files.walk(start)
          .filter(file -> TEXTS.stream().anyMatch(file.toString()::endsWith))
          .filter(file -> !file.toString().contains("/target/") && !file.toString().contains("/node_modules/"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

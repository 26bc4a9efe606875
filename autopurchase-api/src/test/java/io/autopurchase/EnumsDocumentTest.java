package io.autopurchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A host must know that a later release may add a constant. */
class EnumsDocumentTest {
  private static final Pattern ENUM = Pattern.compile("(/\\*\\*(?:(?!\\*/).)*\\*/)\\s+public enum (\\w+)", Pattern.DOTALL);

  /** An input is taken or not. */
  private static final Set<String> COMPLETE = Set.of("Severity");

  @Test
  void enumsForHosts_sayThatASwitchNeedsADefault() throws IOException {
    List<String> silent = new ArrayList<>();
    int found = 0;
    for (String source : sources()) {
      for (Matcher each = ENUM.matcher(source); each.find(); found++) {
        boolean says = each.group(1).replaceAll("[\\s*]+", " ").contains("More may come: a switch needs a default.");
        if (!says && !COMPLETE.contains(each.group(2))) {
          silent.add(each.group(2));
        }
      }
    }

    assertThat(found).isGreaterThan(10);
    assertThat(silent).isEmpty();
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/java/io/autopurchase"))) {
      return files.filter(file -> file.toString().endsWith(".java")).map(EnumsDocumentTest::text).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

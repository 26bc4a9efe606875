package io.autopurchase.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guides show the code of this module, which is compiled and run. */
class GuidesTest {
  private static final Pattern BLOCK = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
  private static final List<String> SOURCES = List.of("main/java/%s/Shop.java", "test/java/%s/ShopTest.java", "test/java/%s/OrderDeskTest.java", "test/java/%s/ShopAtSandbox.java");

  @ParameterizedTest
  @ValueSource(strings = {"getting-started.md", "testing-your-shop.md"})
  void codeOfGuide_isThatOfTheExample(String page) throws IOException {
    StringBuilder sources = new StringBuilder();
    for (String source : SOURCES) {
      sources.append(Files.readString(Path.of("src", source.formatted("io/autopurchase/examples/embedded"))));
    }
    List<String> blocks = BLOCK.matcher(Files.readString(Path.of("../../docs", page))).results().map((MatchResult block) -> block.group(1)).toList();

    assertThat(blocks).isNotEmpty().allSatisfy(block -> assertThat(sources).contains(block));
  }
}

package io.autopurchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void version_isTheOneOfTheBuild() throws IOException {
    Matcher parent =
        Pattern.compile("<artifactId>autopurchase-parent</artifactId>\\s*<version>([^<]+)</version>").matcher(Files.readString(Path.of("pom.xml")));
    assertThat(parent.find()).isTrue();

    assertThat(AutoPurchase.version()).isEqualTo(parent.group(1));
  }
}

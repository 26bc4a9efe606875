package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.spi.ActivityDispatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example of the documentation keeps the contract. */
class SmallDispatcherTest extends ActivityDispatcherContract {
  @Override
  protected ActivityDispatcher dispatcher() {
    return new SmallDispatcher();
  }

  @Test
  void documentation_holdsTheExample_asItIsCompiled() throws IOException {
    String source = Files.readString(Path.of("src/test/java/io/autopurchase/testkit/SmallDispatcher.java"));
    String example = source.substring(source.indexOf("/** A complete dispatcher"));
    assertThat(Files.readString(Path.of("../docs/implementing-a-dispatcher.md"))).contains(example);
  }
}

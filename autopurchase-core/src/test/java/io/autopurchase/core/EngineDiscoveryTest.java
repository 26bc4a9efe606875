package io.autopurchase.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.AutoPurchase;
import io.autopurchase.ConfigurationException;
import io.autopurchase.engine.EngineFactory;
import io.autopurchase.engine.EngineOptions;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose hands the secrets come into does not depend on what stands first on a class path. */
class EngineDiscoveryTest {
  @TempDir Path folder;

  /** An engine that no host has asked for. */
  public static final class Stranger implements EngineFactory {
    @Override
    public AutoPurchase create(EngineOptions options) {
      throw new AssertionError("a stranger was given " + options);
    }
  }

  @Test
  void build_twoEngines_isRefusedNamingBothAndTheirPlaces() throws IOException {
    try (URLClassLoader loader = withService(Stranger.class.getName())) {
      assertThatThrownBy(() -> AutoPurchase.builder().classLoader(loader).build())
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(Stranger.class.getName() + " of file:")
          .hasMessageContaining(CoreEngineFactory.class.getName() + " of file:");
    }
  }

  @Test
  void build_sameEngineFoundTwice_isOne() throws IOException {
    try (URLClassLoader loader = withService(CoreEngineFactory.class.getName())) {
      assertThatThrownBy(() -> AutoPurchase.builder().classLoader(loader).build())
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("a store is required");
    }
  }

  @Test
  void build_engineThatCannotBeLoaded_isRefused() throws IOException {
    try (URLClassLoader loader = withService("no.such.Engine")) {
      assertThatThrownBy(() -> AutoPurchase.builder().classLoader(loader).build())
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("no.such.Engine");
    }
  }

  private URLClassLoader withService(String name) throws IOException {
    Path file = folder.resolve("META-INF/services/" + EngineFactory.class.getName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, name + "\n");
    assertThat(file).exists();
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, EngineDiscoveryTest.class.getClassLoader());
  }
}

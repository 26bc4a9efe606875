package io.autopurchase.benchmarks.contender;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions of the peers, as the build has them. */
final class Versions {
  private Versions() {}

  static String of(String group, String artifact) {
    try (InputStream stream = Versions.class.getResourceAsStream("/io/autopurchase/benchmarks/versions.properties")) {
      if (stream == null) {
        throw new IllegalStateException("the build has not written the versions of the peers");
      }
      Properties versions = new Properties();
      versions.load(stream);
      String version = versions.getProperty(group + "." + artifact);
      if (version == null || version.startsWith("$")) {
        throw new IllegalStateException("the version of " + group + ":" + artifact + " is not known");
      }
      return version;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.autopurchase.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireOnceTest {
  @TempDir static Path folder;

  private static WireOnce once;

  @BeforeAll
  static void makeCertificate() throws Exception {
    once = WireOnce.create(folder);
  }

  static List<WireOnce.Case> cases() {
    return WireOnce.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void post_serverFails_atMostOneRequestOnTheWire(WireOnce.Case one) throws IOException {
    assertThat(once.run(one)).isEmpty();
  }

  /** Properties with which a host makes the JDK's own clients send again, or send elsewhere. */
  @Test
  void main_hostWithTemptingProperties_atMostOneRequestOnTheWire() throws Exception {
    List<String> properties =
        List.of(
            "-Djdk.httpclient.enableAllMethodRetry=true",
            "-Dsun.net.http.retryPost=true",
            "-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=1", "-Dhttp.nonProxyHosts=",
            "-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=1", "-DsocksProxyHost=127.0.0.1", "-DsocksProxyPort=1");

    assertThat(run(Path.of(System.getProperty("java.home")), properties)).endsWith(" 0 wrong");
  }

  @Test
  void main_java25_atMostOneRequestOnTheWire() throws Exception {
    Optional<Path> java25 = java25();
    assumeTrue(java25.isPresent(), "no Java 25 beside this Java, and none in JAVA_25_HOME");

    assertThat(run(java25.get(), List.of())).startsWith("java 25: ").endsWith(" 0 wrong");
  }

  private static String run(Path java, List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), WireOnce.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset()).strip();
      process.waitFor();
      System.out.println(said);
      return said.substring(Math.max(0, said.indexOf("java ")));
    } finally {
      process.destroyForcibly();
    }
  }

  private static Optional<Path> java25() throws IOException {
    String told = System.getenv("JAVA_25_HOME");
    if (told != null) {
      return Optional.of(Path.of(told));
    }
    try (Stream<Path> neighbours = Files.list(Path.of(System.getProperty("java.home")).toRealPath().getParent())) {
      for (Path home : neighbours.toList()) {
        Path release = home.resolve("release");
        if (Files.isExecutable(home.resolve("bin/java")) && Files.isRegularFile(release) && Files.readString(release).contains("JAVA_VERSION=\"25")) {
          return Optional.of(home);
        }
      }
    }
    return Optional.empty();
  }
}

package io.autopurchase.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ChildErrorsTest {
  @Test
  void copy_childWritesToStandardError_streamHasItAll() throws Exception {
    ByteArrayOutputStream copied = new ByteArrayOutputStream();
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version").start();

    ChildErrors.copy(process, new PrintStream(copied, true, StandardCharsets.UTF_8)).join();

    assertThat(copied.toString(StandardCharsets.UTF_8)).contains("version", "Runtime Environment");
    assertThat(process.waitFor()).isZero();
  }
}

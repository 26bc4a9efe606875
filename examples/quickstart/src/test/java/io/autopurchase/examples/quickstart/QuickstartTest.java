package io.autopurchase.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.sandbox.TaobaoSandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program as its users do: in a process of its own, which may be killed. */
class QuickstartTest {
  @TempDir
  private Path folder;

  @Test
  void main_killedWhileItBooks_goesOnAndBuysOnce() throws Exception {
    Process first = start();
    String line = "";
    try (BufferedReader out = first.inputReader()) {
      while (line != null && !line.contains("WAITING") && !line.contains("66 %")) {
        line = out.readLine();
      }
      first.destroyForcibly().waitFor();
    }
    assertThat(line).as("the booking is under way").isNotNull();

    String second = output(start());

    assertThat(second).contains("Going on where the last run stopped.", "128.50 CNY, AWAITING_SHIPMENT");
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void main_startedAgainWhenDone_dealsWithTheNextOrderAndAsksWhereWanted() throws Exception {
    String first = output(start());
    String second = output(start("--ask"));

    assertThat(first).as("nothing comes before the first step").startsWith("1. Session taobao/our-buyer-nick is authorized.");
    assertThat(first).contains("line 53-1", "128.50 CNY, AWAITING_SHIPMENT").doesNotContain("PRICE_INCREASED");
    // Without a terminal a policy answers.
    assertThat(second).contains("PRICE_INCREASED", "line 54-1", "138.50 CNY, AWAITING_SHIPMENT");
    assertThat(orders()).isEqualTo(2);
  }

  @Test
  void main_at1688_booksPaysAndLooksAgain() throws Exception {
    String output = output(start("--1688", "--ask"));

    assertThat(output).startsWith("1. Session 1688/our-buyer-nick is authorized.").contains("PRICE_INCREASED", "line 1053-1", "138.50 CNY, AWAITING_SHIPMENT");
    assertThat(orders()).as("at Taobao").isZero();
  }

  @Test
  void main_unknownOption_isRefusedWithTheUsage() throws Exception {
    Process process = start("--asks");
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(output).contains("Usage: quickstart [--ask] [--1688]");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void resource_isTheSampleOrderOfTheExamples() throws IOException {
    try (InputStream resource = SampleOrder.class.getResourceAsStream("order.json")) {
      assertThat(resource).hasBinaryContent(Files.readAllBytes(Path.of("../orders/order-ORD-0000000053.json")));
    }
  }

  private int orders() {
    try (TaobaoSandbox marketplace =
        TaobaoSandbox.builder().data(folder.resolve("quickstart-data/marketplace.json")).start()) {
      return marketplace.ledger().orders().size();
    }
  }

  private Process start(String... arguments) throws IOException {
    ProcessBuilder process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Quickstart.class.getName());
    process.command().addAll(List.of(arguments));
    return process.directory(folder.toFile()).redirectErrorStream(true).start();
  }

  private static String output(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}

package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.core.BookingProcess;
import io.autopurchase.sandbox.Ledger;
import io.autopurchase.sandbox.Repeat;
import io.autopurchase.sandbox.TaobaoSandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that books dies before and after each commit and each call, and is started again: there is exactly one order,
 * and the purchase is recorded. The marketplace makes a second order of a repeated id, so that a blind repeat would show.
 */
@Execution(ExecutionMode.CONCURRENT)
class KillTest {
  private static final int DEAD = 137;
  private static final Semaphore PROCESSES = new Semaphore(10);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void book_processDiesAtPoint_oneOrderAfterRestart(int point, @TempDir Path folder) throws Exception {
    try (TaobaoSandbox sandbox = TaobaoSandbox.builder().repeat(Repeat.DUPLICATE).start()) {
      run(sandbox, folder, 0, code(sandbox));

      assertThat(run(sandbox, folder, point, "-").exit()).as("the process dies at point %d", point).isEqualTo(DEAD);
      Ended second = run(sandbox, folder, 0, "-");

      assertThat(second.exit()).as(second.output()).isZero();
      List<Ledger.Order> orders = sandbox.ledger().orders();
      assertThat(orders).hasSize(1);
      assertThat(second.output()).contains("purchase " + orders.get(0).purchaseId());
    }
  }

  private record Ended(int exit, String output) {}

  private static Ended run(TaobaoSandbox sandbox, Path folder, int dieAt, String code) throws Exception {
    PROCESSES.acquire();
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx192m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  BookingProcess.class.getName(),
                  folder.toString(),
                  sandbox.restUrl().toString(),
                  Integer.toString(dieAt),
                  code)
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
      return new Ended(process.exitValue(), output);
    } finally {
      PROCESSES.release();
    }
  }

  private static String code(TaobaoSandbox sandbox) throws IOException, InterruptedException {
    URI page =
        URI.create(
            sandbox.authorizeUrl()
                + "?response_type=code&client_id=123456&redirect_uri=http://localhost/callback&auto=true");
    String location =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding())
            .headers()
            .firstValue("Location")
            .orElseThrow();
    return location.substring(location.indexOf("code=") + 5);
  }
}

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
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that books dies before and after each commit and each call, and another engine is started on its database: there is
 * exactly one order, and the purchase is recorded. The marketplace makes a second order of a repeated id, so that a blind repeat would show.
 */
@Execution(ExecutionMode.CONCURRENT)
class KillTest {
  private static final Semaphore PROCESSES = new Semaphore(10);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void book_processDiesAtPoint_oneOrderAfterRestart(int point, @TempDir Path folder) throws Exception {
    try (TaobaoSandbox sandbox = TaobaoSandbox.builder().repeat(Repeat.DUPLICATE).start()) {
      String gateway = sandbox.restUrl().toString();
      BookingProcess.authorize(folder, gateway, code(sandbox));

      Ended killed = run(folder, gateway, point);
      assertThat(killed.exit()).as("the process dies at point %d: %s", point, killed.output()).isEqualTo(BookingProcess.DEAD);
      String bought = BookingProcess.book(folder, gateway);

      assertThat(sandbox.ledger().orders()).extracting(Ledger.Order::purchaseId).containsExactly(bought);
    }
  }

  private record Ended(int exit, String output) {}

  private static Ended run(Path folder, String gateway, int dieAt) throws Exception {
    PROCESSES.acquire();
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xmx192m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  BookingProcess.class.getName(),
                  folder.toString(),
                  gateway,
                  Integer.toString(dieAt))
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output);
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

package io.autopurchase.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that others wrote in another language for the same gateway software, with its own signer and its own way to send
 * parameters, works against the sandbox. Nothing is downloaded: the package must be in npm's cache.
 */
class LazadaApiTest {
  private static final String PACKAGE = "lazada-api@2.6.0";

  /** Orders by POST (parameters in the query, and again in a JSON body), finds it by GET; then with a wrong secret. */
  private static final String SCRIPT =
      """
      const [base, token, order] = process.argv.slice(2);
      const { get, post } = require('lazada-api/lib/LazadaRequest');
      const heard = promise => promise.then(answer => answer, error => error.error || error);
      (async () => {
        const created = await heard(post(base, '123456', 'helloworld', '/purchase/order/create', token, JSON.parse(order)));
        const found = await heard(get(base, '123456', 'helloworld', '/purchase/orders/query', token,
            { outer_purchase_id: '采购-1', page_no: '1', page_size: '10' }));
        const forged = await heard(get(base, '123456', 'wrong', '/purchase/orders/query', token, {}));
        console.log('ANSWERS ' + JSON.stringify([created, found, forged]));
      })();
      """;

  @TempDir private Path folder;

  @Test
  void otherClient_ordersAndFinds_isUnderstood() throws Exception {
    String npm = System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";
    assumeTrue(run(List.of(npm, "--version")) == 0 && run(List.of("node", "--version")) == 0, "skipped: there is no npm here");
    int installed = run(List.of(npm, "install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder.toString(), PACKAGE));
    assumeTrue(installed == 0, "skipped: npm's cache holds no " + PACKAGE + " (the README tells how to put it there)");
    Files.writeString(folder.resolve("client.js"), SCRIPT);
    try (TaobaoSandbox sandbox = TaobaoSandbox.builder().start()) {
      String token = Client.withoutToken(sandbox).call("/auth/token/create", Map.of("code", sandbox.authorize("shop"))).path("access_token").asText();
      String order = Client.JSON.writeValueAsString(Client.order("采购-1", Client.ITEM));

      assertThat(run(List.of("node", "client.js", sandbox.restUrl().toString(), token, order))).as(this::output).isZero();

      JsonNode answers = answers();
      assertThat(answers.path(0).at("/data/outer_purchase_id").asText()).isEqualTo("采购-1");
      assertThat(answers.path(1).at("/data/purchase_orders/0/purchase_id").asText()).isEqualTo(sandbox.ledger().orders().get(0).purchaseId());
      assertThat(answers.path(2).path("code").asText()).isEqualTo("IncompleteSignature");
      assertThat(sandbox.ledger().anomalies()).isEqualTo(Map.of(new Ledger.Anomaly(Client.CREATE, "purchase_amount is not what the lines cost"), 1L));
    }
  }

  private JsonNode answers() {
    String line = output().lines().filter(it -> it.startsWith("ANSWERS ")).findFirst().orElse("");
    assertThat(line).as(this::output).isNotEmpty();
    return Client.json(line.substring("ANSWERS ".length()));
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("output"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The exit code; -1 if there is no such command, or it does not end. */
  private int run(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output").toFile())
              .start();
      try {
        return process.waitFor(10, TimeUnit.MINUTES) ? process.exitValue() : -1;
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return -1;
    }
  }
}

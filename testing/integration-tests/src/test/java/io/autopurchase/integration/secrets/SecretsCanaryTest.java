package io.autopurchase.integration.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.sandbox.Ledger;
import io.autopurchase.sandbox.TaobaoSandbox;
import io.autopurchase.testdatabases.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All secrets of a whole run hold a random text. Then everything that the run has left behind is searched for it: logs at
 * their finest, both output streams, failures, events, journals, every object that a host gets to see, names of threads, URLs
 * at the gateway, and the database, byte by byte or value by value. In the same run other texts are leaked on purpose by each of these ways and
 * in each encoding; the search counts only if it finds all of them.
 */
class SecretsCanaryTest {
  @TempDir Path folder;

  @Test
  void wholeRun_sqliteOnDisk_noSecretIsFoundAnywhere() throws Exception {
    Canary secret = Canary.random();
    Map<String, Canary> leaks = leaks();
    Map<String, byte[]> evidence = run(secret, leaks, folder.resolve("shop.db").toString());

    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("shop.")).toList()) {
        evidence.put("database file " + file.getFileName(), Files.readAllBytes(file));
      }
    }
    search(evidence, secret, leaks);
  }

  @Test
  void wholeRun_postgres_noSecretIsFoundAnywhere() throws Exception {
    Canary secret = Canary.random();
    Map<String, Canary> leaks = leaks();
    try (TestDatabase database = TestDatabase.sharedPostgres()) {
      Map<String, byte[]> evidence = run(secret, leaks, database.url() + "?user=" + database.user());

      evidence.put("database rows", rows(database));
      search(evidence, secret, leaks);
    }
  }

  /** Every value of every row of every table, as bytes if it is made of bytes, and as text. */
  private static byte[] rows(TestDatabase database) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int values = 0;
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet names = connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
        while (names.next()) {
          tables.add(names.getString("TABLE_NAME"));
        }
      }
      assertThat(tables).hasSizeGreaterThan(3);
      for (String table : tables) {
        try (ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
          while (row.next()) {
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
              if (row.getObject(column) instanceof byte[] bytes) {
                all.write(bytes);
              }
              all.write((row.getString(column) + "\n").getBytes(StandardCharsets.UTF_8));
              values++;
            }
          }
        }
      }
    }
    assertThat(values).isGreaterThan(500);
    return all.toByteArray();
  }

  private void search(Map<String, byte[]> evidence, Canary secret, Map<String, Canary> leaks) throws IOException {
    leaks.forEach((way, leak) -> assertThat(leak.hits(evidence)).as("planted by %s, in %s", way, evidence.keySet()).isNotEmpty());
    assertThat(secret.hits(evidence)).isEmpty();
    for (String line : Files.readAllLines(folder.resolve("keys"))) {
      String key = line.substring(line.indexOf(' ') + 1);
      assertThat(Canary.of(key).hits(evidence)).as("a key of the key ring").isEmpty();
    }
  }

  private static Map<String, Canary> leaks() {
    return CanaryHost.WAYS.stream().collect(Collectors.toMap(way -> way, way -> Canary.random(), (a, b) -> a, LinkedHashMap::new));
  }

  private Map<String, byte[]> run(Canary secret, Map<String, Canary> leaks, String database) throws Exception {
    String appSecret = "app-secret-" + secret.text();
    try (TaobaoSandbox sandbox =
        TaobaoSandbox.builder()
            .app("123456", appSecret, "http://localhost/callback")
            .tokenPrefix(secret.text())
            .quotesTokens(true)
            .start()) {
      Map<String, byte[]> evidence = new LinkedHashMap<>();
      Process process = start(sandbox, database, appSecret, leaks);
      try {
        assertThat(process.waitFor(15, TimeUnit.MINUTES)).as("the run ends").isTrue();
      } finally {
        process.destroyForcibly();
      }
      evidence.put("standard output", Files.readAllBytes(folder.resolve("out")));
      evidence.put("standard error", Files.readAllBytes(folder.resolve("err")));
      String errors = new String(evidence.get("standard error"), StandardCharsets.UTF_8);
      assertThat(process.exitValue()).as(() -> errors.substring(Math.max(0, errors.length() - 4000))).isZero();
      assertThat(errors).as("the log is at its finest").contains("FINE").contains("TRACE");
      assertThat(Files.readString(folder.resolve("out"))).contains("failures 18");
      evidence.put("objects", Files.readAllBytes(folder.resolve("evidence")));
      evidence.put("URLs", urls(sandbox).getBytes(StandardCharsets.UTF_8));
      return evidence;
    }
  }

  private static String urls(TaobaoSandbox sandbox) {
    List<Ledger.Call> calls = sandbox.ledger().calls();
    assertThat(calls).extracting(Ledger.Call::api).contains("/auth/token/refresh", "/purchase/order/create", "/purchase/orders/query");
    return calls.stream().map(Ledger.Call::toString).collect(Collectors.joining("\n"));
  }

  private Process start(TaobaoSandbox sandbox, String database, String appSecret, Map<String, Canary> leaks)
      throws IOException {
    Path logging = folder.resolve("logging.properties");
    Files.writeString(
        logging,
        String.join(
            "\n",
            "handlers=java.util.logging.ConsoleHandler",
            "java.util.logging.ConsoleHandler.level=ALL",
            ".level=INFO",
            "okhttp3.level=ALL",
            "org.postgresql.level=ALL",
            "io.autopurchase.level=ALL"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-Djava.util.logging.config.file=" + logging,
                "-cp",
                System.getProperty("java.class.path"),
                CanaryHost.class.getName(),
                sandbox.restUrl().toString(),
                database,
                folder.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("APP_SECRET", appSecret);
    leaks.forEach((way, leak) -> builder.environment().put(way, leak.text()));
    return builder.redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile()).start();
  }
}

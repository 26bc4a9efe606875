package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.Activity;
import io.autopurchase.AuthorizationRequest;
import io.autopurchase.AutoPurchase;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.sandbox.TaobaoSandbox;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the README compiles as it stands there and buys, and its dependencies are those of this build. */
class ReadmeTest {
  private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern SQLITE = Pattern.compile("<artifactId>sqlite-jdbc</artifactId><version>([^<]+)</version>");
  private static final String CALLBACK = "https://shop.example/taobao";
  private static final String KEY = "654321";
  private static final String SECRET = "a secret of this test";

  @TempDir
  Path folder;

  @Test
  void program_compilesWithoutAWarning() throws IOException {
    String program =
        "import io.autopurchase.*;\nimport io.autopurchase.sandbox.TaobaoSandbox;\nimport io.autopurchase.store.jdbc.JdbcActivityStore;\n"
            + "import java.net.URI;\nimport java.nio.file.Path;\nclass Readme {\n  Activity run(URI callbackUrl, String keptState) {\n"
            + String.join("", blocks())
            + "    return booking;\n  }\n}\n";
    assertThat(Snippets.compile(Map.of("Readme", program), folder)).isEmpty();
  }

  /** With the account of a marketplace in this process, and files in a folder that is removed. */
  @Test
  void program_run_buysAndShowsTheOrder() throws Exception {
    try (TaobaoSandbox marketplace = TaobaoSandbox.builder().app(KEY, SECRET, CALLBACK).account("our-buyer-nick").start()) {
      List<String> blocks = blocks();
      String program =
          "import io.autopurchase.*;\nimport io.autopurchase.store.jdbc.JdbcActivityStore;\nimport java.net.URI;\nimport java.nio.file.Path;\n"
              + "public class Readme {\n"
              + "  public static void run(java.util.function.Function<AuthorizationRequest, URI> owner,\n"
              + "      java.util.function.BiConsumer<AutoPurchase, Activity> host) {\n"
              + replaced(replaced(blocks.get(0), "\"app-key\", \"…\"", "\"app-key\", \"" + KEY + "\").set(\"gateway\", \"" + marketplace.restUrl() + "\""),
                      "Secret.of(\"…\")", "Secret.of(\"" + SECRET + "\")")
                  .replace("Path.of(\"", "Path.of(\"" + folder + "/")
              + replaced(blocks.get(1), "Session session", "URI callbackUrl = owner.apply(request);\nString keptState = request.state();\nSession session")
              + blocks.get(2)
              + "    try (autoPurchase) {\n      host.accept(autoPurchase, booking);\n    }\n  }\n}\n";
      assertThat(Snippets.compile(Map.of("Readme", program), folder)).isEmpty();

      Function<AuthorizationRequest, URI> owner =
          request -> URI.create(CALLBACK + "?code=" + marketplace.authorize("our-buyer-nick") + "&state=" + request.state());
      try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
        Method run = loader.loadClass("Readme").getMethod("run", Function.class, BiConsumer.class);
        run.invoke(null, owner, (BiConsumer<AutoPurchase, Activity>) ReadmeTest::assertIsBought);
      }
      assertThat(marketplace.ledger().orders()).hasSize(1);
    }
  }

  private static void assertIsBought(AutoPurchase autoPurchase, Activity booking) {
    Activity ended = autoPurchase.activities().whenResting(booking.id()).toCompletableFuture().join();
    assertThat(ended.succeeded()).as("%s", ended.journal()).isTrue();
    assertThat(autoPurchase.purchases().ofOrder("ORD-0000000053")).extracting(Purchase::group).containsExactly(PurchaseGroup.PURCHASED);
  }

  /** Replaces what must be there. */
  private static String replaced(String text, String old, String replacement) {
    assertThat(text).containsOnlyOnce(old);
    return text.replace(old, replacement);
  }

  @Test
  void driver_isTheOneThatThisBuildTests() throws IOException {
    var version = SQLITE.matcher(readme());

    assertThat(version.find()).isTrue();
    assertThat(readme()).as("of the block for Gradle").contains("'org.xerial:sqlite-jdbc:" + version.group(1) + "'");
    assertThat(Files.readString(PROJECT.resolve("pom.xml"))).contains("<sqlite.version>" + version.group(1) + "</sqlite.version>");
  }

  /** The engine, the account, the order. */
  private static List<String> blocks() throws IOException {
    List<String> blocks = BLOCK.matcher(readme()).results().map((MatchResult block) -> block.group(1)).toList();
    assertThat(blocks).hasSize(4);
    return blocks;
  }

  private static String readme() throws IOException {
    return Files.readString(PROJECT.resolve("README.md"));
  }
}

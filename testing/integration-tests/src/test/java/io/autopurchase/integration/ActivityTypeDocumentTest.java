package io.autopurchase.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new type of activity is what the page says: one package, and the lines that it names. */
class ActivityTypeDocumentTest {
  private static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("```(java|diff)\n *// (\\S+/src/main/java/(\\S+)\\.java)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TEXTS = Pattern.compile("```properties\n# (\\S+/src/main/resources/(\\S+))\n(.*?)```", Pattern.DOTALL);

  private static final String DEMO =
      """
      package io.autopurchase.core;

      import io.autopurchase.Activity;
      import io.autopurchase.AutoPurchase;
      import io.autopurchase.Messages;
      import io.autopurchase.Money;
      import io.autopurchase.SessionId;
      import io.autopurchase.testkit.FakeProvider;
      import io.autopurchase.testkit.ManualTime;
      import java.util.Locale;

      public final class Demo {
        private static final SessionId BUYER = new SessionId("fake", "our-buyer");

        private Demo() {}

        public static String run() {
          FakeProvider provider = new FakeProvider("fake");
          provider.price("4711", Money.cny("12.00"));
          try (AutoPurchase autoPurchase =
              AutoPurchase.builder()
                  .store(new InMemoryActivityStore())
                  .discoverProviders(false)
                  .provider(provider)
                  .timeSource(new ManualTime())
                  .workers(0)
                  .build()) {
            autoPurchase.sessions().startAuthorization(BUYER);
            autoPurchase.sessions().completeAuthorizationWithCode(BUYER, "code");
            Activity check = ((Engine) autoPurchase).checkPrice(BUYER, "4711");
            Activity done = autoPurchase.activities().advance(check.id());
            String russian = Messages.in(Locale.forLanguageTag("ru")).text(done.journal().get(0));
            return done.type() + " " + done.state() + " " + done.journal().get(0).message() + ", " + russian;
          }
        }
      }
      """;

  @Test
  void page_whatItAdds_isBuiltIntoTheEngineAndRuns(@TempDir Path folder) throws Exception {
    String page = Files.readString(PROJECT.resolve("docs/adding-an-activity-type.md"));
    Map<String, String> sources = sources(page);
    sources.put("io.autopurchase.core.Demo", DEMO);
    writeTexts(page, folder);

    assertThat(Snippets.compile(sources, folder)).isEmpty();

    try (URLClassLoader built = new URLClassLoader(classPath(folder), ClassLoader.getPlatformClassLoader())) {
      assertThat(built.loadClass("io.autopurchase.core.Demo").getMethod("run").invoke(null))
          .isEqualTo("PRICE_CHECK COMPLETED 4711 costs 12.00 CNY, 4711 стоит 12.00 CNY");
    }
  }

  /** The new files, and the changed ones as they are afterwards. */
  private static Map<String, String> sources(String page) throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    List<String> changed = new ArrayList<>();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      String name = block.group(3).replace('/', '.');
      if (block.group(1).equals("java")) {
        sources.put(name, block.group(4));
      } else {
        changed.add(block.group(2));
        sources.put(name, changed(Files.readString(PROJECT.resolve(block.group(2))), block.group(4)));
      }
    }
    assertThat(changed).as("files that are changed").doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(3);
    return sources;
  }

  /** The bundles as they are afterwards. */
  private static void writeTexts(String page, Path folder) throws IOException {
    Matcher block = TEXTS.matcher(page);
    while (block.find()) {
      Path bundle = folder.resolve(block.group(2));
      Files.createDirectories(bundle.getParent());
      Files.writeString(bundle, Files.readString(PROJECT.resolve(block.group(1))) + "\n" + block.group(3));
    }
  }

  private static String changed(String source, String change) {
    String result = source;
    for (String hunk : change.split("@@\n")) {
      String before = lines(hunk, line -> !line.startsWith("+"));
      assertThat(result).as("where the page changes it").containsOnlyOnce(before);
      result = result.replace(before, lines(hunk, line -> true));
    }
    return result;
  }

  private static String lines(String hunk, Predicate<String> which) {
    return hunk.lines().filter(which).map(line -> line.isEmpty() ? "" : line.substring(1)).collect(Collectors.joining("\n", "", "\n"));
  }

  private static URL[] classPath(Path first) throws IOException {
    List<URL> urls = new ArrayList<>(List.of(first.toUri().toURL()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}

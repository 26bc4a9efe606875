package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.autopurchase.ActivityId;
import io.autopurchase.AutoPurchase;
import io.autopurchase.sandbox.TaobaoSandbox;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.TestSocketUtils;

/** The project of the guide works as the guide says, and the guide shows this project. */
class GuideTest {
  private static final Path GUIDE = Path.of("../../docs/embed-in-spring-boot.md");
  private static final Path PROJECT = Path.of("../spring-boot-3");

  @TempDir
  private Path folder;

  private final HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).followRedirects(HttpClient.Redirect.NORMAL).build();

  /** As a person does it: sign in on the console, then buy, then look. */
  @Test
  void project_buysAtTheSandbox() throws Exception {
    int port = TestSocketUtils.findAvailableTcpPort();
    String shop = "http://localhost:" + port;
    try (ConfigurableApplicationContext context =
        SpringApplication.run(
            ShopApplication.class,
            "--server.port=" + port,
            "--marketplace.port=" + TestSocketUtils.findAvailableTcpPort(),
            "--spring.datasource.url=jdbc:h2:file:" + folder.resolve("shop"),
            "--autopurchase.keys=file:" + folder.resolve("keys"),
            "--autopurchase.providers.taobao.callback=" + shop + "/autopurchase/sessions/callback/taobao",
            "--spring.main.banner-mode=off",
            "--logging.level.root=warn")) {
      TaobaoSandbox marketplace = context.getBean(TaobaoSandbox.class);
      String between = post(shop, "/autopurchase/sessions/begin", "provider=taobao&login=our-buyer");
      Matcher provider = Pattern.compile("href=\"(http://[^\"]*/oauth/authorize[^\"]*)\"").matcher(between);
      assertThat(provider.find()).as("a link to the marketplace in %s", between).isTrue();
      String back = get(provider.group(1).replace("&amp;", "&") + "&auto=true&nick=our-buyer");
      assertThat(back).contains("The session is authorized.");

      String activity = post(shop, "/orders/ORD-1", "");
      AutoPurchase autoPurchase = context.getBean(AutoPurchase.class);
      assertThat(autoPurchase.activities().whenResting(new ActivityId(activity)).toCompletableFuture().join().succeeded()).isTrue();

      assertThat(get(shop + "/orders/ORD-1")).contains("PURCHASED");
      assertThat(get(shop + "/autopurchase/activities")).contains("ORD-1");
      assertThat(marketplace.ledger().orders()).hasSize(1);
    } finally {
      Files.deleteIfExists(Path.of("data/marketplace.json"));
      Files.deleteIfExists(Path.of("data"));
    }
  }

  @Test
  void guide_showsThisProject() throws IOException {
    String guide = Files.readString(GUIDE);
    for (String file : List.of("pom.xml", "src/main/resources/application.properties", "src/main/resources/schema.sql", "src/main/java/com/example/shop/ShopApplication.java")) {
      List<String> lines = Files.readAllLines(PROJECT.resolve(file)).stream().filter(line -> !line.contains("for the build of the library")).toList();
      assertThat(guide).as("the file %s", file).contains("\n" + String.join("\n", lines) + "\n```");
    }
  }

  @Test
  void guide_saysWhatIsOtherOnBoot4() throws IOException {
    String four = Files.readString(Path.of("../spring-boot-4/pom.xml"));
    for (String word : List.of("4.1.2", "autopurchase-spring-boot-4-starter", "spring-boot-starter-webmvc")) {
      assertThat(four).contains(word);
      assertThat(Files.readString(GUIDE)).contains(word);
    }
  }

  @Test
  void ownCode_hasAtMostFortyLines() throws IOException {
    long lines =
        Files.readAllLines(PROJECT.resolve("src/main/java/com/example/shop/ShopApplication.java")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("import ") && !line.startsWith("package "))
            .count();
    assertThat(lines).isLessThanOrEqualTo(40);
  }

  private String get(String address) throws IOException, InterruptedException {
    return browser.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  private String post(String shop, String path, String form) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(shop + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(form, StandardCharsets.UTF_8))
            .build();
    return browser.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}

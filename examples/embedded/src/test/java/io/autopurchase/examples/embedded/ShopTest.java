package io.autopurchase.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autopurchase.ProviderSettings;
import io.autopurchase.Secret;
import io.autopurchase.sandbox.TaobaoSandbox;
import java.io.IOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses the shop as a browser and the marketplace do. */
class ShopTest {
  private static final int MOST_LINES = 40;
  private static final String ITEM = "42602653803";

  @TempDir
  private Path folder;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).followRedirects(HttpClient.Redirect.ALWAYS).build();
  private TaobaoSandbox marketplace;
  private Shop shop;
  private URI url;

  @BeforeEach
  void open() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    url = URI.create("http://127.0.0.1:" + port);
    marketplace = TaobaoSandbox.builder().app("123456", "helloworld", url + "/callback").buildingDelay(Duration.ZERO).start();
    ProviderSettings settings =
        ProviderSettings.builder()
            .set("gateway", marketplace.restUrl().toString())
            .set("app-key", "123456")
            .secret("app-secret", Secret.of("helloworld"))
            .set("callback", url + "/callback")
            .set("visibility-lag", "1")
            .build();
    shop = new Shop(folder, settings, port);
  }

  @AfterEach
  void close() {
    shop.close();
    marketplace.close();
  }

  @Test
  void aDayOfTheShop() throws Exception {
    JsonNode session = get(json.readTree(get(url + "/sign-in").toString()).textValue() + "&auto=true&nick=our-buyer");
    assertThat(session.get("state").textValue()).isEqualTo("ACTIVE");

    marketplace.catalog().setPrice(ITEM, 13_850);
    get(url + "/book/ORD-1");
    JsonNode asking = await("/activities/ORD-1", page -> page.at("/entries/0/question").isObject()).at("/entries/0");
    assertThat(asking.at("/question/code").textValue()).isEqualTo("PRICE_INCREASED");
    assertThat(get(url + "/orders/ORD-1").at("/0/group").textValue()).isEqualTo("IN_PROGRESS");

    get(url + "/answer/" + asking.get("id").textValue() + "/" + asking.at("/question/id").textValue() + "/ACCEPT_PRICE");
    JsonNode line = await("/orders/ORD-1", lines -> lines.at("/0/group").textValue().equals("PURCHASED")).get(0);
    assertThat(line.at("/cost/amount").textValue()).isEqualTo("138.50");

    String order = line.get("providerOrderId").textValue();
    marketplace.messages().sendTo(URI.create(url + "/webhook"));
    marketplace.site().pay(order);
    await("/orders/ORD-1", lines -> lines.at("/0/status").textValue().equals("AWAITING_SHIPMENT"));
  }

  @Test
  void badInput_isAnsweredWithItsCode() throws Exception {
    assertThat(get(url + "/callback?code=x&state=forged").get("code").textValue()).isEqualTo("INVALID_STATE");
    assertThat(get(url + "/book/ORD-1").get("code").textValue()).isEqualTo("NOT_FOUND");
    HttpRequest forged = HttpRequest.newBuilder(URI.create(url + "/webhook")).POST(HttpRequest.BodyPublishers.ofString("{}")).build();
    assertThat(browser.send(forged, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(400);
  }

  @Test
  void program_hasFortyLines() throws IOException {
    List<String> source = Files.readAllLines(Path.of("src/main/java/io/autopurchase/examples/embedded/Shop.java"));
    int start = source.indexOf("public final class Shop implements AutoCloseable {");

    assertThat(
            source.subList(start, source.size()).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.matches("[{}();]+|/\\*\\*.*|\\*.*|@Override|try \\{")))
        .hasSizeLessThanOrEqualTo(MOST_LINES);
  }

  /** What a page shows, once it shows it. */
  private JsonNode await(String page, Predicate<JsonNode> wanted) throws Exception {
    JsonNode shown = get(url + page);
    while (!wanted.test(shown)) {
      new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
      shown = get(url + page);
    }
    return shown;
  }

  private JsonNode get(String address) throws IOException, InterruptedException {
    HttpResponse<String> answer = browser.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    return json.readTree(answer.body());
  }
}

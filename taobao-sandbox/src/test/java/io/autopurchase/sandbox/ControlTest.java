package io.autopurchase.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.autopurchase.sandbox.common.Html;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control API, the page, and the file. */
class ControlTest {
  private final TaobaoSandbox sandbox = TaobaoSandbox.builder().account("shop").start();
  private final Client client = Client.of(sandbox, "shop");
  @TempDir private Path folder;

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void faults_unknownName_answerNamesTheKnown() {
    JsonNode error = client.control("/sandbox/faults", "{\"fault\":\"NONSENSE\"}");

    assertThat(error.path("error").asText()).contains("NONSENSE", "GZIP_BOMB", "UNKNOWN_STATUS");
  }

  @Test
  void faults_everyNameOverHttp_listedWithItsDescription() {
    for (String name : Faults.names()) {
      assertThat(client.control("/sandbox/faults", "{\"fault\":\"" + name + "\",\"api\":\"/product/get\",\"call\":1}").path("rules").isArray()).isTrue();
    }

    JsonNode faults = client.control("/sandbox/faults", "");
    assertThat(faults.path("rules")).hasSize(Faults.names().size());
    assertThat(faults.path("known").findValuesAsText("name")).isEqualTo(Faults.names());
    assertThat(faults.path("known").findValuesAsText("description")).doesNotContain("");
  }

  @Test
  void faults_unknownApi_refusedWithThoseThatThereAre() {
    JsonNode error = client.control("/sandbox/faults", "{\"fault\":\"RESET\",\"api\":\"purchase/order/create\"}");

    assertThat(error.path("error").asText()).contains("\"purchase/order/create\"", "*, ", Client.CREATE, Client.QUERY);
    assertThat(client.control("/sandbox/faults", "").path("rules")).isEmpty();
  }

  @Test
  void faults_added_answerHasTheRulesOnly() {
    JsonNode added = client.control("/sandbox/faults", "{\"fault\":\"RESET\"}");

    assertThat(added.fieldNames()).toIterable().containsExactly("rules");
    assertThat(added.path("rules")).singleElement().asString().contains("*: RESET");
  }

  @Test
  void items_listed_showWhatCanBeOrderedNow() {
    sandbox.catalog().setSku("610010010004", "5001003", 4290, 7);

    JsonNode shirt = item(client.control("/sandbox/items", ""), "610010010004");

    assertThat(shirt.path("onSale").asBoolean()).isTrue();
    assertThat(shirt.path("seller").asText()).isEqualTo("四季服饰");
    JsonNode variant = shirt.path("variants").path(2);
    assertThat(variant.path("skuId").asText()).isEqualTo("5001003");
    assertThat(variant.path("price").asLong()).isEqualTo(4290);
    assertThat(variant.path("quantity").asInt()).isEqualTo(7);
    String page = client.send(HttpRequest.newBuilder(sandbox.restUrl().resolve("/"))).body();
    assertThat(page).contains("610010010004", "5001003", "42.90");
  }

  private static JsonNode item(JsonNode items, String id) {
    for (JsonNode item : items) {
      if (item.path("itemId").asText().equals(id)) {
        return item;
      }
    }
    throw new AssertionError(id + " is not among " + items);
  }

  @Test
  void fault_withItsParameters_takesThem() {
    client.control("/sandbox/faults", "{\"api\":\"" + Client.QUERY + "\",\"fault\":\"HTTP_STATUS\",\"status\":503,\"times\":1}");
    client.control("/sandbox/faults", "{\"api\":\"" + Client.QUERY + "\",\"fault\":\"NULLED_FIELD\",\"field\":\"data\"}");

    assertThat(sandbox.faults().describe()).last().isEqualTo(Client.QUERY + ": NULLED_FIELD data (0 seen)");
    assertThat(client.post(Client.QUERY, client.signed(Client.QUERY, Map.of())).statusCode()).isEqualTo(503);
    assertThat(client.call(Client.QUERY, Map.of()).path("data").isNull()).isTrue();
  }

  @Test
  void orders_byHandPaidShippedRefunded_overHttp() {
    String id = client.control("/sandbox/orders", "{\"itemId\":\"" + Client.ITEM + "\",\"quantity\":1}").path(0).asText();
    client.control("/sandbox/orders", "");
    client.control("/sandbox/orders/" + id + "/pay", "{}");
    JsonNode order = client.control("/sandbox/orders/" + id + "/ship", "carrier=SF&number=SF1");
    String sub = order.at("/0/lines/0/subOrderId").asText();
    String refund = client.control("/sandbox/refunds", "{\"subOrderId\":\"" + sub + "\"}").path("refundId").asText();
    client.control("/sandbox/refunds/" + refund, "{\"status\":100}");

    JsonNode after = client.control("/sandbox/orders", "").path(0);
    assertThat(after.path("status").asText()).isEqualTo("TRADE_CLOSED");
    assertThat(after.at("/lines/0/trackings/0").asText()).isEqualTo("SF1");
    assertThat(client.control("/sandbox/orders/" + id + "/pay", "{}").path("error").asText()).contains("TRADE_CLOSED");
    assertThat(client.control("/sandbox/orders/1/pay", "{}").path("error").asText()).contains("no order 1");
  }

  @Test
  void settings_setByName_unknownIsRefused() {
    assertThat(client.control("/sandbox/settings", "{\"cancelDelayMillis\":1500}").path("cancelDelayMillis").asText()).isEqualTo("1500");
    assertThat(client.control("/sandbox/settings", "{\"nonsense\":1}").path("error").asText()).contains("nonsense", "cancelDelayMillis");
    assertThat(client.control("/sandbox/settings", "{\"messageUrl\":\"nowhere\"}").path("error").asText()).contains("messageUrl");
    assertThat(client.control("/sandbox/settings", "{\"repeat\":\"SOMETIMES\"}").path("error").asText()).contains("repeat");
  }

  @Test
  void page_hostileTexts_areEscaped() {
    sandbox.catalog().add("77", "<script>alert(1)</script>", "a\"b<i>", 100, 5);
    sandbox.site().placeByHand("<b>shop</b>", "77", "", 1);
    client.call(Client.QUERY, Map.of("<img>", "x"));

    String page = client.send(HttpRequest.newBuilder(sandbox.restUrl().resolve("/"))).body();

    assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;b&gt;shop", "&lt;img&gt; is unknown");
    assertThat(page).doesNotContain("<script", "<i>", "<img>");
  }

  @Test
  void page_form_comesBackToThePage() {
    String id = sandbox.site().placeByHand("shop", Client.ITEM, "", 1);
    sandbox.ledger().orders();

    HttpResponse<String> done = post("/sandbox/orders/" + id + "/pay", "back=1");
    HttpResponse<String> refused = post("/sandbox/orders/" + id + "/pay", "back=1");

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(done.headers().firstValue("Location")).contains("/");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("WAIT_SELLER_SEND_GOODS");
  }

  private HttpResponse<String> post(String path, String form) {
    return client.send(
        HttpRequest.newBuilder(sandbox.restUrl().resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  @Test
  void readme_tellsOfEverySettingFaultAndDeviation() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    assertThat(Fault.Kind.values()).allSatisfy(fault -> assertThat(readme).contains("| `" + fault + "` | " + fault.description()));
    assertThat(Deviation.values()).allSatisfy(it -> assertThat(readme).contains("| `" + it + "` | " + it.description() + " |"));
    assertThat(new Settings().descriptions()).allSatisfy((name, text) -> assertThat(readme).contains("| `" + name + "` | " + text + " |"));
  }

  @Test
  void readme_listsTheDefaultCatalogueAndThePaths() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    for (Catalog.Item item : sandbox.catalog().items()) {
      assertThat(item.variants())
          .allSatisfy(
              it -> {
                String sku = it.skuId().isEmpty() ? " " : " `" + it.skuId() + "` ";
                String name = "| `" + item.itemId() + "` |" + sku + "| ";
                String rest = " | " + item.seller() + " | " + Html.yuan(it.price()) + " | " + it.quantity() + " |";
                assertThat(readme).containsPattern(Pattern.quote(name) + "[^|\n]*" + Pattern.quote(rest));
              });
    }
    String error = client.control("/sandbox/faults", "{\"fault\":\"RESET\",\"api\":\"/x\"}").path("error").asText();
    assertThat(error.substring(error.indexOf("*, ") + 3).split(", ")).allSatisfy(path -> assertThat(readme).contains("`" + path + "`"));
  }

  @Test
  void file_reopened_goesOnWhereItWas() throws IOException {
    Path file = folder.resolve("not made yet").resolve("market.json");
    String id;
    String sub;
    try (TaobaoSandbox first = TaobaoSandbox.builder().data(file).start()) {
      id = first.site().placeByHand("shop", Client.ITEM, "", 1);
      first.ledger().orders();
      first.site().pay(id);
      sub = first.ledger().orders().get(0).lines().get(0).subOrderId();
      first.site().ship(id, sub, "SF", "SF1");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    try (TaobaoSandbox second = TaobaoSandbox.builder().data(file).start()) {
      assertThat(second.ledger().orders()).singleElement().satisfies(order -> assertThat(order.status()).isEqualTo("WAIT_BUYER_CONFIRM_GOODS"));
      assertThat(second.ledger().orders().get(0).lines().get(0).trackings()).containsExactly("SF1");
      second.site().openRefund(sub, false, "x");
    }
  }
}

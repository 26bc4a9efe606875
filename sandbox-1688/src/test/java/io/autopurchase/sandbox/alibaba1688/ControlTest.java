package io.autopurchase.sandbox.alibaba1688;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control API, the page, the file and the README. */
class ControlTest {
  private final Alibaba1688Sandbox sandbox = Alibaba1688Sandbox.builder().account("shop").start();
  private final Client client = Client.of(sandbox, "shop");
  @TempDir private Path folder;

  @AfterEach
  void close() {
    sandbox.close();
  }

  private String page() {
    return client.send(HttpRequest.newBuilder(sandbox.gatewayUrl().resolve("/"))).body();
  }

  @Test
  void faults_everyNameOverHttp_listedWithItsDescription() {
    for (String name : Faults.names()) {
      String body = "{\"fault\":\"" + name + "\",\"api\":\"" + Client.CROSS + "\",\"call\":1}";
      assertThat(client.control("/sandbox/faults", body).path("rules").isArray()).isTrue();
    }

    JsonNode faults = client.control("/sandbox/faults", "");
    assertThat(faults.path("rules")).hasSize(Faults.names().size());
    assertThat(faults.path("known").findValuesAsText("name")).isEqualTo(Faults.names());
    assertThat(faults.path("known").findValuesAsText("description")).doesNotContain("");
  }

  @Test
  void fault_withItsParameters_takesThem() {
    client.control("/sandbox/faults", "{\"api\":\"" + Client.LIST + "\",\"fault\":\"HTTP_STATUS\",\"status\":503,\"times\":1}");
    client.control("/sandbox/faults", "{\"api\":\"" + Client.LIST + "\",\"fault\":\"NULLED_FIELD\",\"field\":\"totalRecord\"}");

    assertThat(client.post(Client.LIST, Map.of(), System.currentTimeMillis()).statusCode()).isEqualTo(503);
    assertThat(client.call(Client.LIST, Map.of()).path("totalRecord").isNull()).isTrue();
    assertThat(client.control("/sandbox/faults", "{\"fault\":\"X\"}").path("error").asText()).contains("\"X\"", "GZIP_BOMB");
  }

  @Test
  void orders_byHandPaidShippedRefunded_overHttp() {
    String id = client.control("/sandbox/orders", "{\"offerId\":\"" + Client.CUP + "\",\"quantity\":1}").path(0).asText();
    client.control("/sandbox/orders/" + id + "/pay", "{}");
    JsonNode order = client.control("/sandbox/orders/" + id + "/ship", "carrier=SF&number=SF1");
    String refund = client.control("/sandbox/refunds", "{\"subOrderId\":\"" + order.at("/0/lines/0/subOrderId").asText() + "\"}").path("refundId").asText();
    client.control("/sandbox/refunds/" + refund, "{\"status\":\"refundsuccess\"}");

    JsonNode after = client.control("/sandbox/orders", "").path(0);
    assertThat(after.path("status").asText()).isEqualTo("terminated");
    assertThat(after.at("/lines/0/trackings/0").asText()).isEqualTo("SF1");
    assertThat(client.control("/sandbox/orders/" + id + "/pay", "{}").path("error").asText()).contains("terminated");
    assertThat(client.control("/sandbox/orders/1/pay", "{}").path("error").asText()).contains("no order 1");
    assertThat(client.control("/sandbox/orders", "{\"offerId\":\"" + Client.TRAY + "\",\"quantity\":1}").path("error").asText()).contains("500_005");
    assertThat(client.control("/sandbox/nothing", "{}").path("error").asText()).contains("POST /sandbox/nothing");
  }

  @Test
  void orders_cancelledByTheBuyerClosedByTheSeller_overHttp() {
    String first = sandbox.site().placeByHand("shop", Client.CUP, "", 1);
    String second = sandbox.site().placeByHand("shop", Client.CUP, "", 1);

    assertThat(client.control("/sandbox/orders/" + first + "/cancel", "{}").at("/0/status").asText()).isEqualTo("cancel");
    client.control("/sandbox/orders/" + second + "/close", "{}");
    assertThat(client.view(first).at("/baseInfo/closeOperateType").asText()).isEqualTo("CLOSE_TRADE_BY_BUYER");
    assertThat(client.view(second).at("/baseInfo/closeOperateType").asText()).isEqualTo("CLOSE_TRADE_BY_SELLER");
  }

  @Test
  void settings_setByName_unknownIsRefused() {
    assertThat(client.control("/sandbox/settings", "{\"repeat\":\"reject\"}").path("repeat").asText()).isEqualTo("REJECT");
    assertThat(client.control("/sandbox/settings", "{\"nonsense\":1}").path("error").asText()).contains("nonsense", "cancelAgeMillis");
    assertThat(client.control("/sandbox/settings", "{\"split\":\"SOMETIMES\"}").path("error").asText()).contains("split");
    assertThat(client.control("/sandbox/settings", "{\"zone\":\"here\"}").path("error").asText()).contains("zone");
  }

  @Test
  void accounts_codesAndTheirEnd_overHttp() {
    String code = client.control("/sandbox/accounts/other/code", "{}").path("code").asText();
    client.control("/sandbox/accounts/shop/expire", "{}");

    assertThat(client.grant(code).path("resource_owner").asText()).isEqualTo("other");
    assertThat(client.call(Client.LIST, Map.of()).path("error_code").asText()).isEqualTo("401");
  }

  @Test
  void page_hostileTexts_areEscaped() {
    sandbox.catalog().add("77", "<script>alert(1)</script>", "a\"b<i>", 100, 5);
    sandbox.site().placeByHand("<b>shop</b>", "77", "", 1);
    client.call(Client.CROSS, Client.order("<u>", Client.CUP));
    client.call(Client.LIST, Map.of("<img>", "x"));

    assertThat(page()).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;b&gt;shop", "&lt;img&gt; is unknown", "&lt;u&gt;");
    assertThat(page()).doesNotContain("<script", "<i>", "<img>", "<u>");
  }

  @Test
  void page_form_comesBackToThePage() {
    String id = sandbox.site().placeByHand("shop", Client.CUP, "", 1);

    HttpResponse<String> done = post("/sandbox/orders/" + id + "/pay");
    HttpResponse<String> refused = post("/sandbox/orders/" + id + "/pay");

    assertThat(page()).contains("/sandbox/orders/" + id + "/ship", "128.50", "Place by hand");
    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("waitsellersend");
  }

  private HttpResponse<String> post(String path) {
    return client.send(
        HttpRequest.newBuilder(sandbox.gatewayUrl().resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("back=1")));
  }

  @Test
  void page_formOfAnotherSite_isRefused() {
    HttpResponse<String> foreign =
        client.send(
            HttpRequest.newBuilder(sandbox.gatewayUrl().resolve("/sandbox/settings"))
                .header("Origin", "http://evil.example")
                .POST(BodyPublishers.ofString("repeat=REJECT")));

    assertThat(foreign.statusCode()).isEqualTo(403);
  }

  @Test
  void catalog_changed_showsInPreviewAndControl() {
    String spec = sandbox.catalog().addVariant(Client.CUP, "颜色:红色", 13_000, 5);
    assertThat(client.preview(Client.CUP + "/" + spec).at("/orderPreviewResuslt/0/sumPaymentNoCarriage").asLong()).isEqualTo(13_000);
    sandbox.catalog().removeVariant(Client.CUP, spec);
    assertThat(client.preview(Client.CUP + "/" + spec).path("errorCode").asText()).isEqualTo("500_003");
    sandbox.catalog().setPrice(Client.TRAY, 100);
    sandbox.catalog().setStock(Client.TRAY, 3);
    sandbox.catalog().setMinimum(Client.TRAY, 1, 1);
    assertThat(client.preview(Client.TRAY).at("/orderPreviewResuslt/0/sumPaymentNoCarriage").asLong()).isEqualTo(100);
    sandbox.catalog().addTier(Client.TRAY, 3, 90);
    assertThat(client.preview(Client.TRAY + "*3").at("/orderPreviewResuslt/0/sumPaymentNoCarriage").asLong()).isEqualTo(270);
    sandbox.catalog().setStatus(Client.TRAY, "expired");
    assertThat(client.preview(Client.TRAY).path("errorCode").asText()).isEqualTo("500_001");
    sandbox.catalog().setMixing("广州服饰工厂", 0, 0);
    assertThat(client.preview(Client.WHITE + "*2").path("errorCode").asText()).isEqualTo("500_005");
    sandbox.catalog().removeOffer(Client.TRAY);
    assertThat(client.control("/sandbox/offers", "").findValuesAsText("offerId")).contains(Client.CUP).doesNotContain(Client.TRAY);
    client.control("/sandbox/offers", "{\"offerId\":\"88\",\"title\":\"t\",\"seller\":\"s\",\"price\":100,\"quantity\":1}");
    assertThat(client.preview("88").path("success").asBoolean()).isTrue();
  }

  @Test
  void file_reopened_goesOnWhereItWas() throws IOException {
    Path file = folder.resolve("not made yet").resolve("market.json");
    String id;
    try (Alibaba1688Sandbox first = Alibaba1688Sandbox.builder().data(file).start()) {
      id = first.site().placeByHand("shop", Client.CUP, "", 1);
      first.site().pay(id);
      first.site().ship(id, "SF", "SF1");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    try (Alibaba1688Sandbox second = Alibaba1688Sandbox.builder().data(file).start()) {
      assertThat(second.ledger().orders()).singleElement().satisfies(order -> assertThat(order.status()).isEqualTo("waitbuyerreceive"));
      second.site().openRefund(id, false, "x");
      second.site().confirmReceipt(id);
    }
  }

  @Test
  void readme_describesEverySettingFaultAndDeviationWithItsDefault() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    assertThat(Fault.Kind.values()).allSatisfy(fault -> assertThat(readme).contains("| `" + fault + "` | " + fault.description()));
    assertThat(Deviation.values()).allSatisfy(it -> assertThat(readme).contains("| `" + it + "` | " + it.description() + " |"));
    Map<String, String> values = new Settings().values();
    assertThat(new Settings().descriptions())
        .allSatisfy(
            (name, text) -> {
              String value = values.get(name);
              assertThat(readme).contains("| `" + name + "` | " + text + " | " + (value.isEmpty() ? "none" : value) + " |");
            });
  }

  @Test
  void readme_listsTheCatalogAndTheApis() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    for (Catalog.Offer offer : sandbox.catalog().offers()) {
      assertThat(readme).contains("`" + offer.offerId() + "`", offer.title(), offer.seller());
      assertThat(offer.tiers()).allSatisfy(tier -> assertThat(readme).contains(Html.yuan(tier.price())));
    }
    String error = client.control("/sandbox/faults", "{\"fault\":\"RESET\",\"api\":\"/x\"}").path("error").asText();
    assertThat(error.substring(error.indexOf("*, ") + 3).split(", ")).allSatisfy(path -> assertThat(readme).contains("`" + path.split("/")[1] + "`"));
  }
}

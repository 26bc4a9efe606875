package io.autopurchase.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.AutoPurchase;
import io.autopurchase.ConfigurationException;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.web.Browser.Page;
import io.autopurchase.web.html.Html;
import io.autopurchase.web.html.Url;
import io.autopurchase.web.spi.Access;
import io.autopurchase.web.spi.FormToken;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing that comes from outside becomes a part of a page's code, and no form of another site is carried out. */
class PageSafetyTest {
  private static final String SCRIPT = "<script>alert(1)</script>";
  private static final String IMAGE = "\"><img src=x onerror=alert(1)>";
  private static final String OVERRIDE = "abc\u202Etxt.exe";

  private final Desk desk = Desk.open().signedIn();
  private final Browser operator = desk.operator();

  @AfterEach
  void close() {
    desk.close();
  }

  private List<String> pages() {
    Activity asking = desk.asking("ORD-2");
    desk.orders.with("ORD-1", "79");
    desk.settle(desk.engine.book(desk.orders.plan("ORD-1", List.of("1"), Desk.BUYER).build()));
    String box = operator.get("payments").one("input[name=pay]").attr("value");
    return List.of(
        "activities", "activities?state=WRONG", "activities/" + asking.id(), "activities/none", "questions", "sessions", "payments",
        "payments?pay=" + box, "health", "orders/ORD-1", "orders/ORD-1?ap-activity=" + asking.id(), "orders/ORD-1?ap-preview=1&ap-line=1", "orders/none");
  }

  @Test
  void everyPage_hasTheHeadersAndNoCodeWithin() {
    for (String address : pages()) {
      Page page = operator.get(address);

      assertThat(page.header("Content-Security-Policy"))
          .as(address)
          .isEqualTo(
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'");
      assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
      assertThat(page.header("Cache-Control")).isEqualTo("no-store");
      assertThat(page.html().select("style, script:not([src]), [style], iframe, object, embed, base")).as(address).isEmpty();
      for (Element element : page.html().getAllElements()) {
        assertThat(element.attributes().asList()).as(address).noneMatch(attribute -> attribute.getKey().startsWith("on"));
        assertThat(element.attr("href")).as(address).doesNotStartWith("javascript:");
      }
      assertThat(page.response().body()).as(address).startsWith("<!DOCTYPE html><html lang=\"en\">");
    }
  }

  @Test
  void everyPage_hasUniqueIdsLabelsAndNames() {
    for (String address : pages()) {
      Page page = operator.get(address);
      List<String> ids = page.html().select("[id]").eachAttr("id");

      assertThat(ids).as(address).doesNotHaveDuplicates();
      assertThat(page.html().select("[aria-labelledby]").eachAttr("aria-labelledby")).as(address).isSubsetOf(ids);
      assertThat(page.html().select("label[for]").eachAttr("for")).as(address).isSubsetOf(ids);
      assertThat(page.html().select("h1")).as(address).hasSize(1);
      for (Element control : page.html().select("select, input:not([type=hidden])")) {
        boolean named = control.hasAttr("aria-label") || control.closest("label") != null || !page.html().select("label[for=\"" + control.id() + "\"]").isEmpty();
        assertThat(named).as(address + " " + control).isTrue();
      }
    }
  }

  @Test
  void textsFromOutside_areTexts() {
    desk.orders.with("ORD-1", List.of(TestOrders.line(1, "77").seller(SCRIPT).title(IMAGE).variant(OVERRIDE).comment("\u0000\u0007bell").build()));

    Page page = operator.get("orders/ORD-1");

    assertThat(page.text()).contains(SCRIPT).contains(IMAGE).contains("abc\uFFFDtxt.exe").contains("\uFFFD\uFFFDbell");
    assertThat(page.html().select("main script, img")).isEmpty();
    assertThat(page.one("td:contains(alert) bdi:contains(script)").text()).isEqualTo(SCRIPT);
  }

  @Test
  void namesOfUsersAndOrders_areTexts() {
    Activity asking = desk.settle(desk.engine.book(desk.orders.with(IMAGE, "77").plan(IMAGE, List.of("1"), Desk.BUYER).requestedBy(SCRIPT).build()));

    Page page = operator.get("activities/" + asking.id());

    assertThat(page.text()).contains(SCRIPT).contains(IMAGE);
    assertThat(page.html().select("main script, img")).isEmpty();
    assertThat(operator.get("activities").html().select("main script, img")).isEmpty();
    assertThat(operator.get("activities?q=" + "%22%3E%3Cimg%20src%3Dx%3E").html().select("img")).isEmpty();
  }

  @Test
  void links_areFollowedByHttpAlone() {
    for (String link : List.of("javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example/x", "https:evil", "vbscript:x", "http://user@evil.example/")) {
      desk.orders.with("ORD-1", List.of(TestOrders.line(1, "77").title("the item").link(link).build()));
      Page page = operator.get("orders/ORD-1");

      assertThat(page.html().select("td a")).as(link).isEmpty();
      assertThat(page.text()).as(link).contains("the item");
    }
    assertThat(Url.external("https://item.example/订单?a=b c")).isEmpty();
    assertThat(Url.host("/shop/orders?a=b").map(Url::toString)).contains("/shop/orders?a=b");
    assertThat(Url.host("https://shop.example/orders").map(Url::toString)).contains("https://shop.example/orders");
    assertThat(List.of("//elsewhere.example", "/\\elsewhere.example", "orders", "", "javascript:alert(1)", "/a b")).allMatch(text -> Url.host(text).isEmpty());
    assertThat(Url.external("https://item.example/订单?a=b").map(Url::toString)).contains("https://item.example/%E8%AE%A2%E5%8D%95?a=b");
  }

  @Test
  void writer_refusesCodeAndAddressesInAttributes() {
    for (String name : List.of("onclick", "style", "href", "src", "action", "formaction", "srcdoc")) {
      assertThatThrownBy(() -> Html.attr(name, "x")).as(name).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Html.el("p", Html.attr("title", "\"'<>&"), Html.text("\"'<>&"))).hasToString("<p title=\"&quot;&#39;&lt;&gt;&amp;\">&quot;&#39;&lt;&gt;&amp;</p>");
  }

  @Test
  void forms_ofOtherSites_areRefused() {
    Activity asking = desk.asking("ORD-1");
    URI form = desk.server.address().resolve("activities/" + asking.id() + "/interrupt");
    String origin = "http://127.0.0.1:" + desk.server.port();

    assertThat(operator.post(form, "", Map.of("Sec-Fetch-Site", "cross-site")).status()).isEqualTo(403);
    assertThat(operator.post(form, "", Map.of("Sec-Fetch-Site", "same-site", "Origin", origin)).status()).isEqualTo(403);
    assertThat(operator.post(form, "", Map.of("Sec-Fetch-Site", "none")).status()).isEqualTo(403);
    assertThat(operator.post(form, "", Map.of("Origin", "https://evil.example")).status()).isEqualTo(403);
    assertThat(operator.post(form, "", Map.of("Origin", "null")).status()).isEqualTo(403);
    assertThat(operator.post(form, "", Map.of()).status()).as("no browser").isEqualTo(403);
    assertThat(desk.engine.activities().get(asking.id()).question()).isPresent();
    assertThat(operator.post(form, "", Map.of("Origin", origin)).status()).as("an older browser").isEqualTo(303);
  }

  @Test
  void forms_ofAnotherOriginThatIsAllowed_areAccepted() {
    try (Desk behind = Desk.open(options -> options.allowedOrigin("https://shop.example")).signedIn()) {
      Activity asking = behind.asking("ORD-1");
      URI form = behind.server.address().resolve("activities/" + asking.id() + "/interrupt");

      assertThat(behind.operator().post(form, "", Map.of("Origin", "https://shop.example")).status()).isEqualTo(303);
      assertThat(behind.operator().post(form, "", Map.of("Origin", "https://other.example")).status()).isEqualTo(403);
    }
  }

  @Test
  void forms_carryTheHostsToken() {
    FormToken token = request -> Optional.of(new FormToken.Field("_csrf", "s3cret"));
    try (Desk careful = Desk.open(options -> options.formToken(token)).signedIn()) {
      Activity asking = careful.asking("ORD-1");
      Page page = careful.operator().get("activities/" + asking.id());

      assertThat(page.html().select("form[method=post]")).hasSize(2).allSatisfy(form -> assertThat(form.select("input[name=_csrf]").attr("value")).isEqualTo("s3cret"));
      assertThat(careful.operator().submit(page, "Interrupt", "_csrf", "wrong").status()).isEqualTo(403);
      assertThat(careful.operator().post("activities/" + asking.id() + "/interrupt").status()).isEqualTo(403);
      assertThat(careful.operator().submit(page, "Interrupt").status()).isEqualTo(303);
    }
  }

  @Test
  void forms_byGet_areNotCarriedOut() {
    Activity asking = desk.asking("ORD-1");

    assertThat(operator.get("activities/" + asking.id() + "/interrupt").status()).isEqualTo(405);
    assertThat(desk.engine.activities().get(asking.id()).question()).isPresent();
  }

  @Test
  void console_withoutAccess_isNotBuilt() {
    try (AutoPurchase engine = AutoPurchase.builder().store(new InMemoryActivityStore()).discoverProviders(false).workers(0).build()) {
      assertThatThrownBy(() -> WebConsole.builder(engine).build()).isInstanceOf(ConfigurationException.class).hasMessageContaining(".access(");
      assertThatThrownBy(() -> WebConsole.builder(Map.of())).isInstanceOf(ConfigurationException.class);
    }
  }

  @Test
  void language_leadsBackToPagesOfTheConsoleAlone() {
    for (String to : List.of("//evil.example", "https://evil.example", "/elsewhere", "../elsewhere", "x\\..\\y", "activities/../../x", "activities\r\nX: y", "javascript:alert(1)")) {
      Page page = operator.get("language?lang=ru&to=" + URLEncoder.encode(to, StandardCharsets.UTF_8));

      assertThat(page.location()).as(to).isEqualTo("./activities");
    }
  }

  @Test
  void brokenAccess_letsNobodyIn() {
    Access broken = (request, shop) -> {
      throw new IllegalStateException("password=hunter2 is wrong");
    };
    try (Desk failing = Desk.open(options -> options.access(broken))) {
      Page page = failing.operator().get("activities");

      assertThat(page.status()).isEqualTo(500);
      assertThat(page.response().body()).isEmpty();
    }
  }

  @Test
  void brokenOrderSource_isAnErrorWithoutItsText() {
    try (Desk broken = Desk.open(options -> options.orders(new BrokenOrders()))) {
      Page page = broken.operator().get("orders/ORD-1");

      assertThat(page.status()).isEqualTo(500);
      assertThat(page.text()).contains("An error occurred").doesNotContain("password");
    }
  }
}

package io.autopurchase.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.autopurchase.Activity;
import io.autopurchase.AutoPurchase;
import io.autopurchase.ConfigurationException;
import io.autopurchase.core.InMemoryActivityStore;
import io.autopurchase.testkit.FakeProvider;
import io.autopurchase.testkit.ManualTime;
import io.autopurchase.web.Browser.Page;
import io.autopurchase.web.spi.ConsoleUser;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The console works wherever it is mounted: every link, file and form is found from every page. */
class MountTest {
  private static void fill(Desk desk) {
    desk.signedIn();
    desk.orders.with("ORD-1", "77");
    desk.asking("ORD-1");
  }

  /** Follows every link and fetches every file, from the first page on; sends no form. */
  private static Set<String> crawl(Browser browser, URI start) {
    Deque<URI> left = new ArrayDeque<>(Set.of(start));
    Set<String> seen = new HashSet<>();
    while (!left.isEmpty()) {
      URI address = left.remove();
      if (!seen.add(address.toString()) || seen.size() > 200) {
        continue;
      }
      Page page = browser.follow(browser.get(address));
      assertThat(page.status()).as(address.toString()).isEqualTo(200);
      if (!page.header("Content-Type").startsWith("text/html")) {
        continue;
      }
      assertThat(page.html().select("link[rel=stylesheet], script")).as(address.toString()).hasSize(2);
      for (Element element : page.html().select("a[href], link[href], script[src], [data-stream]")) {
        String target = Stream.of("href", "src").map(element::absUrl).filter(url -> !url.isEmpty()).findFirst().orElse("");
        boolean ours = target.startsWith(start.resolve("/").toString()) && !target.contains("#");
        if (ours && !target.contains("lang=")) {
          left.add(URI.create(target));
        }
      }
      for (Element form : page.html().select("form[method=post], button[formaction]")) {
        String target = form.hasAttr("formaction") ? form.absUrl("formaction") : form.absUrl("action");
        int status = browser.post(URI.create(target), "", Map.of()).status();
        assertThat(status).as("known, but not from this site: " + target).isEqualTo(403);
      }
    }
    return seen;
  }

  private static void isWholeAt(String mount) {
    try (Desk desk = Desk.open(mount)) {
      fill(desk);
      Browser operator = desk.operator();

      assertThat(crawl(operator, desk.server.address())).hasSizeGreaterThan(12);
      Page answered = operator.press(operator.get("questions"), "Answer", "option", "SKIP_ITEM");
      assertThat(answered.text()).contains("The answer is stored");
      assertThat(operator.follow(operator.get("activities?lang=ru")).one("h1").text()).isEqualTo("Операции");
    }
  }

  @Test
  void mountedAtTheRoot() {
    isWholeAt("");
  }

  @Test
  void mountedBelow() {
    isWholeAt("/x/y");
  }

  @Test
  void mountWithoutASlash_leadsToTheFirstPage() {
    try (Desk desk = Desk.open("/x/y")) {
      URI mount = URI.create("http://127.0.0.1:" + desk.server.port() + "/x/y");

      assertThat(desk.operator().follow(desk.operator().get(mount)).address().getPath()).isEqualTo("/x/y/activities");
    }
  }

  @Test
  void behindAProxyThatStripsAPrefix() {
    try (Desk desk = Desk.open("/console");
        StrippingProxy proxy = new StrippingProxy("/staff/tools/buying", desk.server.address())) {
      fill(desk);
      Browser operator = new Browser(proxy.address(), "operator");

      assertThat(crawl(operator, proxy.address())).hasSizeGreaterThan(12);
      Page russian = operator.follow(operator.get("sessions?lang=ru"));
      assertThat(russian.html().selectFirst("html").attr("lang")).isEqualTo("ru");
      assertThat(operator.get("activities").html().selectFirst("html").attr("lang")).as("kept").isEqualTo("ru");
      Page sessions = operator.follow(operator.submit(operator.get("sessions"), "Добавить сессию", "login", "nick"));
      desk.provider.signInAs("account-2");
      URI provider = URI.create(sessions.link("Перейти на площадку").attr("href"));
      operator.get("sessions/callback/fake?code=abc&state=" + provider.getQuery().replaceFirst(".*state=([^&]*).*", "$1"));
      assertThat(desk.engine.sessions().active("fake")).hasSize(2);
    }
  }

  @Test
  void severalShops_areApart() {
    Map<String, AutoPurchase> engines = new LinkedHashMap<>();
    Map<String, Activity> asking = new LinkedHashMap<>();
    for (String shop : new String[] {"one", "two"}) {
      ManualTime time = new ManualTime();
      time.advance(Duration.ofMinutes(6));
      AutoPurchase engine =
          AutoPurchase.builder().store(new InMemoryActivityStore()).allowPlacingOnVolatileStore().discoverProviders(false).provider(new FakeProvider("fake")).timeSource(time).workers(0).build();
      engine.sessions().startAuthorization(Desk.BUYER);
      engine.sessions().completeAuthorizationWithCode(Desk.BUYER, "code");
      engines.put(shop, engine);
      asking.put(shop, engine.synchronize(Desk.BUYER));
    }
    WebConsole console =
        WebConsole.builder(engines)
            .access((request, shop) -> Optional.of(ConsoleUser.operator("mary")).filter(user -> !shop.equals("two") || "boss".equals(request.getHeader("X-User"))))
            .build();
    try (ConsoleServer server = ConsoleServer.start("/x", new AutoPurchaseServlet(console))) {
      Browser boss = new Browser(server.address(), "boss");
      Browser clerk = new Browser(server.address(), "clerk");

      assertThat(crawl(boss, server.address())).hasSizeGreaterThan(12);
      assertThat(boss.get("one/activities/" + asking.get("one").id()).status()).isEqualTo(200);
      assertThat(boss.get("one/activities/" + asking.get("two").id()).status()).isEqualTo(404);
      assertThat(boss.post("one/activities/" + asking.get("two").id() + "/interrupt").status()).isEqualTo(404);
      assertThat(boss.get("two/activities").html().select(".ap-shops a").eachText()).containsExactly("one", "two");
      assertThat(clerk.follow(clerk.get("")).address().getPath()).isEqualTo("/x/one/activities");
      assertThat(clerk.get("two/activities").status()).isEqualTo(404);
      assertThat(clerk.get("three/activities").status()).isEqualTo(404);
      assertThat(clerk.get("one/activities").html().select(".ap-shops a").eachText()).containsExactly("one");
    } finally {
      engines.values().forEach(AutoPurchase::close);
    }
  }

  @Test
  void files_areKeptByBrowsersUnderNamesOfTheirContents() {
    try (Desk desk = Desk.open()) {
      Page page = desk.operator().get("activities");
      URI script = URI.create(page.one("script").absUrl("src"));

      Page file = desk.operator().get(script);

      assertThat(file.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
      assertThat(file.header("Content-Type")).startsWith("text/javascript");
      Page style = desk.operator().get(URI.create(page.one("link[rel=stylesheet]").absUrl("href")));
      assertThat(style.header("Content-Type")).startsWith("text/css");
      assertThat(file.response().body().length() + style.response().body().length()).isLessThan(30_000);
      Page earlier = desk.operator().get("assets/console.0123456789ab.js");
      assertThat(earlier.response().body()).isEqualTo(file.response().body());
      assertThat(earlier.header("Cache-Control")).isEqualTo("no-store");
      assertThat(desk.operator().get("assets/passwd").status()).isEqualTo(404);
    }
  }

  @Test
  void pageOfTheHost_isLinkedFirst() {
    try (Desk desk = Desk.open(options -> options.homeLink("/shop/orders"))) {
      Element first = desk.browser("viewer").get("activities").html().selectFirst("nav a");

      assertThat(first.text()).isEqualTo("Back to the shop");
      assertThat(first.absUrl("href")).isEqualTo(desk.server.address().resolve("/shop/orders").toString());
      assertThatThrownBy(() -> Desk.open(options -> options.homeLink("//elsewhere.example")))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("homeLink must be a path");
    }
  }
}
